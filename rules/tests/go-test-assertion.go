package ledger

func TestTotal(t *testing.T) {
	got := total(1, 2)
	if got != 3 {
		// ruleid: go-test-assertion
		t.Errorf("got %d", got)
	}
	// ruleid: go-test-assertion
	require.NoError(t, err)
	t.Run("empty", func(t *testing.T) {
		// ruleid: go-test-assertion
		assert.Equal(t, 0, total())
	})
	// ok: go-test-assertion
	assert.True(t, true)
	// ok: go-test-assertion
	t.Log("Errorf")
	// ok: go-test-assertion
	t.Helper()
	// ok: go-test-assertion
	logger.Errorf("total: %d", got)
}

func open(t *testing.T) *Ledger {
	// ok: go-test-assertion
	require.NoError(t, err)
	return ledger
}
