// ruleid: js-open-to-all
app.use(cors({ origin: "*" }));
// ruleid: js-open-to-all
app.use(cors({ origin: true, credentials: true }));
// ruleid: js-open-to-all
response.setHeader("Access-Control-Allow-Origin", "*");
// ok: js-open-to-all
app.use(cors({ origin: ORIGINS }));
// ok: js-open-to-all
app.use(cors({ origin: true }));
// ok: js-open-to-all
response.setHeader("Access-Control-Allow-Origin", origin);
// ok: js-open-to-all
response.setHeader("Accept", "*");
