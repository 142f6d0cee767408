package ledger

func (a *Account) deposit(amount int) {
	// ruleid: go-lock
	a.mu.Lock()
	defer a.mu.Unlock()
	a.total += amount
}

func total(accounts []*Account) (sum int) {
	// ruleid: go-lock
	registry.RLock()
	defer registry.RUnlock()
	return sum
}

func look(door *Door, ctx context.Context) {
	// ok: go-lock
	door.Lock(ctx)
	// ok: go-lock
	registry.Unlock()
	// ok: go-lock
	Lock()
	// ok: go-lock
	f := registry.Lock
}
