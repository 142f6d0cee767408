class Client
{
    async Task<Page> Fetch(Uri address, Task<Page> page)
    {
        // ruleid: cs-call-timeout
        client.Timeout = TimeSpan.FromSeconds(5);
        // ruleid: cs-call-timeout
        var source = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        // ruleid: cs-call-timeout
        source.CancelAfter(5000);
        // ruleid: cs-call-timeout
        command.CommandTimeout = 30;
        // ruleid: cs-call-timeout
        return await page.WaitAsync(TimeSpan.FromSeconds(5));
    }

    async Task Look()
    {
        // ok: cs-call-timeout
        client.Timeout = Timeout.InfiniteTimeSpan;
        // ok: cs-call-timeout
        var source = new CancellationTokenSource();
        // ok: cs-call-timeout
        await Task.Delay(TimeSpan.FromSeconds(5));
        // ok: cs-call-timeout
        page.Wait();
    }
}
