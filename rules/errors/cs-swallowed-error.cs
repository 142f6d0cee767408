class Run
{
    void A()
    {
        // ruleid: cs-swallowed-error
        try { Work(); } catch { }
        // ruleid: cs-swallowed-error
        try { Work(); } catch (Exception e) { }
        // ruleid: cs-swallowed-error
        try { Work(); } catch (Exception) { }
        // ok: cs-swallowed-error
        try { Work(); } catch (Exception e) { Log(e); }
        // ok: cs-swallowed-error
        try { Work(); } catch (OperationCanceledException) { }
        // ok: cs-swallowed-error
        try { Work(); } finally { Clean(); }
    }
}
