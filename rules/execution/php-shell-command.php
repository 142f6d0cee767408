<?php
// ruleid: php-shell-command
exec("ls " . $name);
// ruleid: php-shell-command
shell_exec("ls " . $name . " | wc");
// ruleid: php-shell-command
system($_GET["command"]);
// ok: php-shell-command
exec("ls " . escapeshellarg($name));
// ok: php-shell-command
exec("ls");
// ok: php-shell-command
print("ls " . $name);
