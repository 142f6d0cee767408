#![allow(static_mut_refs)]

use crate::clock::Clock;

static mut LAST: u64 = 0;

/// Numbers in ascending order.
pub struct Ids;

impl Ids {
    pub const fn new() -> Self {
        Self
    }

    pub fn next(&self, clock: &dyn Clock) -> u64 {
        unsafe {
            LAST = (LAST + 1).max(clock.millis() << 12);
            LAST
        }
    }
}
