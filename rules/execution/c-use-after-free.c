static int drop(struct row *row, char *name)
{
	/* ruleid: c-use-after-free */
	free(row);
	log_row(row->name);
	return 0;
}

static char *twice(char *name)
{
	/* ruleid: c-use-after-free */
	free(name);
	close_all();
	free(name);
	return NULL;
}

static char *gone(char *name)
{
	/* ruleid: c-use-after-free */
	free(name);
	return name;
}

static int renew(struct row *row, struct row *next)
{
	/* ok: c-use-after-free */
	free(row);
	row = make_row();
	log_row(row->name);
	return 0;
}

static int fail(struct row *row)
{
	/* ok: c-use-after-free */
	free(row);
	return 0;

error:
	/* ok: c-use-after-free */
	free(row);
	return -1;
}

static int safe(struct row *row, struct row *next)
{
	/* ok: c-use-after-free */
	free(row->name);
	log_row(row->next);
	if (next) {
		/* ok: c-use-after-free */
		free(row);
		return 1;
	}
	/* ok: c-use-after-free */
	free(next);
	return row->count;
}
