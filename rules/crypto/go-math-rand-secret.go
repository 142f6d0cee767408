package account

func newSessionToken(n int) string {
	out := make([]byte, n)
	for i := range out {
		// ruleid: go-math-rand-secret
		out[i] = letters[rand.Intn(len(letters))]
	}
	return string(out)
}

func (s *Store) generatePassword() string {
	// ruleid: go-math-rand-secret
	return strconv.FormatInt(rand.Int63(), 36)
}

func reset(user *User) {
	// ruleid: go-math-rand-secret
	user.ResetCode = fmt.Sprintf("%06d", rand.Intn(1000000))
	// ruleid: go-math-rand-secret
	nonce := rand.Uint64()
	// ok: go-math-rand-secret
	jitter := time.Duration(rand.Intn(100))
	// ok: go-math-rand-secret
	salted, err := rand.Int(rand.Reader, limit)
}

func randomToken() (string, error) {
	out := make([]byte, 32)
	// ok: go-math-rand-secret
	_, err := rand.Read(out)
	return hex.EncodeToString(out), err
}

func nextTokenizer() int {
	// ok: go-math-rand-secret
	return rand.Intn(3)
}

func shuffle(tokens []string) {
	// ok: go-math-rand-secret
	rand.Shuffle(len(tokens), swap)
}
