<?php
// ruleid: php-escape
echo htmlspecialchars($name);
// ruleid: php-escape
$x = escapeshellarg($name);
// ruleid: php-escape
$y = sanitize_text_field($_POST["name"]);
// ok: php-escape
echo trim($name);
// ok: php-escape
$x = escape;
// ok: php-escape
$y = html($name);
