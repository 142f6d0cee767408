function preview(link: string) {
  const url = new URL(link);
  // ruleid: js-host-check
  if (!ALLOWED_HOSTS.includes(url.hostname)) throw new Error("no");
  // ruleid: js-host-check
  if (BLOCKED.has(url.host)) return null;
  // ruleid: js-host-check
  if (!trustedOrigins.includes(new URL(link).origin)) return null;
  // ok: js-host-check
  if (names.includes(url.pathname)) return null;
  // ok: js-host-check
  const host = url.hostname;
  // ok: js-host-check
  return ALLOWED_HOSTS.includes(name);
}
