<?php
/**
 * @method(row) nothing
 */
function load($path) {
    // ruleid: php-silenced-error
    $text = @file_get_contents($path);
    // ruleid: php-silenced-error
    $rows = @unserialize($text);
    // ruleid: php-silenced-error
    if (@mkdir($path)) {
        return null;
    }
    // ok: php-silenced-error
    @unlink($path);
    // ok: php-silenced-error
    $text = file_get_contents($path);
    // ok: php-silenced-error
    $mail = "root@localhost(home)";
    // ok: php-silenced-error
    return strpos($text, '@mkdir(');
}
