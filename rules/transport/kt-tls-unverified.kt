object Http {
    // ruleid: kt-tls-unverified
    val client = Builder().hostnameVerifier { _, _ -> true }.build()

    // ruleid: kt-tls-unverified
    val other = Builder().hostnameVerifier { host, session -> true }.build()

    // ruleid: kt-tls-unverified
    val any = HostnameVerifier { _, _ -> true }

    val trusting = object : X509TrustManager {
        // ruleid: kt-tls-unverified
        override fun checkServerTrusted(chain: Array<X509Certificate>, kind: String) {}
    }

    // ok: kt-tls-unverified
    val strict = Builder().hostnameVerifier { host, session -> host == NAME }.build()

    // ok: kt-tls-unverified
    val pinned = Builder().certificatePinner(pins).build()

    val checking = object : X509TrustManager {
        // ok: kt-tls-unverified
        override fun checkServerTrusted(chain: Array<X509Certificate>, kind: String) { check(chain) }
    }
}
