function back(req, res) {
  // ruleid: js-redirect
  res.redirect(req.query.next);
  // ruleid: js-redirect
  fetch(req.body.url);
  // ruleid: js-redirect
  const file = path.join(FOLDER, req.params.name);
  // ok: js-redirect
  res.redirect("/home");
  // ok: js-redirect
  fetch(API, { body: req.body.text });
  // ok: js-redirect
  res.send(req.query.name);
}
