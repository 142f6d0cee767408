fn load(bytes: &[u8], count: usize) -> u32 {
    // ruleid: rs-unchecked-memory
    let header: Header = unsafe { std::mem::transmute(bytes) };
    // ruleid: rs-unchecked-memory
    let kind = unsafe { mem::transmute::<u8, Kind>(bytes[0]) };
    // ruleid: rs-unchecked-memory
    let name = unsafe { std::str::from_utf8_unchecked(bytes) };
    // ruleid: rs-unchecked-memory
    let rows = unsafe { slice::from_raw_parts(header.rows, count) };
    // ruleid: rs-unchecked-memory
    unsafe { bytes.get_unchecked(count) }
}

impl Buffer {
    fn grow(&mut self) {
        unsafe {
            // ruleid: rs-unchecked-memory
            self.bytes.set_len(self.bytes.capacity());
        }
    }
}

fn safe(bytes: &[u8], file: &File) -> Option<u32> {
    // ok: rs-unchecked-memory
    let name = std::str::from_utf8(bytes)?;
    // ok: rs-unchecked-memory
    let first = bytes.get(0);
    // ok: rs-unchecked-memory
    file.set_len(0);
    // ok: rs-unchecked-memory
    let swapped = mem::replace(&mut first, None);
    // ok: rs-unchecked-memory
    let size = mem::size_of::<Header>();
    // ok: rs-unchecked-memory
    zerocopy::transmute_ref!(bytes)
}
