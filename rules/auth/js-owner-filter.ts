async function show(id: string, db: Db, viewer: Viewer, req: Request) {
  // ruleid: js-owner-filter
  await db.document.findFirst({ where: { id, OR: [{ ownerId: viewer.id }] }, include: { pages: true } });
  // ruleid: js-owner-filter
  await Note.findOne({ _id: id, user: req.user.id });
  // ruleid: js-owner-filter
  await db.document.findFirst({ where: { id, OR: visibleTo(viewer.id) } });
  // ruleid: js-owner-filter
  await prisma.invoice.findMany({ where: { tenantId: ctx.tenantId } });
  // ruleid: js-owner-filter
  await Note.findOneAndDelete({ _id: id, owner: req.session.userId });
  // ok: js-owner-filter
  await db.document.findUnique({ where: { id }, include: { pages: true } });
  // ok: js-owner-filter
  await prisma.invoice.findMany({ where: { paid: true } });
  // ok: js-owner-filter
  await Note.findById(id);
}
