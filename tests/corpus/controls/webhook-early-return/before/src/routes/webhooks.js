const express = require("express");
const { signatureMatches } = require("../lib/signature");
const { markPaid } = require("../orders/store");

const router = express.Router();

router.post("/gateway", express.raw({ type: "application/json" }), async (req, res) => {
  if (!signatureMatches(req.body, req.get("X-Gateway-Signature"))) {
    return res.status(401).end();
  }
  const event = JSON.parse(req.body.toString("utf8"));
  if (event.type === "payment.captured") {
    await markPaid(event.order, event.amount);
  }
  res.status(204).end();
});

module.exports = router;
