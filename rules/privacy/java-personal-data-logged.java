class Logins {
    void login(Credentials credentials, String password) {
        // ruleid: java-personal-data-logged
        LOG.info("user=" + credentials.user() + " password=" + credentials.password());
        // ruleid: java-personal-data-logged
        log.debug("password {}", password);
        // ruleid: java-personal-data-logged
        logger.warn("token {} of {}", user.getAccessToken(), user.getId());
        // ruleid: java-personal-data-logged
        System.out.println("secret: " + clientSecret);
        // ok: java-personal-data-logged
        LOG.info("a password was given: " + (password != null));
        // ok: java-personal-data-logged
        log.info("user {}", credentials.user());
        // ok: java-personal-data-logged
        log.info("length {}", password.length());
        // ok: java-personal-data-logged
        log.info("masked {}", mask(password));
    }
}
