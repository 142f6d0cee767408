<?php
function stored($password) {
    // ruleid: php-password-hash
    return password_hash($password, PASSWORD_DEFAULT);
}
function matches($password, $stored) {
    // ruleid: php-password-hash
    return password_verify($password, $stored);
}
function laravel($password, $stored) {
    // ruleid: php-password-hash
    return Hash::check($password, $stored);
}
function other($password, $stored) {
    // ok: php-password-hash
    $x = sha1($password);
    // ok: php-password-hash
    $y = $this->password_hash($password);
    // ok: php-password-hash
    return hash('sha256', $stored);
}
