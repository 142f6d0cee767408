<?php
class VerifyCsrfToken extends Middleware
{
    // ruleid: php-csrf-off
    protected $except = ['*'];
}
// ruleid: php-csrf-off
$middleware->validateCsrfTokens(except: ['*']);
// ruleid: php-csrf-off
Route::post('/pay', [Pay::class, 'store'])->withoutMiddleware(VerifyCsrfToken::class);
// ruleid: php-csrf-off
$resolver->setDefaults(['csrf_protection' => false]);
class Other extends Middleware
{
    // ok: php-csrf-off
    protected $except = ['hooks/parcel'];
    // ok: php-csrf-off
    protected $other = ['*'];
}
// ok: php-csrf-off
$middleware->validateCsrfTokens(except: ['stripe/*']);
// ok: php-csrf-off
$resolver->setDefaults(['csrf_protection' => true]);
