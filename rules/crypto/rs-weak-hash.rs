fn sign(text: &[u8]) -> Vec<u8> {
    // ruleid: rs-weak-hash
    let mut hasher = Md5::new();
    // ruleid: rs-weak-hash
    let digest = md5::compute(text);
    // ruleid: rs-weak-hash
    let hasher = sha1::Sha1::new();
    // ruleid: rs-weak-hash
    let digest = MessageDigest::sha1();
    // ruleid: rs-weak-hash
    let digest = Sha1::digest(text);
    // ok: rs-weak-hash
    let hasher = Sha256::new();
    // ok: rs-weak-hash
    let digest = MessageDigest::sha256();
    // ok: rs-weak-hash
    let digest = blake3::hash(text);
    // ok: rs-weak-hash
    let sum = totals::compute(text);
    digest
}
