static void seal(const unsigned char *text, size_t size)
{
	/* ruleid: c-weak-hash */
	EVP_DigestInit_ex(context, EVP_md5(), NULL);
	/* ruleid: c-weak-hash */
	MD5(text, size, digest);
	/* ruleid: c-weak-hash */
	EVP_EncryptInit_ex(context, EVP_aes_128_ecb(), NULL, key, NULL);
	/* ruleid: c-weak-hash */
	mbedtls_sha1(text, size, digest);
	/* ok: c-weak-hash */
	EVP_DigestInit_ex(context, EVP_sha256(), NULL);
	/* ok: c-weak-hash */
	EVP_EncryptInit_ex(context, EVP_aes_256_gcm(), NULL, key, iv);
	/* ok: c-weak-hash */
	SHA256(text, size, digest);
	/* ok: c-weak-hash */
	md5_to_hex(digest);
}
