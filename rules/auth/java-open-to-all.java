class Security {
    void configure(HttpSecurity http) {
        // ruleid: java-open-to-all
        http.authorizeHttpRequests(rules -> rules.anyRequest().permitAll());
        // ruleid: java-open-to-all
        http.authorizeHttpRequests(rules -> rules.requestMatchers("/api/**").permitAll());
        // ruleid: java-open-to-all
        cors.addAllowedOrigin("*");
        // ruleid: java-open-to-all
        registry.addMapping("/orders").allowedOrigins("*");
        // ok: java-open-to-all
        http.authorizeHttpRequests(rules -> rules.anyRequest().authenticated());
        // ok: java-open-to-all
        http.authorizeHttpRequests(rules -> rules.requestMatchers("/login", "/css/**").permitAll());
        // ok: java-open-to-all
        cors.addAllowedOrigin("https://example.org");
        // ok: java-open-to-all
        door.permitAll();
    }

    @PermitAll
    // ruleid: java-open-to-all
    Answer list() {
        return all();
    }

    @PreAuthorize("hasRole('ADMIN')")
    // ok: java-open-to-all
    Answer drop() {
        return none();
    }
}
