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

	r.Route("/accounts/{id}", func(r chi.Router) {
		r.Get("/", s.showAccount)
		r.With(middleware.RequireScope("accounts:write")).Put("/", s.updateAccount)
		r.Delete("/", s.deleteAccount)
		r.Post("/erase", s.eraseAccount)
	})
	return r

}
