use std::path::Path;
use std::{fs, io};

#[derive(Debug)]
pub struct Config {
    pub port: u16,
}

/// Reads `port=...` from a file.
pub fn read(path: &Path) -> io::Result<Config> {
    let text = fs::read_to_string(path)?;
    let port = text
        .trim()
        .strip_prefix("port=")
        .and_then(|digits| digits.parse().ok())
        .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "no port"))?;
    Ok(Config { port })
}
