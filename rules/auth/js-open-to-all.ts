// ruleid: js-open-to-all
app.use(cors({ origin: "*" }));
// ruleid: js-open-to-all
app.use(cors({ origin: true, credentials: true }));
// ruleid: js-open-to-all
response.setHeader("Access-Control-Allow-Origin", "*");
// ruleid: js-open-to-all
app.use(cors({ origin: (origin, done) => done(null, origin ?? true), credentials: true }));
// ruleid: js-open-to-all
app.use(cors({ origin: (origin, callback) => { callback(null, true); } }));
// ruleid: js-open-to-all
app.use("/api/*", cors({ origin: (origin) => origin }));
// ruleid: js-open-to-all
response.setHeader("Access-Control-Allow-Origin", request.headers.origin);
// ok: js-open-to-all
app.use(cors({ origin: (origin, done) => done(null, ORIGINS.includes(origin)) }));
// ok: js-open-to-all
app.use(cors({ origin: (origin) => allowed(origin) }));
// ok: js-open-to-all
app.use(cors({ origin: ORIGINS }));
// ok: js-open-to-all
app.use(cors({ origin: true }));
// ok: js-open-to-all
response.setHeader("Access-Control-Allow-Origin", origin);
// ok: js-open-to-all
response.setHeader("Accept", "*");
