package orders

func refund(ctx context.Context, db *sql.DB) error {
	// ruleid: go-transaction
	tx, err := db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback()
	return tx.Commit()
}

func (s *Store) close(account Account) error {
	// ruleid: go-transaction
	tx := s.db.Begin()
	// ruleid: go-transaction
	return s.gormDB.WithContext(ctx).Transaction(func(tx *gorm.DB) error {
		return tx.Save(&account).Error
	})
}

func look(chapter *Chapter, db *sql.DB, bank *Bank) {
	// ok: go-transaction
	chapter.Begin()
	// ok: go-transaction
	db.Query("BEGIN")
	// ok: go-transaction
	bank.Transaction(account)
	// ok: go-transaction
	start := db.Begin
	// ok: go-transaction
	db.BeginLabel()
}
