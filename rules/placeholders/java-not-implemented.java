class Save {
    void save() {
        // ruleid: java-not-implemented
        throw new UnsupportedOperationException("Not implemented yet");
    }
    void load() {
        // ruleid: java-not-implemented
        throw new RuntimeException("TODO");
    }
    void print() {
        // ruleid: java-not-implemented
        throw new UnsupportedOperationException("TODO: " + kind);
    }
    void other() {
        // ok: java-not-implemented
        throw new UnsupportedOperationException();
    }
    void more() {
        // ok: java-not-implemented
        throw new UnsupportedOperationException("read only");
    }
    void most() {
        // ok: java-not-implemented
        throw new RuntimeException(cause);
    }
}
