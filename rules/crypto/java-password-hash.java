class Logins {
    boolean login(String given, User user) {
        // ruleid: java-password-hash
        boolean known = passwordEncoder.matches(given, user.hash());
        // ruleid: java-password-hash
        String hash = this.passwordEncoder.encode(given);
        // ruleid: java-password-hash
        boolean old = BCrypt.checkpw(given, user.hash());
        // ok: java-password-hash
        boolean same = given.equals(user.hash());
        // ok: java-password-hash
        String url = urlEncoder.encode(given);
        // ok: java-password-hash
        return pattern.matches(given);
    }
}
