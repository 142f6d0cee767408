fun clients() {
    // ruleid: kt-certificate-pin
    val a = Builder().certificatePinner(pins).build()
    // ruleid: kt-certificate-pin
    val b = builder.certificatePinner(CertificatePinner.DEFAULT)
    // ruleid: kt-certificate-pin
    builder.connectTimeout(5).certificatePinner(pins).readTimeout(3)
    // ok: kt-certificate-pin
    val c = Builder().connectTimeout(5).build()
    // ok: kt-certificate-pin
    val d = pins.check(host)
    // ok: kt-certificate-pin
    val e = CertificatePinner.Builder().build()
}
