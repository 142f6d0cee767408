class Load
{
    void Run(string name)
    {
        // ruleid: cs-sql-text
        var a = new SqlCommand($"select * from users where name = '{name}'", connection);
        // ruleid: cs-sql-text
        var b = new SqlCommand("select * from users where name = " + name, connection);
        // ruleid: cs-sql-text
        var c = users.FromSqlRaw($"select * from users where name = '{name}'");
        // ok: cs-sql-text
        var d = new SqlCommand("select * from users where name = @name", connection);
        // ok: cs-sql-text
        var e = users.FromSqlInterpolated($"select * from users where name = {name}");
        // ok: cs-sql-text
        var f = new Command("x" + name);
    }
}
