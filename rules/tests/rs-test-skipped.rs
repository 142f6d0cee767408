#[test]
// ruleid: rs-test-skipped
#[ignore]
fn adds() {
    assert_eq!(add(1, 2), 3);
}

#[tokio::test]
// ruleid: rs-test-skipped
#[ignore = "flaky"]
async fn loads() {
    assert!(load().await.is_ok());
}

mod inner {
    // ruleid: rs-test-skipped
    #[ignore]
    #[test]
    fn takes() -> Result<(), Error> {
        assert_eq!(take(3, 2), 1);
        Ok(())
    }
}

// ok: rs-test-skipped
#[test]
fn gives() {
    assert_eq!(give(1), 1);
}

// ok: rs-test-skipped
#[cfg_attr(windows, ignore)]
#[test]
fn links() {
    assert!(link().is_ok());
}

struct Row {
    // ok: rs-test-skipped
    #[serde(skip)]
    ignore: bool,
}

// ok: rs-test-skipped
fn ignore() {}
