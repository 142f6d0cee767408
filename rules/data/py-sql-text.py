def find(cursor, name, table):
    # ruleid: py-sql-text
    cursor.execute(f"SELECT * FROM orders WHERE name = '{name}'")
    # ruleid: py-sql-text
    cursor.execute("DELETE FROM orders WHERE name = '%s'" % name)
    # ruleid: py-sql-text
    cursor.execute("SELECT * FROM {}".format(table))
    # ruleid: py-sql-text
    cursor.execute("SELECT * FROM " + table)
    # ruleid: py-sql-text
    session.execute(text(f"UPDATE {table} SET paid = true"))
    # ruleid: py-sql-text
    Order.objects.raw("SELECT * FROM orders WHERE name = " + name + " LIMIT 1")


def count(cursor, table):
    query = f"""
        SELECT count(*)
        FROM {table}
    """
    # ruleid: py-sql-text
    cursor.execute(query)


def safe(cursor, pool, name):
    # ok: py-sql-text
    cursor.execute("SELECT * FROM orders WHERE name = %s", [name])
    # ok: py-sql-text
    cursor.execute(f"SELECT 1")
    # ok: py-sql-text
    cursor.execute("SELECT * " + "FROM orders")
    # ok: py-sql-text
    pool.execute(f"task {name}")
    # ok: py-sql-text
    logger.info(f"SELECT took {name}")
    # ok: py-sql-text
    pool.fetch(f"https://example.org/{name}")
    query = "SELECT 1"
    # ok: py-sql-text
    cursor.execute(query)
