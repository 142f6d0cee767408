async function move(db) {
  // ruleid: js-transaction
  await prisma.$transaction([a, b]);
  // ruleid: js-transaction
  await sequelize.transaction(async (t) => {});
  // ruleid: js-transaction
  await session.withTransaction(work);
  // ok: js-transaction
  await prisma.user.create({ data });
  // ok: js-transaction
  const transaction = 3;
  // ok: js-transaction
  await ledger.transactions(3);
}
