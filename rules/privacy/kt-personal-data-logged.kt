fun login(credentials: Credentials, password: String) {
    // ruleid: kt-personal-data-logged
    log.info("password=" + credentials.password)
    // ruleid: kt-personal-data-logged
    logger.debug("password {}", password)
    // ruleid: kt-personal-data-logged
    Timber.d("token %s", accessToken)
    // ruleid: kt-personal-data-logged
    log.info("login with ${credentials.password}")
    // ok: kt-personal-data-logged
    log.info("user ${credentials.user}")
    // ok: kt-personal-data-logged
    log.info("given: ${password != null}")
    // ok: kt-personal-data-logged
    log.info("masked {}", mask(password))
}
