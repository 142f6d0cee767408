package org.example.clinic;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;

@Configuration
public class SecurityConfig {

    private static final String ADMIN = "ADMIN";

    @Bean
    SecurityFilterChain chain(HttpSecurity http) throws Exception {
        return http
            .authorizeHttpRequests(requests -> requests
                .requestMatchers("/health", "/login").permitAll()
                .requestMatchers("/api/admin/**").hasRole(ADMIN)
                .requestMatchers("/api/records/**").hasAnyRole("DOCTOR", ADMIN)

                .anyRequest().authenticated())
            .formLogin(form -> form.loginPage("/login"))
            .build();
    }
}
