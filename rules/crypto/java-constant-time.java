import java.security.MessageDigest;

class Tokens {
    boolean matches(byte[] given, byte[] wanted) {
        // ruleid: java-constant-time
        return MessageDigest.isEqual(given, wanted);
    }

    boolean known(byte[] given, byte[] wanted) {
        // ruleid: java-constant-time
        if (!MessageDigest.isEqual(given, wanted)) {
            return false;
        }
        // ruleid: java-constant-time
        return Arrays.constantTimeAreEqual(given, wanted);
    }

    boolean plain(byte[] given, byte[] wanted) {
        // ok: java-constant-time
        boolean x = Arrays.equals(given, wanted);
        // ok: java-constant-time
        boolean y = MessageDigest.getInstance("SHA-256") != null;
        // ok: java-constant-time
        return given.equals(wanted);
    }
}
