import threading

_lock = threading.Lock()


def deposit(account, amount):
    # ruleid: py-lock
    with _lock:
        account.total += amount


async def withdraw(self, amount):
    # ruleid: py-lock
    async with self.account_lock:
        self.total -= amount
    # ruleid: py-lock
    self.stateMutex.acquire()
    # ruleid: py-lock
    with cache.lock("totals", timeout=3):
        self.store()
    # ruleid: py-lock
    with self.locks[self.account]:
        self.store()


def close(number):
    # ruleid: py-lock
    return Account.objects.select_for_update().get(number=number)


def look(block, clock, connection, path):
    # ok: py-lock
    with block:
        pass
    # ok: py-lock
    with clock.frozen():
        pass
    # ok: py-lock
    with open(path / "uv.lock") as file:
        file.read()
    # ok: py-lock
    with self.blockchain as chain:
        chain.read()
    # ok: py-lock
    connection.acquire()
    # ok: py-lock
    _lock.release()
    # ok: py-lock
    release_lock(connection)
