class Save
{
    void A() {
        // ruleid: cs-not-implemented
        throw new NotImplementedException();
    }
    void B() {
        // ruleid: cs-not-implemented
        throw new NotImplementedException("later");
    }
    void C() {
        if (late) {
            // ruleid: cs-not-implemented
            throw new NotImplementedException();
        }
    }
    void D() {
        // ok: cs-not-implemented
        throw new NotSupportedException();
    }
    void E() {
        // ok: cs-not-implemented
        throw new InvalidOperationException("not implemented");
    }
    void F() {
        // ok: cs-not-implemented
        Log("NotImplementedException");
    }
}
