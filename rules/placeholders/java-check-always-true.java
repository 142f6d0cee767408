class Seals {
    // ruleid: java-check-always-true
    boolean verifySignature(byte[] body, String header) {
        return true;
    }

    // ruleid: java-check-always-true
    public boolean isValidToken(String token) {
        return true;
    }

    // ruleid: java-check-always-true
    private static boolean checkPassword(String given) {
        LOG.info("checked");
        return true;
    }

    // ok: java-check-always-true
    boolean verifySeal(Document d) {
        return d.seal().equals(sealOf(d));
    }

    // ok: java-check-always-true
    boolean isToken(String token) {
        return true;
    }

    // ok: java-check-always-true
    boolean validate() {
        return true;
    }
}
