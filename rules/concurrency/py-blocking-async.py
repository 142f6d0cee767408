import asyncio
import subprocess
import time

import requests


async def fetch(url):
    # ruleid: py-blocking-async
    time.sleep(1)
    # ruleid: py-blocking-async
    answer = requests.get(url, timeout=3)
    # ruleid: py-blocking-async
    subprocess.run(["git", "gc"], timeout=3)
    # ok: py-blocking-async
    await asyncio.sleep(1)
    # ok: py-blocking-async
    answer = await client.get(url)
    # ok: py-blocking-async
    answer = requests.Session()
    # ok: py-blocking-async
    await asyncio.to_thread(requests.get, url)


def plain(url):
    # ok: py-blocking-async
    time.sleep(1)
    # ok: py-blocking-async
    return requests.get(url, timeout=3)
