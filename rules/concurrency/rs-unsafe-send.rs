struct Handle(*mut u8);

// ruleid: rs-unsafe-send
unsafe impl Send for Handle {}
// ruleid: rs-unsafe-send
unsafe impl Sync for Handle {}
// ruleid: rs-unsafe-send
unsafe impl<T> Send for Shared<T> {}
// ruleid: rs-unsafe-send
unsafe impl<T: Send> Sync for Shared<T> {}

// ok: rs-unsafe-send
impl Clone for Handle {}
// ok: rs-unsafe-send
unsafe impl GlobalAlloc for Counter {}
// ok: rs-unsafe-send
impl !Send for Handle {}
// ok: rs-unsafe-send
fn spawn<T: Send + Sync>(value: T) {}
