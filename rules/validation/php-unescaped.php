<?php
// ruleid: php-unescaped
echo $_GET["name"];
// ruleid: php-unescaped
echo "Hello " . $_GET["name"];
// ruleid: php-unescaped
$cart = unserialize($_COOKIE["cart"]);
// ok: php-unescaped
echo htmlspecialchars($_GET["name"]);
// ok: php-unescaped
echo $name;
// ok: php-unescaped
$cart = json_decode($_COOKIE["cart"]);
