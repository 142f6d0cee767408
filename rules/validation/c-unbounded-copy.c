static void greet(char *to, const char *name, va_list rest)
{
	char line[64];
	/* ruleid: c-unbounded-copy */
	strcpy(line, name);
	/* ruleid: c-unbounded-copy */
	strcat(line, getenv("HOME"));
	/* ruleid: c-unbounded-copy */
	sprintf(line, "hello %s", name);
	/* ruleid: c-unbounded-copy */
	vsprintf(line, name, rest);
	/* ruleid: c-unbounded-copy */
	gets(line);
	/* ruleid: c-unbounded-copy */
	scanf("%s", line);
	/* ruleid: c-unbounded-copy */
	sscanf(name, "%d %[^,]", &count, line);
	/* ok: c-unbounded-copy */
	strcpy(line, "none");
	/* ok: c-unbounded-copy */
	sprintf(line, "%d of %u", 3, count);
	/* ok: c-unbounded-copy */
	snprintf(line, sizeof(line), "hello %s", name);
	/* ok: c-unbounded-copy */
	scanf("%63s", line);
	/* ok: c-unbounded-copy */
	strlcpy(line, name, sizeof(line));
	/* ok: c-unbounded-copy */
	fgets(line, sizeof(line), stdin);
}
