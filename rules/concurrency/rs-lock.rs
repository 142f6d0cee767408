impl Account {
    fn deposit(&self, amount: u64) {
        // ruleid: rs-lock
        let mut total = self.total.lock().unwrap();
        *total += amount;
    }

    async fn close(&self) {
        // ruleid: rs-lock
        let state = self.state.write().await;
        // ruleid: rs-lock
        let permit = self.semaphore.acquire().await;
    }
}

fn sum(shared: &RwLock<Vec<u64>>, file: &File) -> u64 {
    // ruleid: rs-lock
    file.lock_exclusive();
    // ruleid: rs-lock
    shared.read().unwrap().iter().sum()
}

fn look(door: &Door, mut file: File) {
    // ok: rs-lock
    let out = io::stdout().lock();
    // ok: rs-lock
    door.lock(3);
    // ok: rs-lock
    file.read(&mut buffer).unwrap();
    // ok: rs-lock
    let resource = pool.acquire().await;
    // ok: rs-lock
    drop(guard);
}

#[test]
fn counts() {
    // ok: rs-lock
    assert_eq!(*total.lock().unwrap(), 3);
}
