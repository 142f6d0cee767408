class Orders {
    void find(Connection connection, Statement statement, String name) {
        // ruleid: java-sql-text
        statement.executeQuery("SELECT * FROM orders WHERE name = '" + name + "'");
        // ruleid: java-sql-text
        connection.prepareStatement(String.format("DELETE FROM %s", name));
        // ruleid: java-sql-text
        entities.createNativeQuery("select * from " + name);
        String query = "UPDATE orders SET name = " + name;
        // ruleid: java-sql-text
        statement.executeUpdate(query);

        // ok: java-sql-text
        connection.prepareStatement("SELECT * FROM orders WHERE name = ?");
        // ok: java-sql-text
        statement.executeQuery("SELECT * " + "FROM orders");
        // ok: java-sql-text
        pool.execute("task " + name);
        // ok: java-sql-text
        log.info("SELECT took " + name);
        // ok: java-sql-text
        view.update(name);
    }
}
