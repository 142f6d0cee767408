package web

func routes(r *chi.Mux, e *gin.Engine, mux *http.ServeMux, s *Server) {
	// ruleid: go-auth-middleware
	r.Use(requireAuth)
	// ruleid: go-auth-middleware
	e.Use(AuthMiddleware())
	// ruleid: go-auth-middleware
	e.POST("/refund", middleware.RequireRole("manager"), refund)
	// ruleid: go-auth-middleware
	mux.Handle("/invoices", requireLogin(http.HandlerFunc(list)))
	// ruleid: go-auth-middleware
	mux.HandleFunc("/users", s.authenticate(s.users))
	// ruleid: go-auth-middleware
	r.With(auth.EnsureAdmin).Get("/audit", audit)
	// ruleid: go-auth-middleware
	admin := e.Group("/admin", gin.BasicAuth(accounts))

	// ok: go-auth-middleware
	r.Use(middleware.Logger)
	// ok: go-auth-middleware
	mux.HandleFunc("/login", s.loginUser)
	// ok: go-auth-middleware
	e.GET("/health", health)
	// ok: go-auth-middleware
	header := request.Header.Get("Authorization")
	// ok: go-auth-middleware
	e.POST("/authorise", authoriseLater)
	// ok: go-auth-middleware
	cache.Put("/x", authors)
	// ok: go-auth-middleware
	log.With("user", requireAuthLater).Info("started")
}
