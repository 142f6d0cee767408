class Logins
{
    void Login(Credentials credentials, string password)
    {
        // ruleid: cs-personal-data-logged
        _logger.LogInformation("login {User} {Password}", credentials.User, credentials.Password);
        // ruleid: cs-personal-data-logged
        logger.LogDebug("password " + password);
        // ruleid: cs-personal-data-logged
        Console.WriteLine($"token {accessToken}");
        // ok: cs-personal-data-logged
        _logger.LogInformation("login {User}", credentials.User);
        // ok: cs-personal-data-logged
        logger.LogDebug("given " + (password != null));
        // ok: cs-personal-data-logged
        Console.WriteLine($"user {credentials.User}");
    }
}
