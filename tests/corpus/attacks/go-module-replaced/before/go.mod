module example.org/harbour

go 1.22

require (
	github.com/go-chi/chi/v5 v5.1.0
	golang.org/x/crypto v0.24.0
)
