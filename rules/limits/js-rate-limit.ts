// ruleid: js-rate-limit
app.use(rateLimit({ windowMs: 60000, max: 100 }));
// ruleid: js-rate-limit
app.post("/login", loginLimiter, login);
// ruleid: js-rate-limit
router.use(apiRateLimiter);
// ok: js-rate-limit
app.use(express.json());
// ok: js-rate-limit
const limit = 10;
// ok: js-rate-limit
list.slice(0, limit);
