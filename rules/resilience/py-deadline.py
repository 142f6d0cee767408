import time


def wait(client):
    limit = time.monotonic() + 120
    # ruleid: py-deadline
    while time.monotonic() < limit:
        client.ask()
    # ruleid: py-deadline
    while not client.ready and time.time() - begin < 60:
        client.ask()
    # ruleid: py-deadline
    while clock() <= limit:
        client.ask()
    # ok: py-deadline
    while True:
        client.ask()
    # ok: py-deadline
    while client.count() < limit:
        client.ask()
    # ok: py-deadline
    if time.monotonic() < limit:
        client.ask()
