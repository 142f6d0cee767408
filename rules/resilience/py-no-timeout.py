import urllib.request

import requests


def fetch(url, settings):
    # ruleid: py-no-timeout
    requests.get(url)
    # ruleid: py-no-timeout
    requests.post(url, json={})
    # ruleid: py-no-timeout
    urllib.request.urlopen(url)
    # ok: py-no-timeout
    requests.get(url, timeout=3)
    # ok: py-no-timeout
    requests.get(url, **settings)
    # ok: py-no-timeout
    urllib.request.urlopen(url, timeout=3)
    # ok: py-no-timeout
    requests.Session()
