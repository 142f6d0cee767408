def hook(request):
    # ruleid: py-signature-check
    if not verify_signature(request.body, request.headers["X-Signature"]):
        raise Forbidden
    # ruleid: py-signature-check
    event = stripe.Webhook.construct_event(payload, header, secret)
    # ruleid: py-signature-check
    check_hmac(payload)
    # ok: py-signature-check
    wanted = signature_of(payload)
    # ok: py-signature-check
    log(request.signature)
    # ok: py-signature-check
    sign(payload)
