import subprocess
from urllib.request import urlopen

import requests


def fetch(url, session, work):
    # ruleid: py-call-timeout
    requests.get(url, timeout=3)
    # ruleid: py-call-timeout
    self.session.post(url, json={}, timeout=(1, 5))
    # ruleid: py-call-timeout
    urlopen(url, timeout=LIMIT)
    # ruleid: py-call-timeout
    httpx.Client(timeout=2.0)
    # ruleid: py-call-timeout
    subprocess.run(["git", "gc"], timeout=60)

    # ok: py-call-timeout
    requests.get(url)
    # ok: py-call-timeout
    requests.get(url, timeout=None)
    # ok: py-call-timeout
    cache.set(url, work, timeout=300)
    # ok: py-call-timeout
    settings = Settings(timeout=3)
    # ok: py-call-timeout
    timeout = 3
