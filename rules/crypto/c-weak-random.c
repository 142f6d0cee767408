static void open_session(struct session *session, size_t size)
{
	/* ruleid: c-weak-random */
	int nonce = rand();
	/* ruleid: c-weak-random */
	session->token = random() % 100000;
	for (size_t i = 0; i < size; i++) {
		/* ruleid: c-weak-random */
		session->salt[i] = rand() & 0xff;
	}
	/* ok: c-weak-random */
	int delay = rand() % 100;
	/* ok: c-weak-random */
	session->color = random();
	/* ok: c-weak-random */
	session->token = next_random(session);
	/* ok: c-weak-random */
	getrandom(session->salt, size, 0);
}
