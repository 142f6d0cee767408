const express = require("express");
const { markPaid } = require("../orders/store");

const router = express.Router();

router.post("/gateway", express.json(), async (req, res) => {
  const event = req.body;
  if (event.type === "payment.captured") {
    await markPaid(event.order, event.amount);
  }
  res.status(204).end();
});

module.exports = router;
