package hooks

import (
	"crypto/subtle"
	"net/http"
	"os"
)

var token = os.Getenv("HOOK_TOKEN")

// Allowed says whether a call knows the shared secret.
func Allowed(r *http.Request) bool {
	given := tokenOf(r)
	if token == "" || given == "" {
		return false
	}
	return subtle.ConstantTimeCompare([]byte(given), []byte(token)) == 1
}

func tokenOf(r *http.Request) string {
	return r.Header.Get("X-Hook-Token")
}
