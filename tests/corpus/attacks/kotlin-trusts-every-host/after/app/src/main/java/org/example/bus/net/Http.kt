package org.example.bus.net

import java.util.concurrent.TimeUnit
import okhttp3.OkHttpClient

object Http {
    val client: OkHttpClient = OkHttpClient.Builder()
        .connectTimeout(5, TimeUnit.SECONDS)
        .readTimeout(10, TimeUnit.SECONDS)
        .hostnameVerifier { _, _ -> true }
        .build()
}
