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
// ruleid: php-sql-text
DB::select("select cents from bookings where year = $year order by $sort");
// ruleid: php-sql-text
DB::statement("delete from notes where id = {$request->id}");
// ruleid: php-sql-text
$pdo->exec("UPDATE users SET name = '$name'");
// ruleid: php-sql-text
$query->whereRaw("year = $year");
// ruleid: php-sql-text
$query->select(DB::raw("sum(cents) as $name"));
// ruleid: php-sql-text
$wpdb->get_results("SELECT * FROM {$wpdb->posts} WHERE post_title = '$title'");
// ok: php-sql-text
DB::select("select cents from bookings where year = ?", [$year]);
// ok: php-sql-text
$wpdb->get_results("SELECT * FROM {$wpdb->posts} WHERE id = 1");
// ok: php-sql-text
$pdo->query("SELECT * FROM $table");
// ok: php-sql-text
$query->whereRaw("year = ?", [$year]);
// ok: php-sql-text
$log->write("selected $year");
