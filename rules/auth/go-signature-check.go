package hooks

func hook(w http.ResponseWriter, r *http.Request) {
	// ruleid: go-signature-check
	if !validSignature(body, r.Header.Get("X-Signature")) {
		return
	}
	// ruleid: go-signature-check
	event, err := webhook.ConstructEvent(body, header, secret)
	// ruleid: go-signature-check
	payload, err := github.ValidateSignature(header, body, secret)
	// ok: go-signature-check
	wanted := signatureOf(body)
	// ok: go-signature-check
	sum := hmac.New(sha256.New, secret)
	// ok: go-signature-check
	sign(body)
}
