<?php
function matches($given, $wanted) {
    // ruleid: php-constant-time
    return hash_equals($wanted, $given);
}
function known($given, $wanted) {
    // ruleid: php-constant-time
    if (!hash_equals($wanted, $given)) {
        return false;
    }
    // ruleid: php-constant-time
    return sodium_memcmp($given, $wanted) === 0;
}
function plain($given, $wanted) {
    // ok: php-constant-time
    $x = $given === $wanted;
    // ok: php-constant-time
    $y = hash('sha256', $given);
    // ok: php-constant-time
    return strcmp($given, $wanted) === 0;
}
