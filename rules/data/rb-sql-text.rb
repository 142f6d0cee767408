def load(name, id)
  # ruleid: rb-sql-text
  User.where("name = '#{name}'")
  # ruleid: rb-sql-text
  User.find_by_sql("SELECT * FROM users WHERE id = #{id}")
  # ruleid: rb-sql-text
  connection.execute("DELETE FROM users WHERE id = #{id}")
  # ok: rb-sql-text
  User.where("name = ?", name)
  # ok: rb-sql-text
  User.where(name: name)
  # ok: rb-sql-text
  logger.info("name #{name}")
end
