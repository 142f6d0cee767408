fn first(bytes: &[u8]) -> u8 {
    // ruleid: rs-unsafe-block
    unsafe { *bytes.get_unchecked(0) }
}

impl Buffer {
    fn grow(&mut self, by: usize) {
        // ruleid: rs-unsafe-block
        unsafe {
            self.bytes.set_len(self.bytes.len() + by);
        }
    }
}

fn read(place: *const u32) -> u32 {
    // ruleid: rs-unsafe-block
    let value = unsafe { place.read() };
    value
}

// ok: rs-unsafe-block
unsafe fn raw(place: *const u32) -> u32 {
    place.read()
}

fn known(place: &u32) -> u32 {
    // SAFETY: a reference is never null and
    // is aligned.
    // ok: rs-unsafe-block
    unsafe { raw(place) }
}

fn safe(bytes: &[u8]) -> Option<u8> {
    // ok: rs-unsafe-block
    let first = { bytes.first() };
    // ok: rs-unsafe-block
    let unsafe_count = 3;
    // ok: rs-unsafe-block
    first.copied()
}

#[cfg(test)]
mod tests {
    #[test]
    fn reads() {
        // ok: rs-unsafe-block
        assert_eq!(unsafe { raw(&3) }, 3);
    }
}
