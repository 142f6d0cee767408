use std::sync::atomic::{AtomicU64, Ordering};

use crate::clock::Clock;

/// Numbers that never repeat, in ascending order.
pub struct Ids {
    last: AtomicU64,
}

impl Ids {
    pub const fn new() -> Self {
        Self { last: AtomicU64::new(0) }
    }

    pub fn next(&self, clock: &dyn Clock) -> u64 {
        let now = clock.millis() << 12;
        let step = |last: u64| Some((last + 1).max(now));
        let last = self.last.fetch_update(Ordering::AcqRel, Ordering::Acquire, step);
        (last.expect("step always gives a number") + 1).max(now)
    }
}
