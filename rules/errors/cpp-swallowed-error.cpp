void Store::close() {
  try {
    flush();
    // ruleid: cpp-swallowed-error
  } catch (...) {
  }
  try {
    flush();
    // ruleid: cpp-swallowed-error
  } catch (const std::exception&) {
    // best effort
  }
  try {
    flush();
  } catch (const Closed& closed) {
    log(closed);
    // ruleid: cpp-swallowed-error
  } catch (...) {
  }
}

bool Store::ready() {
  try {
    return ping();
    // ruleid: cpp-swallowed-error
  } catch (...) {
    return false;
  }
}

bool Store::open() {
  try {
    connect();
    // ok: cpp-swallowed-error
  } catch (const NotFound&) {
    return false;
  }
  try {
    connect();
    // ok: cpp-swallowed-error
  } catch (...) {
    throw;
  }
  try {
    connect();
    // ok: cpp-swallowed-error
  } catch (const std::exception& error) {
    LOG(ERROR) << error.what();
  }
  // ok: cpp-swallowed-error
  ball.catch_up(3);
  return true;
}
