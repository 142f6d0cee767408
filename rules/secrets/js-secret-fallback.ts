// ruleid: js-secret-fallback
const secret = process.env.JWT_SECRET || "secret";
// ruleid: js-secret-fallback
const session = session({ secret: process.env.SESSION_SECRET ?? "keyboard cat" });
// ruleid: js-secret-fallback
const key = process.env["API_KEY"] || "dev-key";
// ruleid: js-secret-fallback
const jwt = config.get("JWT_SECRET") ?? "change-me";
// ok: js-secret-fallback
const port = process.env.PORT || "3000";
// ok: js-secret-fallback
const other = process.env.JWT_SECRET || "";
// ok: js-secret-fallback
const key2 = process.env.STRIPE_PUBLISHABLE_KEY || "pk_test";
// ok: js-secret-fallback
const name = process.env.SECRET_NAME ?? "site/keys";
