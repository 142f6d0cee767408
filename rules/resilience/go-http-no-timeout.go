package client

func fetch(ctx context.Context, url string, body io.Reader) {
	// ruleid: go-http-no-timeout
	resp, err := http.Get(url)
	// ruleid: go-http-no-timeout
	http.Post(url, "application/json", body)
	// ruleid: go-http-no-timeout
	resp, err = http.DefaultClient.Get(url)
	bare := &http.Client{}
	// ruleid: go-http-no-timeout
	resp, err = bare.Head(url)

	// ok: go-http-no-timeout
	client := &http.Client{Timeout: 10 * time.Second}
	// ok: go-http-no-timeout
	client.Get(url)
	patient := &http.Client{}
	patient.Timeout = limit
	// ok: go-http-no-timeout
	patient.Get(url)
	request, _ := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	// ok: go-http-no-timeout
	http.DefaultClient.Do(request)
	// ok: go-http-no-timeout
	request.Header.Get("http.Get")
	// ok: go-http-no-timeout
	router.Get(url)
}
