namespace ledger {

void Account::deposit(int amount) {
  // ruleid: cpp-lock
  std::lock_guard<std::mutex> guard(mutex_);
  total_ += amount;
}

int Account::total() const {
  // ruleid: cpp-lock
  std::shared_lock lock(mutex_);
  // ruleid: cpp-lock
  auto held = std::unique_lock<std::mutex>(mutex_);
  // ruleid: cpp-lock
  mutex_.lock();
  // ruleid: cpp-lock
  auto state = state_.wlock();
  // ruleid: cpp-lock
  auto guard = takeLock();
  return total_;
}

void Account::look() {
  // ok: cpp-lock
  auto owner = weakOwner_.lock();
  // ok: cpp-lock
  mutex_.unlock();
  // ok: cpp-lock
  std::mutex guard;
  // ok: cpp-lock
  std::lock_guard_count++;
  // ok: cpp-lock
  door_.lock(3);
}

}  // namespace ledger
