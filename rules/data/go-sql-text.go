package orders

func find(ctx context.Context, db *sql.DB, name string) {
	// ruleid: go-sql-text
	db.Query(fmt.Sprintf("SELECT * FROM orders WHERE name = '%s'", name))
	// ruleid: go-sql-text
	db.ExecContext(ctx, "DELETE FROM orders WHERE name = "+name)
	query := fmt.Sprintf(`
		UPDATE %s SET paid = true`, name)
	// ruleid: go-sql-text
	db.ExecContext(ctx, query)

	// ok: go-sql-text
	db.Query("SELECT * FROM orders WHERE name = $1", name)
	// ok: go-sql-text
	db.QueryRowContext(ctx, "SELECT 1")
	// ok: go-sql-text
	db.Query("SELECT * " + "FROM orders")
	// ok: go-sql-text
	shell.Exec(fmt.Sprintf("task %s", name))
	// ok: go-sql-text
	log.Printf("SELECT took %s", name)
}
