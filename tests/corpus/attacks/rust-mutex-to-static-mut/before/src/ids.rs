use std::sync::Mutex;

use crate::clock::Clock;

/// Numbers that never repeat, in ascending order.
pub struct Ids {
    last: Mutex<u64>,
}

impl Ids {
    pub const fn new() -> Self {
        Self { last: Mutex::new(0) }
    }

    pub fn next(&self, clock: &dyn Clock) -> u64 {
        let mut last = self.last.lock().expect("no holder panics");
        *last = (*last + 1).max(clock.millis() << 12);
        *last
    }
}
