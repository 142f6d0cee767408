import backoff
from tenacity import retry, stop_after_attempt


# ruleid: py-retry
@retry(stop=stop_after_attempt(3))
def fetch(): ...


# ruleid: py-retry
@backoff.on_exception(backoff.expo, OSError)
async def load(): ...


# ruleid: py-retry
@tenacity.retry
def read(): ...


# ok: py-retry
@cache
def other(): ...


# ok: py-retry
def retry_all(): ...


# ok: py-retry
@app.route("/retry")
def view(): ...
