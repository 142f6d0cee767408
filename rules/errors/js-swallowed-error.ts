async function load(paths: string[]) {
  try {
    await parse(paths);
    // ruleid: js-swallowed-error
  } catch (error) {}

  try {
    await parse(paths);
    // ruleid: js-swallowed-error
  } catch {
    // best effort
  } finally {
    close();
  }

  try {
    await parse(paths);
    // ruleid: js-swallowed-error
  } catch (error: unknown) {
    return null;
  }

  // ruleid: js-swallowed-error
  await parse(paths).catch(() => {});

  // ruleid: js-swallowed-error
  await parse(paths).catch(() => null);

  try {
    await parse(paths);
    // ok: js-swallowed-error
  } catch (error) {
    console.error(error);
    return null;
  }

  try {
    await parse(paths);
    // ok: js-swallowed-error
  } catch (error) {
    throw new Unreadable(paths, { cause: error });
  }

  // ok: js-swallowed-error
  await parse(paths).catch((error) => report(error));

  // ok: js-swallowed-error
  await parse(paths).then(() => {});

  // ok: js-swallowed-error
  ball.catch(glove);
}
