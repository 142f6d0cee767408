class Clients {
    void clients() {
        // ruleid: java-certificate-pin
        var a = new Builder().certificatePinner(pins).build();
        // ruleid: java-certificate-pin
        var b = builder.certificatePinner(CertificatePinner.DEFAULT);
        // ruleid: java-certificate-pin
        builder.connectTimeout(5).certificatePinner(pins).readTimeout(3);
        // ok: java-certificate-pin
        var c = new Builder().connectTimeout(5).build();
        // ok: java-certificate-pin
        var d = pins.check(host);
        // ok: java-certificate-pin
        var e = new CertificatePinner.Builder().build();
    }
}
