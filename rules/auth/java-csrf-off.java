class Config {
    void configure(HttpSecurity http) throws Exception {
        // ruleid: java-csrf-off
        http.csrf().disable();
        // ruleid: java-csrf-off
        http.csrf(AbstractHttpConfigurer::disable);
        // ruleid: java-csrf-off
        requests.anyRequest().permitAll();
        // ok: java-csrf-off
        requests.requestMatchers("/health").permitAll();
        // ok: java-csrf-off
        requests.anyRequest().authenticated();
        // ok: java-csrf-off
        http.cors().disable();
    }
}
