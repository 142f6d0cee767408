function save(kind) {
  // ruleid: js-not-implemented
  throw new Error("Not implemented");
  // ruleid: js-not-implemented
  throw new Error(`TODO: ${kind}`);
  // ruleid: js-not-implemented
  throw new Error("PDF is not yet implemented");
  // ok: js-not-implemented
  throw new Error("no such kind");
  // ok: js-not-implemented
  throw new TypeError("kind");
  // ok: js-not-implemented
  console.warn("not implemented");
}
