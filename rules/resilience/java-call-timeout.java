class Client {
    Page fetch(URL address, Future<Page> future) {
        URLConnection connection = address.openConnection();
        // ruleid: java-call-timeout
        connection.setConnectTimeout(3000);
        // ruleid: java-call-timeout
        connection.setReadTimeout((int) limit.toMillis());
        // ruleid: java-call-timeout
        Page page = future.get(5, TimeUnit.SECONDS);
        // ruleid: java-call-timeout
        request = HttpRequest.newBuilder(address).timeout(Duration.ofSeconds(5)).build();
        // ok: java-call-timeout
        boolean done = latch.await(5, TimeUnit.SECONDS);
        // ok: java-call-timeout
        Page other = future.get();
        // ok: java-call-timeout
        int limit = connection.getReadTimeout();
        // ok: java-call-timeout
        Thread.sleep(5000);
        // ok: java-call-timeout
        cache.get(5, page);
        return page;
    }
}
