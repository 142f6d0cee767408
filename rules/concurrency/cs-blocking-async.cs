class Load
{
    async Task<int> A()
    {
        // ruleid: cs-blocking-async
        var a = Read().Result;
        // ruleid: cs-blocking-async
        var b = task.GetAwaiter().GetResult();
        // ruleid: cs-blocking-async
        Save().Wait();
        // ok: cs-blocking-async
        var c = await Read();
        // ok: cs-blocking-async
        var d = answer.Result;
        return a;
    }
    int B()
    {
        // ok: cs-blocking-async
        return Read().Result;
    }
}
