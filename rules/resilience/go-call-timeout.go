package client

// ruleid: go-call-timeout
var shared = &http.Client{Timeout: 5 * time.Second, Transport: pooled}

func fetch(ctx context.Context, url string) error {
	// ruleid: go-call-timeout
	ctx, cancel := context.WithTimeout(ctx, 3*time.Second)
	defer cancel()
	// ruleid: go-call-timeout
	client := http.Client{
		Transport: pooled,
		Timeout:   limit,
	}
	return client.Do(ctx, url)
}

func (s *Server) dial(ctx context.Context, at time.Time) {
	// ruleid: go-call-timeout
	ctx, cancel := context.WithDeadline(ctx, at)
	defer cancel()
	// ruleid: go-call-timeout
	conn, err := net.DialTimeout("tcp", s.address, limit)

	// ok: go-call-timeout
	ctx, stop := context.WithCancel(ctx)
	// ok: go-call-timeout
	client := &http.Client{Transport: pooled}
	// ok: go-call-timeout
	s.cache.WithTimeout(limit)
	// ok: go-call-timeout
	job := report.Job{Timeout: limit}
	// ok: go-call-timeout
	time.Sleep(limit)
}
