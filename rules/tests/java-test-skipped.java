class LedgerTest {
    // ruleid: java-test-skipped
    @Disabled
    @Test
    void adds() {
        assertEquals(3, add(1, 2));
    }

    @Test
    // ruleid: java-test-skipped
    @Ignore("flaky")
    public void takes() {
        assertEquals(1, take(3, 2));
    }

    // ruleid: java-test-skipped
    @Disabled("until the server is back")
    @Nested
    class Inner {
    }

    // ok: java-test-skipped
    @Test
    void gives() {
        assertEquals(1, give(1));
    }

    // ok: java-test-skipped
    @DisabledOnOs(OS.WINDOWS)
    @Test
    void links() {
        assertTrue(link());
    }

    // ok: java-test-skipped
    @JsonIgnore
    String name() {
        return "disabled";
    }
}
