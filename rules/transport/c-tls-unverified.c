static void connect_to(SSL_CTX *context, CURL *curl, int strict)
{
	/* ruleid: c-tls-unverified */
	SSL_CTX_set_verify(context, SSL_VERIFY_NONE, NULL);
	/* ruleid: c-tls-unverified */
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 0L);
	/* ruleid: c-tls-unverified */
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYHOST, 0);
	/* ruleid: c-tls-unverified */
	mbedtls_ssl_conf_authmode(&config, MBEDTLS_SSL_VERIFY_NONE);
	/* ok: c-tls-unverified */
	SSL_CTX_set_verify(context, SSL_VERIFY_PEER, NULL);
	/* ok: c-tls-unverified */
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, 1L);
	/* ok: c-tls-unverified */
	curl_easy_setopt(curl, CURLOPT_SSL_VERIFYPEER, strict);
	/* ok: c-tls-unverified */
	curl_easy_setopt(curl, CURLOPT_VERBOSE, 0L);
}
