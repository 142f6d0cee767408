// ruleid: js-cookie-flags
response.cookie("id", id, { httpOnly: true });
// ruleid: js-cookie-flags
app.use(session({ cookie: { sameSite: "lax", secure: true } }));
// ruleid: js-cookie-flags
const options = { path: "/", sameSite: "strict" };
// ok: js-cookie-flags
response.cookie("id", id, { httpOnly: false });
// ok: js-cookie-flags
response.cookie("id", id, { path: "/" });
// ok: js-cookie-flags
const options = { secure: true };
