<?php
function connect($address, $strict) {
    // ruleid: php-tls-unverified
    curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, false);
    // ruleid: php-tls-unverified
    curl_setopt_array($curl, [CURLOPT_SSL_VERIFYHOST => 0]);
    // ruleid: php-tls-unverified
    stream_context_create(['ssl' => ['verify_peer' => false]]);
    // ruleid: php-tls-unverified
    $client = new Client(['timeout' => 5, 'verify' => false]);
    // ok: php-tls-unverified
    curl_setopt($curl, CURLOPT_SSL_VERIFYPEER, true);
    // ok: php-tls-unverified
    curl_setopt($curl, CURLOPT_RETURNTRANSFER, false);
    // ok: php-tls-unverified
    stream_context_create(['ssl' => ['verify_peer' => $strict]]);
    // ok: php-tls-unverified
    $row = new Row(['verify' => false]);
}
