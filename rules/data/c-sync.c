static int store(int fd, const char *text, size_t size)
{
	if (write(fd, text, size) < 0)
		return -1;
	/* ruleid: c-sync */
	if (fsync(fd) < 0)
		return -1;
	/* ruleid: c-sync */
	fdatasync(fd);
	/* ruleid: c-sync */
	msync(map, size, MS_SYNC);
	/* ok: c-sync */
	fflush(out);
	/* ok: c-sync */
	sync_state(fd);
	/* ok: c-sync */
	close(fd);
	return 0;
}
