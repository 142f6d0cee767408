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
        // ruleid: cs-unsafe-load
        var s = new JsonSerializerSettings { TypeNameHandling = TypeNameHandling.All };
        // ruleid: cs-unsafe-load
        settings.TypeNameHandling = TypeNameHandling.Auto;
        // ok: cs-unsafe-load
        settings.TypeNameHandling = TypeNameHandling.None;
        // ok: cs-unsafe-load
        var d = new JsonSerializer();
        // ok: cs-unsafe-load
        var e = JsonSerializer.Deserialize<Order>(text);
        // ok: cs-unsafe-load
        var f = new BinaryReader(stream);
    }
}
