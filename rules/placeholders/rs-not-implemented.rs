fn load(path: &Path) -> Ledger {
    // ruleid: rs-not-implemented
    todo!()
}

impl Store for Disk {
    fn drop_all(&self) {
        // ruleid: rs-not-implemented
        unimplemented!()
    }

    fn rename(&self, kind: Kind) -> Result<(), Error> {
        match kind {
            Kind::File => Ok(()),
            // ruleid: rs-not-implemented
            Kind::Folder => todo!("folders"),
            // ruleid: rs-not-implemented
            Kind::Link => bail!("not implemented"),
        }
    }
}

fn take(kind: Kind) -> Result<(), Error> {
    match kind {
        Kind::File => Ok(()),
        // ok: rs-not-implemented
        Kind::Folder => unreachable!(),
        // ok: rs-not-implemented
        Kind::Link => bail!("links are refused"),
        // ok: rs-not-implemented
        Kind::Pipe => unimplemented!("pipes have no length"),
    }
}

// ok: rs-not-implemented
fn todo(list: &[Task]) {}

#[cfg(test)]
mod tests {
    impl Store for Fake {
        fn drop_all(&self) {
            // ok: rs-not-implemented
            unimplemented!()
        }
    }
}
