// ruleid: js-secret-literal
const apiKey = "p9x4Kq27LmZ8vN3r";
// ruleid: js-secret-literal
connect({ host, password: "hunter2Kq27Lm" });
// ruleid: js-secret-literal
config.clientSecret = "w7T!kk3-02jzP";
// ok: js-secret-literal
const apiKey = process.env.API_KEY;
// ok: js-secret-literal
const apiKey = "your-api-key-1";
// ok: js-secret-literal
const password = "";
// ok: js-secret-literal
const tokenUrl = "https://host1/token";
