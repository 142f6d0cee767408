import jwt from "jsonwebtoken";

function who(token, key) {
  // ruleid: js-jwt-unverified
  const user = jwt.decode(token);
  // ruleid: js-jwt-unverified
  const claims = jwt.verify(token, key, { algorithms: ["none", "HS256"] });
  // ruleid: js-jwt-unverified
  const old = jwt.verify(token, key, { ignoreExpiration: true });
  // ok: js-jwt-unverified
  const good = jwt.verify(token, key, { algorithms: ["RS256"] });
  // ok: js-jwt-unverified
  const text = decoder.decode(token);
  // ok: js-jwt-unverified
  const signed = jwt.sign({ id }, key);
}
