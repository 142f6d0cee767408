class Load
{
    void A()
    {
        // ruleid: cs-unsafe-load
        var a = new BinaryFormatter();
        // ruleid: cs-unsafe-load
        var b = new LosFormatter();
        // ruleid: cs-unsafe-load
        var c = new SoapFormatter();
        // ok: cs-unsafe-load
        var d = new JsonSerializer();
        // ok: cs-unsafe-load
        var e = JsonSerializer.Deserialize<Order>(text);
        // ok: cs-unsafe-load
        var f = new BinaryReader(stream);
    }
}
