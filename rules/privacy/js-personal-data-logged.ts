function login(user, password) {
  // ruleid: js-personal-data-logged
  console.log("password", password);
  // ruleid: js-personal-data-logged
  logger.info(`signing in with ${user.apiKey}`);
  // ruleid: js-personal-data-logged
  log.debug(user.accessToken);
  // ok: js-personal-data-logged
  console.log("password changed", user.id);
  // ok: js-personal-data-logged
  store.set(password);
  // ok: js-personal-data-logged
  logger.info(`signing in ${user.id}`);
}
