const agent = new https.Agent({
  keepAlive: true,
  // ruleid: js-tls-unverified
  rejectUnauthorized: false,
});

// ruleid: js-tls-unverified
request({ url, strictSSL: false });

// ruleid: js-tls-unverified
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0";

// ruleid: js-tls-unverified
options.rejectUnauthorized = false;

// ok: js-tls-unverified
const strict = new https.Agent({ rejectUnauthorized: true });

// ok: js-tls-unverified
process.env.NODE_TLS_REJECT_UNAUTHORIZED = "1";

// ok: js-tls-unverified
const note = "rejectUnauthorized: false";

// ok: js-tls-unverified
const view = { rejectedUnauthorized: false };
