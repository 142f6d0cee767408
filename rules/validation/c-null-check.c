static int load(struct row *row, const char *name, int dry)
{
	struct row *next = after(row);
	/* ruleid: c-null-check */
	if (!row)
		return -1;
	open_row(row);
	/* ruleid: c-null-check */
	if (name == NULL) {
		error("no name");
		return -EINVAL;
	}
	row->name = name;
	/* ruleid: c-null-check */
	if (!next)
		goto out;
	row->next = next;
	/* ok: c-null-check */
	if (row)
		return 1;
	open_row(row);
	/* ok: c-null-check */
	if (!is_open(row))
		return 1;
	/* ok: c-null-check */
	if (!row->prev)
		row->prev = row;
	/* ok: c-null-check */
	if (!dry)
		return 0;
	open_row(row);
	/* ok: c-null-check */
	assert(row);
out:
	return 0;
}
