async fn load(pool: &Pool, name: &str, table: &str) -> Result<Vec<Row>, Error> {
    // ruleid: rs-sql-text
    let rows = sqlx::query(&format!("SELECT * FROM users WHERE name = '{}'", name)).fetch_all(pool).await?;
    // ruleid: rs-sql-text
    connection.execute(&format!("DELETE FROM {table}"), [])?;
    // ruleid: rs-sql-text
    diesel::sql_query(format!("UPDATE users SET name = '{}'", name)).execute(connection)?;
    // ruleid: rs-sql-text
    let text = format!("INSERT INTO users (name) VALUES ('{}')", name);
    client.batch_execute(&text).await?;
    // ok: rs-sql-text
    let rows = sqlx::query("SELECT * FROM users WHERE name = $1").bind(name).fetch_all(pool).await?;
    // ok: rs-sql-text
    connection.execute("DELETE FROM users WHERE name = ?", [name])?;
    // ok: rs-sql-text
    info!("{}", format!("select {} from the list", name));
    // ok: rs-sql-text
    shell.execute(&format!("update-index {}", name));
    // ok: rs-sql-text
    let rows = client.query(&format!("SELECT * FROM {TABLE}"), &[])?;
    // ok: rs-sql-text
    log.write(&format!("DELETE FROM {table} took long"));
    Ok(rows)
}
