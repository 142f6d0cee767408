async fn refresh(path: &Path) -> Result<(), Error> {
    // ruleid: rs-blocking-async
    std::thread::sleep(Duration::from_secs(1));
    // ruleid: rs-blocking-async
    let page = reqwest::blocking::get("https://example.org")?;
    // ruleid: rs-blocking-async
    let text = std::fs::read_to_string(path)?;
    // ruleid: rs-blocking-async
    let rows = futures::executor::block_on(load());
    // ok: rs-blocking-async
    tokio::time::sleep(Duration::from_secs(1)).await;
    // ok: rs-blocking-async
    let text = tokio::fs::read_to_string(path).await?;
    // ok: rs-blocking-async
    let text = tokio::task::spawn_blocking(move || std::fs::read_to_string(path)).await?;
    Ok(())
}

impl Store {
    async fn reload(&self) {
        // ruleid: rs-blocking-async
        self.runtime.block_on(self.load());
    }
}

fn wait(path: &Path) -> String {
    // ok: rs-blocking-async
    thread::sleep(Duration::from_secs(1));
    // ok: rs-blocking-async
    std::fs::read_to_string(path).unwrap()
}

#[cfg(test)]
mod tests {
    async fn reads() {
        // ok: rs-blocking-async
        std::fs::write(path, "text").unwrap();
    }
}
