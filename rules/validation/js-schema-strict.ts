// ruleid: js-schema-strict
const A = z.object({ a: z.string() }).strict();
// ruleid: js-schema-strict
const B = z.strictObject({ a: z.string() });
// ruleid: js-schema-strict
app.useGlobalPipes(new ValidationPipe({ whitelist: true }));
// ok: js-schema-strict
const C = z.object({ a: z.string() });
// ok: js-schema-strict
const D = z.object({ a: z.string() }).passthrough();
// ok: js-schema-strict
assert.strict();
