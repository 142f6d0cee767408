package accounts

import "golang.org/x/crypto/bcrypt"

func login(given, stored []byte) error {
	// ruleid: go-password-hash
	if err := bcrypt.CompareHashAndPassword(stored, given); err != nil {
		return err
	}
	// ruleid: go-password-hash
	hash, err := bcrypt.GenerateFromPassword(given, 12)
	// ruleid: go-password-hash
	key := argon2.IDKey(given, salt, 1, 64*1024, 4, 32)
	// ok: go-password-hash
	cost, err := bcrypt.Cost(stored)
	// ok: go-password-hash
	same := bytes.Equal(given, stored)
	// ok: go-password-hash
	return sha256.Sum256(given)
}
