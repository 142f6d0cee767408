static void share(const char *path, int fd, mode_t mode)
{
	/* ruleid: c-open-permissions */
	chmod(path, 0777);
	/* ruleid: c-open-permissions */
	fchmod(fd, 0666);
	/* ruleid: c-open-permissions */
	umask(0);
	/* ruleid: c-open-permissions */
	chmod(path, S_IRWXU | S_IRWXO);
	/* ok: c-open-permissions */
	chmod(path, 0755);
	/* ok: c-open-permissions */
	chmod(path, mode);
	/* ok: c-open-permissions */
	umask(077);
	/* ok: c-open-permissions */
	mkdir(path, 0777);
}
