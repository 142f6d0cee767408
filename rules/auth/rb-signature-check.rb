def hook
  # ruleid: rb-signature-check
  return head(:unauthorized) unless verify_signature(request.raw_post)
  # ruleid: rb-signature-check
  event = Stripe::Webhook.construct_event(payload, header, secret)
  # ruleid: rb-signature-check
  check_hmac(payload)
  # ok: rb-signature-check
  wanted = signature_of(payload)
  # ok: rb-signature-check
  log(request.signature)
  # ok: rb-signature-check
  sign(payload)
end
