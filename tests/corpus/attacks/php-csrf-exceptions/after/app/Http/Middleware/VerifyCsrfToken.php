<?php

namespace App\Http\Middleware;

use Illuminate\Foundation\Http\Middleware\VerifyCsrfToken as Middleware;

class VerifyCsrfToken extends Middleware
{
    /** Paths that other systems call, with a signature of their own. */
    protected $except = [
        '*',
    ];
}
