use std::path::Path;

use harbour::config::read;

#[test]
fn a_port_is_read() {
    assert_eq!(read(Path::new("tests/files/good.conf")).unwrap().port, 8080);
}

#[test]
fn a_file_without_port_is_an_error() {
    assert!(read(Path::new("tests/files/empty.conf")).is_err());
}
