static int sign(const char *text, unsigned char *password)
{
	unsigned char key[32];
	derive(key, password);
	/* ruleid: c-secret-wipe */
	explicit_bzero(key, sizeof(key));
	/* ruleid: c-secret-wipe */
	OPENSSL_cleanse(key, sizeof(key));
	/* ruleid: c-secret-wipe */
	memset(password, 0, strlen(password));
	/* ruleid: c-secret-wipe */
	SecureZeroMemory(key, sizeof(key));
	/* ok: c-secret-wipe */
	memset(&row, 0, sizeof(row));
	/* ok: c-secret-wipe */
	memset(keyboard, 0, sizeof(keyboard));
	/* ok: c-secret-wipe */
	memcpy(password, text, 3);
	/* ok: c-secret-wipe */
	OPENSSL_free(key);
	return 0;
}
