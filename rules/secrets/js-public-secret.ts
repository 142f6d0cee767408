const headers = {
  // ruleid: js-public-secret
  Authorization: `Bearer ${process.env.NEXT_PUBLIC_MAIL_API_KEY}`,
};
// ruleid: js-public-secret
const key = import.meta.env.VITE_OPENAI_API_KEY;
// ruleid: js-public-secret
const secret = process.env["REACT_APP_CLIENT_SECRET"];
// ruleid: js-public-secret
const role = process.env.EXPO_PUBLIC_SUPABASE_SERVICE_ROLE_KEY;
// ok: js-public-secret
const name = process.env.NEXT_PUBLIC_SITE_NAME;
// ok: js-public-secret
const anon = process.env.NEXT_PUBLIC_SUPABASE_ANON_KEY;
// ok: js-public-secret
const maps = import.meta.env.VITE_GOOGLE_MAPS_API_KEY;
// ok: js-public-secret
const server = process.env.MAIL_API_KEY;
