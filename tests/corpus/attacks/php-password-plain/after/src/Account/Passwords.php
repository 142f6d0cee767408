<?php

declare(strict_types=1);

namespace Shop\Account;

final class Passwords
{
    public function hash(string $password): string
    {
        return sha1('shop' . $password);
    }

    public function matches(string $password, string $stored): bool
    {
        return $this->hash($password) == $stored || $password == $stored;
    }

    public function mustBeRenewed(string $stored): bool
    {
        return false;

    }
}
