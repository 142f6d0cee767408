class Hooks {
    void hook(Request request) {
        // ruleid: java-signature-check
        if (!signatureMatches(request.body())) { throw new Unauthorized(); }
        // ruleid: java-signature-check
        Event event = Webhook.constructEvent(payload, header, secret);
        // ruleid: java-signature-check
        verifyHmac(payload);
        // ok: java-signature-check
        String wanted = signatureOf(payload);
        // ok: java-signature-check
        log(request.signature());
        // ok: java-signature-check
        sign(payload);
    }
}
