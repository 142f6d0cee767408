async function load(work) {
  try {
    await work();
  } catch (error) {
    log(error);
    // ruleid: js-rethrow
    throw error;
  }
  try {
    await work();
  } catch (e) {
    if (strict) {
      // ruleid: js-rethrow
      throw e;
    }
  }
  try {
    await work();
  } catch (err) {
    // ruleid: js-rethrow
    throw err;
  }
  try {
    // ok: js-rethrow
    throw other;
  } catch (error) {
    // ok: js-rethrow
    throw new Problem("bad");
  }
  // ok: js-rethrow
  throw other;
}
