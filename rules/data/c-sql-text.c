static int find(struct database *database, const char *name)
{
	char text[512];
	/* ruleid: c-sql-text */
	snprintf(text, sizeof(text), "SELECT id FROM users WHERE name = '%s'", name);
	/* ruleid: c-sql-text */
	sprintf(text, "DELETE FROM users WHERE name = '%s'", name);
	/* ruleid: c-sql-text */
	asprintf(&query, "UPDATE users SET name = '%s'", name);
	/* ok: c-sql-text */
	snprintf(text, sizeof(text), "SELECT id FROM users WHERE id = %d", 3);
	/* ok: c-sql-text */
	sqlite3_prepare_v2(database, "SELECT id FROM users WHERE name = ?", -1, &statement, NULL);
	/* ok: c-sql-text */
	snprintf(text, sizeof(text), "select %s from the list", name);
	/* ok: c-sql-text */
	printf("delete from %s\n", name);
	return 0;
}
