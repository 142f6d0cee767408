import crypto from "crypto";

function store(password, user, body) {
  // ruleid: js-weak-hash
  crypto.createHash("md5").update(password).digest("hex");
  // ruleid: js-weak-hash
  crypto.createHash("sha1").update(user.password + salt).digest();
  // ruleid: js-weak-hash
  crypto.createHash("MD5").update(resetToken).digest();
  // ok: js-weak-hash
  crypto.createHash("md5").update(body).digest("hex");
  // ok: js-weak-hash
  crypto.createHash("sha256").update(password).digest();
  // ok: js-weak-hash
  crypto.scryptSync(password, salt, 64);
}
