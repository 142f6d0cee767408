package login

func login(c Credentials, password string) {
	// ruleid: go-personal-data-logged
	log.Printf("login %s %s", c.User, c.Password)
	// ruleid: go-personal-data-logged
	slog.Info("login", "password", password)
	// ruleid: go-personal-data-logged
	logger.Debug("token " + accessToken)
	// ok: go-personal-data-logged
	log.Printf("login %s", c.User)
	// ok: go-personal-data-logged
	slog.Info("login", "given", password != "")
	// ok: go-personal-data-logged
	log.Println(len(password))
}
