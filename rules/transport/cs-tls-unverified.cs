class Client
{
    void Connect()
    {
        // ruleid: cs-tls-unverified
        handler.ServerCertificateCustomValidationCallback = HttpClientHandler.DangerousAcceptAnyServerCertificateValidator;
        // ruleid: cs-tls-unverified
        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => true;
        // ruleid: cs-tls-unverified
        ServicePointManager.ServerCertificateValidationCallback += (sender, certificate, chain, errors) => { return true; };
        // ok: cs-tls-unverified
        handler.ServerCertificateCustomValidationCallback = (message, certificate, chain, errors) => errors == SslPolicyErrors.None;
        // ok: cs-tls-unverified
        handler.ServerCertificateCustomValidationCallback = Check;
        // ok: cs-tls-unverified
        rows.Filter = (row) => true;
    }
}
