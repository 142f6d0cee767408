static void report(FILE *out, const char *text, const struct row *row)
{
	/* ruleid: c-format-string */
	printf(text);
	/* ruleid: c-format-string */
	fprintf(out, row->name);
	/* ruleid: c-format-string */
	syslog(LOG_ERR, text);
	/* ruleid: c-format-string */
	snprintf(line, sizeof(line), text);
	/* ok: c-format-string */
	printf("%s", text);
	/* ok: c-format-string */
	printf("done\n");
	/* ok: c-format-string */
	fprintf(out, _("done\n"));
	/* ok: c-format-string */
	printf(USAGE);
	/* ok: c-format-string */
	fprintf(out, row->count ? "some\n" : "none\n");
	/* ok: c-format-string */
	snprintf(line, sizeof(line), "%s", text);
}
