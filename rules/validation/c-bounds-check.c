static int take(struct ring *ring, size_t at, size_t size)
{
	char buffer[64];
	/* ruleid: c-bounds-check */
	if (at >= ring->size)
		return -1;
	ring->at = at;
	/* ruleid: c-bounds-check */
	if (size > sizeof(buffer)) {
		error("too long");
		return -1;
	}
	memcpy(buffer, ring->rows, size);
	/* ruleid: c-bounds-check */
	if (!ring || at + size > ring->capacity)
		goto out;
	step(ring->rows[at]);
	/* ok: c-bounds-check */
	if (at > 3)
		return 1;
	step(at);
	/* ok: c-bounds-check */
	if (at >= ring->size)
		at = 0;
	/* ok: c-bounds-check */
	if (ring->size == at)
		return 0;
	step(at);
	/* ok: c-bounds-check */
	for (at = 0; at < ring->size; at++)
		step(at);
out:
	return 0;
}
