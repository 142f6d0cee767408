router.post("/gateway", async (req, res) => {
  // ruleid: js-signature-check
  if (!signatureMatches(req.body, req.get("X-Signature"))) {
    return res.status(401).end();
  }
  // ruleid: js-signature-check
  const event = stripe.webhooks.constructEvent(req.body, header, secret);
  // ruleid: js-signature-check
  await verifyWebhookSignature(req);
  // ok: js-signature-check
  const wanted = signatureOf(req.body);
  // ok: js-signature-check
  log(req.signature);
  // ok: js-signature-check
  sign(req.body);
});
