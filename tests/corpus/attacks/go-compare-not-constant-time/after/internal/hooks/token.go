package hooks

import (
	"net/http"
	"os"
)

var token = os.Getenv("HOOK_TOKEN")

// Allowed says whether a call knows the shared secret.
func Allowed(r *http.Request) bool {
	return r.Header.Get("X-Hook-Token") == token
}
