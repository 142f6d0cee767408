# ruleid: py-rate-limit
@limiter.limit("5/minute")
def login(): ...


# ruleid: py-rate-limit
@ratelimit(key="ip", rate="5/m")
def reset(request): ...


# ruleid: py-rate-limit
@throttle_classes([UserRateThrottle])
def search(request): ...


# ok: py-rate-limit
@app.route("/limits")
def limits(): ...


# ok: py-rate-limit
@cache(limit=3)
def cached(): ...


# ok: py-rate-limit
@pytest.mark.limit_memory("24 MB")
def other(): ...
