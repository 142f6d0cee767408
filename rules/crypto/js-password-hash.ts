async function login(given: string, user: User) {
  // ruleid: js-password-hash
  const known = await bcrypt.compare(given, user.hash);
  // ruleid: js-password-hash
  const other = await argon2.verify(user.hash, given);
  // ruleid: js-password-hash
  if (!(await user.comparePassword(given))) return null;
  // ok: js-password-hash
  const same = given === user.hash;
  // ok: js-password-hash
  const order = strings.compare(given, user.hash);
  // ok: js-password-hash
  return user.passwordChangedAt(given);
}
