package api

import (
	"github.com/go-chi/chi/v5"

	"example.org/harbour/internal/api/middleware"
)

// Routes lists what the service answers.
func (s *Server) Routes() chi.Router {
	r := chi.NewRouter()
	r.Use(middleware.RequestID)
	r.Use(middleware.Authenticate(s.keys))

	r.Get("/accounts/{id}", s.showAccount)
	r.With(middleware.RequireScope("accounts:write")).Put("/accounts/{id}", s.updateAccount)
	r.With(middleware.RequireScope("accounts:delete")).Delete("/accounts/{id}", s.deleteAccount)
	r.With(middleware.RequireScope("accounts:delete")).Post("/accounts/{id}/erase", s.eraseAccount)
	return r
}
