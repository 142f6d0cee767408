class Trust implements X509TrustManager {
    // ruleid: java-tls-unverified
    public void checkServerTrusted(X509Certificate[] chain, String type) { }

    void connect() {
        // ruleid: java-tls-unverified
        builder.setSSLHostnameVerifier(NoopHostnameVerifier.INSTANCE);
        // ruleid: java-tls-unverified
        builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
        // ok: java-tls-unverified
        builder.setSSLHostnameVerifier(new DefaultHostnameVerifier());
        // ok: java-tls-unverified
        builder.build();
    }

    // ok: java-tls-unverified
    public void checkClientTrusted(X509Certificate[] chain, String type) { }
}
