async fn fetch(url: &str) -> Result<Page, Error> {
    // ruleid: rs-call-timeout
    let client = Client::builder().timeout(Duration::from_secs(5)).build()?;
    // ruleid: rs-call-timeout
    let page = tokio::time::timeout(LIMIT, client.get(url).send()).await??;
    // ruleid: rs-call-timeout
    timeout(LIMIT, page.text()).await?
}

impl Peer {
    fn open(&self) -> io::Result<TcpStream> {
        // ruleid: rs-call-timeout
        let stream = TcpStream::connect_timeout(&self.address, LIMIT)?;
        // ruleid: rs-call-timeout
        stream.set_read_timeout(Some(LIMIT))?;
        // ok: rs-call-timeout
        stream.set_write_timeout(None)?;
        Ok(stream)
    }
}

fn look(settings: &Settings) {
    // ok: rs-call-timeout
    let limit = settings.timeout();
    // ok: rs-call-timeout
    tokio::time::sleep(limit).await;
    // ok: rs-call-timeout
    let timeout = Duration::from_secs(5);
    // ok: rs-call-timeout
    on_timeout(limit, settings);
}
