package hooks

import (
	"crypto/hmac"
	"crypto/subtle"
)

func Allowed(given, token string) bool {
	// ruleid: go-constant-time
	return subtle.ConstantTimeCompare([]byte(given), []byte(token)) == 1
}

func (s *Server) Check(sum, want []byte) bool {
	// ruleid: go-constant-time
	return hmac.Equal(sum, want)
}

func guard(given, token []byte) {
	// ruleid: go-constant-time
	if subtle.ConstantTimeCompare(given, token) != 1 {
		panic("no")
	}
	// ok: go-constant-time
	if bytes.Equal(given, token) {
		return
	}
	// ok: go-constant-time
	subtle.ConstantTimeCopy(1, given, token)
	// ok: go-constant-time
	hmac.New(sha256.New, token)
}
