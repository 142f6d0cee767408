package ledger

func load(path string) (*Ledger, error) {
	file, err := os.Open(path)
	// ruleid: go-error-check
	if err != nil {
		return nil, err
	}
	// ruleid: go-error-check
	if err := file.Sync(); err != nil {
		return nil, err
	}
	ledger, parseErr := parse(file)
	// ruleid: go-error-check
	if parseErr != nil {
		log.Print(parseErr)
	}
	return ledger, nil
}

func (l *Ledger) save(path string) error {
	// ruleid: go-error-check
	if err := l.write(path); err != nil {
		return fmt.Errorf("save: %w", err)
	}
	// ok: go-error-check
	if l.cache != nil {
		l.cache.Drop()
	}
	err := l.sync()
	// ok: go-error-check
	if err == nil {
		return nil
	}
	// ok: go-error-check
	if l.errors == nil {
		return err
	}
	// ok: go-error-check
	return err
}
