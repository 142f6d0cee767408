class Seal {
    void seal() throws Exception {
        // ruleid: java-weak-hash
        Cipher.getInstance("DES/CBC/PKCS5Padding");
        // ruleid: java-weak-hash
        Cipher.getInstance("AES/ECB/PKCS5Padding");
        // ruleid: java-weak-hash
        MessageDigest.getInstance("MD5");
        // ok: java-weak-hash
        Cipher.getInstance("AES/GCM/NoPadding");
        // ok: java-weak-hash
        MessageDigest.getInstance("SHA-256");
        // ok: java-weak-hash
        SSLContext.getInstance("TLS");
    }
}
