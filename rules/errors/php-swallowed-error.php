<?php
function load($path) {
    try {
        parse($path);
        // ruleid: php-swallowed-error
    } catch (Exception $e) {
    }
    try {
        parse($path);
        // ruleid: php-swallowed-error
    } catch (ParseError $e) {
        // best effort
    }
    try {
        return parse($path);
        // ruleid: php-swallowed-error
    } catch (\Throwable $e) {
        return null;
    }
}

function look($path) {
    try {
        parse($path);
        // ok: php-swallowed-error
    } catch (Exception $e) {
        error_log($e->getMessage());
    }
    try {
        return parse($path);
        // ok: php-swallowed-error
    } catch (NotFoundException $e) {
        return null;
    }
    try {
        parse($path);
        // ok: php-swallowed-error
    } catch (Exception $e) {
        throw new LoadFailed($path, 0, $e);
    }
}
