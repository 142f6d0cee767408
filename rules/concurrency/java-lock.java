class Counter {
    void add() {
        // ruleid: java-lock
        synchronized (this) { total++; }
    }

    void take() {
        // ruleid: java-lock
        lock.lock();
    }

    void both() {
        // ruleid: java-lock
        writeLock.lock();
    }

    void other() {
        // ok: java-lock
        door.lock();
        // ok: java-lock
        lock.unlock();
        // ok: java-lock
        total++;
    }
}
