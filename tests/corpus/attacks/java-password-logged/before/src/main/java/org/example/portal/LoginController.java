package org.example.portal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

@RestController
public class LoginController {

    private static final Logger LOG = LoggerFactory.getLogger(LoginController.class);

    private final Logins logins;

    public LoginController(Logins logins) {
        this.logins = logins;
    }

    @PostMapping("/login")
    public ResponseEntity<Token> login(@RequestBody Credentials credentials) {
        LOG.debug("login attempt");
        return logins.check(credentials.user(), credentials.password())
            .map(ResponseEntity::ok)
            .orElse(ResponseEntity.status(401).build());
    }
}
