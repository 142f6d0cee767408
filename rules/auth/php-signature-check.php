<?php
function hook($request) {
    // ruleid: php-signature-check
    if (!verifySignature($request->body)) { abort(401); }
    // ruleid: php-signature-check
    $event = \Stripe\Webhook::constructEvent($payload, $header, $secret);
    // ruleid: php-signature-check
    validate_hmac($payload);
    // ok: php-signature-check
    $wanted = signature_of($payload);
    // ok: php-signature-check
    log($request->signature);
    // ok: php-signature-check
    sign($payload);
}
