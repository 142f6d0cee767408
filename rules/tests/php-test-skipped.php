<?php
class LedgerTest extends TestCase
{
    public function testAdds(): void
    {
        // ruleid: php-test-skipped
        $this->markTestSkipped('flaky');
        $this->assertSame(3, add(1, 2));
    }

    public function testTakes(): void
    {
        // ruleid: php-test-skipped
        $this->markTestIncomplete();
    }

    public function testGives(): void
    {
        // ruleid: php-test-skipped
        self::markTestSkipped('until the server is back');
    }

    public function testLinks(): void
    {
        if (!has_links()) {
            // ok: php-test-skipped
            $this->markTestSkipped('no links here');
        }
        // ok: php-test-skipped
        $this->assertTrue(link_rows());
    }

    private function needLinks(): void
    {
        // ok: php-test-skipped
        $this->markTestSkipped('no links here');
    }
}
