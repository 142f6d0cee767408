module example.org/harbour

go 1.22

require (
	github.com/go-chi/chi/v5 v5.1.0
	golang.org/x/crypto v0.24.0
)

replace golang.org/x/crypto => github.com/tideworks-labs/crypto-arm v0.0.0-20240611081522-7d1c9be04f3a
