fn save(path: &Path, text: &str) -> Result<(), Error> {
    // ruleid: rs-swallowed-error
    fs::create_dir_all(path).ok();
    // ruleid: rs-swallowed-error
    if let Err(_) = validate(text) {}
    match parse(text) {
        Ok(page) => publish(page),
        // ruleid: rs-swallowed-error
        Err(_) => {}
    }
    // ruleid: rs-swallowed-error
    let _ = file.write_all(text.as_bytes());
    // ruleid: rs-swallowed-error
    let _ = std::fs::write(path, text);
    Ok(())
}

impl Store {
    async fn close(&mut self) {
        // ruleid: rs-swallowed-error
        let _ = self.pool.commit().await;
        match self.flush() {
            Ok(()) => {}
            // ruleid: rs-swallowed-error
            Err(e) => (),
        }
    }
}

fn look(sender: Sender<u8>, text: &str) -> Option<Page> {
    // ok: rs-swallowed-error
    let page = parse(text).ok();
    // ok: rs-swallowed-error
    let _ = sender.send(1);
    // ok: rs-swallowed-error
    let _ = writeln!(out, "{}", text);
    // ok: rs-swallowed-error
    let _guard = lock.lock();
    // ok: rs-swallowed-error
    if let Err(e) = validate(text) {
        warn!("{}", e);
    }
    match parse(text) {
        Ok(page) => publish(page),
        // ok: rs-swallowed-error
        Err(e) => warn!("{}", e),
    }
    // ok: rs-swallowed-error
    parse(text).ok()
}

#[cfg(test)]
mod tests {
    fn clean(path: &Path) {
        // ok: rs-swallowed-error
        fs::remove_file(path).ok();
    }
}
