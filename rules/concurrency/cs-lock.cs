class Counter
{
    void Add()
    {
        // ruleid: cs-lock
        lock (_gate) { total++; }
    }

    void Take()
    {
        // ruleid: cs-lock
        Monitor.Enter(_gate);
        // ruleid: cs-lock
        _states.EnterWriteLock();
    }

    async Task Close()
    {
        // ruleid: cs-lock
        await _semaphore.WaitAsync();
        // ok: cs-lock
        await _task.WaitAsync(limit);
        // ok: cs-lock
        _semaphore.Release();
        // ok: cs-lock
        Monitor.Exit(_gate);
        // ok: cs-lock
        Lock(door);
    }
}
