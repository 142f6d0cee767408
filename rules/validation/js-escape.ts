function show(text) {
  // ruleid: js-escape
  node.innerHTML = DOMPurify.sanitize(text);
  // ruleid: js-escape
  const safe = escapeHtml(text);
  // ruleid: js-escape
  const clean = lib.sanitizeHtml(text, {});
  // ok: js-escape
  const name = text.trim();
  // ok: js-escape
  const code = key.escape;
  // ok: js-escape
  const pattern = escapeRegExp(text);
}
