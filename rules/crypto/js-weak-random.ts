function issue(user) {
  // ruleid: js-weak-random
  const token = Math.random().toString(36).slice(2);
  // ruleid: js-weak-random
  const resetCode = String(Math.floor(Math.random() * 1e6));
  // ruleid: js-weak-random
  user.sessionId = "s" + Math.random();
  // ok: js-weak-random
  const token = crypto.randomUUID();
  // ok: js-weak-random
  const delay = Math.random() * 100;
  // ok: js-weak-random
  const colour = COLOURS[Math.floor(Math.random() * 3)];
}
