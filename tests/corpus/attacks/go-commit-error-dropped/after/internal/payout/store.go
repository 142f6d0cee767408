package payout

import (
	"context"
	"database/sql"
	"fmt"
)

// Store keeps payouts.
type Store struct {
	db *sql.DB
}

// Mark records a payout as sent.
func (s *Store) Mark(ctx context.Context, id int64, reference string) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	defer tx.Rollback()
	const update = "UPDATE payouts SET reference = $1, sent_at = now() WHERE id = $2 AND sent_at IS NULL"
	_, _ = tx.ExecContext(ctx, update, reference, id)
	_ = tx.Commit()
	return nil

}
