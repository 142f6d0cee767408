static int save(const char *path, const char *text, size_t size)
{
	int fd;
	/* ruleid: c-error-check */
	if ((fd = open(path, O_WRONLY)) < 0)
		return -1;
	log_path(path);
	/* ruleid: c-error-check */
	if (write(fd, text, size) == -1) {
		close(fd);
		return -1;
	}
	log_path(path);
	/* ruleid: c-error-check */
	if (fsync(fd) != 0)
		die("fsync");
	log_path(path);
	/* ruleid: c-error-check */
	if (!(copy = malloc(size)))
		return -1;
	memcpy(copy, text, size);
	/* ok: c-error-check */
	if (compare_paths(path, text) < 0)
		return 1;
	/* ok: c-error-check */
	if (size == 0)
		return 0;
	/* ok: c-error-check */
	if (is_open(path))
		return 0;
	/* ok: c-error-check */
	write(fd, text, size);
	/* ok: c-error-check */
	return close(fd) < 0;
}
