package ledger

func (l *Ledger) save(path string) error {
	file, err := os.Create(path)
	// ruleid: go-swallowed-error
	if err != nil {
		return nil
	}
	// ruleid: go-swallowed-error
	if err := file.Sync(); err != nil {
	}
	// ruleid: go-swallowed-error
	_ = json.Unmarshal(l.raw, &l.rows)
	// ruleid: go-swallowed-error
	_, _ = l.db.Exec("DELETE FROM drafts")
	// ok: go-swallowed-error
	if err != nil {
		return err
	}
	// ok: go-swallowed-error
	if l.rows != nil {
		return nil
	}
	// ok: go-swallowed-error
	_ = file.Close()
	// ok: go-swallowed-error
	if err == nil {
		return nil
	}
	return filepath.WalkDir(path, func(name string, entry fs.DirEntry, err error) error {
		// ok: go-swallowed-error
		if err != nil {
			return nil
		}
		return l.add(name)
	})
}

func find(path string) *Ledger {
	ledger, err := load(path)
	// ok: go-swallowed-error
	if err != nil {
		return nil
	}
	return ledger
}
