package config

func load() {
	// ruleid: go-secret-fallback
	secret := getEnv("JWT_SECRET", "dev-secret")
	// ruleid: go-secret-fallback
	key := cmp.Or(os.Getenv("SESSION_KEY"), "local")
	// ruleid: go-secret-fallback
	other := env.GetOrDefault("API_KEY", "local")
	// ruleid: go-secret-fallback
	pw := envOr("ADMIN_PASSWORD", "admin")
	// ok: go-secret-fallback
	port := getEnv("PORT", "8080")
	// ok: go-secret-fallback
	plain := os.Getenv("JWT_SECRET")
	// ok: go-secret-fallback
	empty := getEnv("JWT_SECRET", "")
}
