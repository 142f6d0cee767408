<?php
// ruleid: php-sql-text
$db->query("SELECT * FROM users WHERE id = " . $id);
// ruleid: php-sql-text
$db->query("SELECT * FROM users WHERE name = '" . $name . "'");
// ruleid: php-sql-text
mysqli_query($db, "DELETE FROM users WHERE id = " . $_GET["id"]);
// ok: php-sql-text
$db->prepare("SELECT * FROM users WHERE id = ?");
// ok: php-sql-text
$db->query("SELECT * FROM users");
// ok: php-sql-text
$page->find("user " . $id);
