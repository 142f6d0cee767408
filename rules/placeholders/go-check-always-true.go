package seal

// ruleid: go-check-always-true
func VerifySignature(body []byte, header string) bool {
	return true
}

// ruleid: go-check-always-true
func (s *Service) checkPassword(given string) bool {
	return true
}

// ruleid: go-check-always-true
func validateToken(token string) error {
	return nil
}

// ok: go-check-always-true
func VerifySeal(d Document) bool {
	return d.Seal == sealOf(d)
}

// ok: go-check-always-true
func isToken(token string) bool {
	return true
}

// ok: go-check-always-true
func (s *Service) Validate() bool {
	return true
}
