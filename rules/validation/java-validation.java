class Order {
    Order(String name, int count) {
        // ruleid: java-validation
        this.name = Objects.requireNonNull(name);
        // ruleid: java-validation
        Preconditions.checkArgument(count > 0, "count");
        if (count > 9) {
            // ruleid: java-validation
            throw new IllegalArgumentException("count");
        }
        // ok: java-validation
        assertNotNull(name);
        // ok: java-validation
        throw new IllegalStateException("count");
    }
    // ok: java-validation
    int count() { return count; }
}
