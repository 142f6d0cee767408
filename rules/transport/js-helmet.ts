// ruleid: js-helmet
app.use(helmet());
// ruleid: js-helmet
app.use(csrf({ cookie: true }));
// ruleid: js-helmet
app.register(helmet, {});
// ok: js-helmet
app.use(express.json());
// ok: js-helmet
app.use(cors({ origin: ORIGINS }));
// ok: js-helmet
const helmet = 3;
