import backoff
from tenacity import retry, stop_after_attempt, wait_fixed


# ruleid: py-retry-endless
@retry
def fetch(): ...


# ruleid: py-retry-endless
@retry(wait=wait_fixed(1))
def load(): ...


# ruleid: py-retry-endless
@backoff.on_exception(backoff.expo, OSError)
def read(): ...


# ok: py-retry-endless
@retry(stop=stop_after_attempt(3))
def bounded(): ...


# ok: py-retry-endless
@backoff.on_exception(backoff.expo, OSError, max_tries=4)
def bounded_too(): ...


# ok: py-retry-endless
@other.retry_policy
def unrelated(): ...
