async function load(url) {
  // ruleid: js-call-timeout
  await axios.get(url, { timeout: 3000 });
  // ruleid: js-call-timeout
  await fetch(url, { signal: AbortSignal.timeout(3000) });
  // ruleid: js-call-timeout
  const api = axios.create({ baseURL, timeout: LIMIT });
  // ok: js-call-timeout
  await axios.get(url, { headers });
  // ok: js-call-timeout
  await fetch(url);
  // ok: js-call-timeout
  await axios.get(url, { timeout: 0 });
  // ok: js-call-timeout
  animate(node, { timeout: 300 });
}
