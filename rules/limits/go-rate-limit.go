package web

func (s *Server) upload(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-rate-limit
	r.Body = http.MaxBytesReader(w, r.Body, 1<<20)
	// ruleid: go-rate-limit
	body, err := io.ReadAll(io.LimitReader(r.Body, limit))
	// ruleid: go-rate-limit
	if !s.limiter.Allow() {
		return
	}
	// ruleid: go-rate-limit
	s.limiter = rate.NewLimiter(10, 30)

	// ok: go-rate-limit
	s.group.Wait()
	// ok: go-rate-limit
	s.policy.Allow(r.URL.Path)
	// ok: go-rate-limit
	all, err := io.ReadAll(r.Body)
	// ok: go-rate-limit
	s.rate.Set(10)
}
