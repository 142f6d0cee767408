async function load(db, id, name) {
  // ruleid: js-sql-text
  await db.query(`SELECT * FROM users WHERE id = ${id}`);
  // ruleid: js-sql-text
  await db.query("DELETE FROM users WHERE name = '" + name + "'");
  // ruleid: js-sql-text
  await prisma.$queryRawUnsafe(`SELECT 1 FROM users WHERE id = ${id}`);
  // ok: js-sql-text
  await db.query("SELECT * FROM users WHERE id = $1", [id]);
  // ok: js-sql-text
  await prisma.$queryRaw`SELECT * FROM users WHERE id = ${id}`;
  // ok: js-sql-text
  await cache.get(`user ${id}`);
  // ok: js-sql-text
  page.all(`select ${name}`);
}
