package ledger

func TestRefund(t *testing.T) {
	// ruleid: go-test-skipped
	t.Skip("flaky")
	refund(t)
}

func TestTotals(t *testing.T) {
	t.Run("rounding", func(t *testing.T) {
		// ruleid: go-test-skipped
		t.SkipNow()
	})
	// ok: go-test-skipped
	t.Log("t.Skip(x)")
}

// ruleid: go-test-skipped
var _ = FDescribe("ledger", func() {
	// ruleid: go-test-skipped
	XIt("closes", func() {})
	// ok: go-test-skipped
	It("opens", func() {})
})

func TestSocket(t *testing.T) {
	if testing.Short() {
		// ok: go-test-skipped
		t.Skip("slow")
	}
	if _, err := exec.LookPath("git"); err != nil {
		// ok: go-test-skipped
		t.Skipf("no git: %v", err)
	}
	switch runtime.GOOS {
	case "plan9":
		// ok: go-test-skipped
		t.Skip("no sockets")
	}
	// ok: go-test-skipped
	reader.Skip(3)
}
