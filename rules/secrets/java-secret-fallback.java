class Settings {
    // ruleid: java-secret-fallback
    @Value("${app.jwt.secret:change-me-please}")
    private String secret;

    // ruleid: java-secret-fallback
    @Value("${admin.password:admin}")
    private String password;

    // ruleid: java-secret-fallback
    @Value(value = "${mail.api-key:local-key}")
    private String key;

    // ok: java-secret-fallback
    @Value("${app.jwt.secret}")
    private String strict;

    // ok: java-secret-fallback
    @Value("${app.jwt.secret:}")
    private String empty;

    // ok: java-secret-fallback
    @Value("${app.page-size:50}")
    private int size;
}
