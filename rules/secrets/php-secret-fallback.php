<?php

// ruleid: php-secret-fallback
$key = env('APP_KEY', 'base64:local');
// ruleid: php-secret-fallback
$secret = getenv('JWT_SECRET') ?: 'secret';
// ruleid: php-secret-fallback
$word = $_ENV['ADMIN_PASSWORD'] ?? 'admin';
// ok: php-secret-fallback
$name = env('APP_NAME', 'Laravel');
// ok: php-secret-fallback
$key = env('APP_KEY');
// ok: php-secret-fallback
$secret = getenv('JWT_SECRET') ?: '';
