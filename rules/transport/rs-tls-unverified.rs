fn client(strict: bool) -> Client {
    // ruleid: rs-tls-unverified
    let client = Client::builder().danger_accept_invalid_certs(true).build();
    // ruleid: rs-tls-unverified
    let client = Client::builder().danger_accept_invalid_hostnames(true);
    // ruleid: rs-tls-unverified
    connector.set_verify(SslVerifyMode::NONE);
    // ruleid: rs-tls-unverified
    config.dangerous().set_certificate_verifier(Arc::new(Anyone));
    // ok: rs-tls-unverified
    let client = Client::builder().danger_accept_invalid_certs(false).build();
    // ok: rs-tls-unverified
    connector.set_verify(SslVerifyMode::PEER);
    // ok: rs-tls-unverified
    connector.set_verify_hostname(true);
    // ok: rs-tls-unverified
    let client = Client::builder().add_root_certificate(ours).build();
    client
}
