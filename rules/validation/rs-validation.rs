fn withdraw(account: &mut Account, amount: u64) -> Result<(), Error> {
    // ruleid: rs-validation
    ensure!(amount > 0, "nothing to withdraw");
    // ruleid: rs-validation
    anyhow::ensure!(account.open);
    if amount > account.total {
        // ruleid: rs-validation
        return Err(Error::TooMuch);
    }
    if account.frozen {
        // ruleid: rs-validation
        bail!("account {} is frozen", account.id);
    }
    account.total -= amount;
    // ok: rs-validation
    Ok(())
}

fn load(path: &Path) -> Result<Account, Error> {
    match fs::read(path) {
        Ok(bytes) => Ok(parse(bytes)),
        // ok: rs-validation
        Err(e) => return Err(e.into()),
    }
}

fn look(account: &Account) -> Option<u64> {
    if account.frozen {
        // ok: rs-validation
        return None;
    }
    // ok: rs-validation
    assure!(account.open);
    // ok: rs-validation
    Some(account.total)
}

#[cfg(test)]
mod tests {
    #[test]
    fn refuses() -> Result<(), Error> {
        if withdraw(&mut account(), 0).is_ok() {
            // ok: rs-validation
            return Err(Error::Expected);
        }
        Ok(())
    }
}
