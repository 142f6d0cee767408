function create(req, res) {
  // ruleid: js-validation
  const body = schema.parse(req.body);
  // ruleid: js-validation
  const result = Schema.safeParse(request.query);
  // ruleid: js-validation
  const errors = validationResult(req);
  // ok: js-validation
  const data = JSON.parse(req.body);
  // ok: js-validation
  const name = req.body.name;
  // ok: js-validation
  const options = parser.parse(text);
}
