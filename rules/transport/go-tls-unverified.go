package client

func dial(strict bool) {
	_ = &tls.Config{
		MinVersion: tls.VersionTLS12,
		// ruleid: go-tls-unverified
		InsecureSkipVerify: true,
	}
	// ruleid: go-tls-unverified
	transport.TLSClientConfig.InsecureSkipVerify = true
	// ruleid: go-tls-unverified
	callback := ssh.InsecureIgnoreHostKey()

	// ok: go-tls-unverified
	_ = tls.Config{InsecureSkipVerify: false}
	// ok: go-tls-unverified
	_ = tls.Config{InsecureSkipVerify: !strict}
	// ok: go-tls-unverified
	_ = report.Config{InsecureSkipVerifyWarning: true}
	// ok: go-tls-unverified
	log.Print("InsecureSkipVerify: true")
}
