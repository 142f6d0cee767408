package account

func store(password string, user *User) {
	// ruleid: go-weak-hash
	user.Hash = md5.Sum([]byte(password))
	// ruleid: go-weak-hash
	id := sha1.Sum([]byte(user.SessionID + salt))
	// ok: go-weak-hash
	etag := md5.Sum(page)
	// ok: go-weak-hash
	key := sha256.Sum256([]byte(password))
	// ok: go-weak-hash
	count := md5.Sum(tokens)
}

func HashPassword(plain string) []byte {
	// ruleid: go-weak-hash
	h := md5.New()
	io.WriteString(h, plain)
	return h.Sum(nil)
}

func (s *Signer) signToken(body []byte) []byte {
	// ruleid: go-weak-hash
	sum := sha1.Sum(body)
	return sum[:]
}

func objectName(blob []byte) string {
	// ok: go-weak-hash
	h := sha1.New()
	h.Write(blob)
	return hex.EncodeToString(h.Sum(nil))
}

func checkSession(body, key []byte) []byte {
	// ok: go-weak-hash
	mac := hmac.New(sha256.New, key)
	return mac.Sum(body)
}
