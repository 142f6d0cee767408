class LoginController {
    // ruleid: java-rate-limit
    @RateLimiter(name = "login")
    Answer login(Request request) {
        // ruleid: java-rate-limit
        if (!bucket.tryConsume(1)) {
            return refuse();
        }
        // ruleid: java-rate-limit
        loginLimiter.acquire();
        // ok: java-rate-limit
        lock.tryAcquire();
        // ok: java-rate-limit
        connection = pool.acquire();
        // ok: java-rate-limit
        limiter.reset();
        return check(request);
    }

    // ok: java-rate-limit
    @RateLimitedBy
    Answer logout(Request request) {
        return close(request);
    }
}
