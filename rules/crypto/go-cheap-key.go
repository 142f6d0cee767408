package accounts

import (
	"golang.org/x/crypto/bcrypt"
	"golang.org/x/crypto/pbkdf2"
)

func hashed(password, salt []byte) {
	// ruleid: go-cheap-key
	a, _ := bcrypt.GenerateFromPassword(password, bcrypt.MinCost)
	// ruleid: go-cheap-key
	b, _ := bcrypt.GenerateFromPassword(password, 4)
	// ruleid: go-cheap-key
	c := pbkdf2.Key(password, salt, 1000, 32, sha256.New)
	// ok: go-cheap-key
	d, _ := bcrypt.GenerateFromPassword(password, bcrypt.DefaultCost)
	// ok: go-cheap-key
	e := pbkdf2.Key(password, salt, 600000, 32, sha256.New)
	// ok: go-cheap-key
	f, _ := bcrypt.GenerateFromPassword(password, 12)
}
