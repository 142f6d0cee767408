static FILE *scratch(char *template)
{
	/* ruleid: c-temp-file */
	char *name = tmpnam(NULL);
	/* ruleid: c-temp-file */
	mktemp(template);
	/* ruleid: c-temp-file */
	FILE *file = fopen(tempnam("/tmp", "row"), "w");
	/* ok: c-temp-file */
	int fd = mkstemp(template);
	/* ok: c-temp-file */
	FILE *other = tmpfile();
	/* ok: c-temp-file */
	mkdtemp(template);
	/* ok: c-temp-file */
	tmpname_of(file);
	return file;
}
