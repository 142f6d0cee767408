package org.example.bus.net

import java.util.concurrent.TimeUnit
import okhttp3.CertificatePinner
import okhttp3.OkHttpClient

object Http {
    private val pins = CertificatePinner.Builder()
        .add("api.bus.example", "sha256/9kQm2Vb7uYtRw4xLzD0fHsPjNcE6aGoI3hUdTqXvZyM=")
        .build()

    val client: OkHttpClient = OkHttpClient.Builder()
        .connectTimeout(5, TimeUnit.SECONDS)
        .readTimeout(10, TimeUnit.SECONDS)
        .certificatePinner(pins)
        .build()
}
