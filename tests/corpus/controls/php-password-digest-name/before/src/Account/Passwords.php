<?php

declare(strict_types=1);

namespace Shop\Account;

final class Passwords
{
    public function hash(string $password): string
    {
        return password_hash($password, PASSWORD_ARGON2ID);
    }

    public function matches(string $password, string $stored): bool
    {
        return password_verify($password, $stored);
    }

    public function mustBeRenewed(string $stored): bool
    {
        return password_needs_rehash($stored, PASSWORD_ARGON2ID);
    }
}
