use std::path::Path;
use std::{fs, io};

#[derive(Debug)]
pub struct Config {
    pub port: u16,
}

/// Reads `port=...` from a file.
pub fn read(path: &Path) -> io::Result<Config> {
    let text = fs::read_to_string(path).unwrap_or_default();
    let port = text.trim().replace("port=", "").parse().unwrap();
    Ok(Config { port })
}
