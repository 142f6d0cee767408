from django.db import transaction


def refund(order, account):
    # ruleid: py-transaction
    with transaction.atomic():
        order.cancel()
        account.add(order.total)


# ruleid: py-transaction
@transaction.atomic
def close(account): ...


# ruleid: py-transaction
@transaction.atomic(using="ledger")
def reopen(account): ...


async def move(session, engine):
    # ruleid: py-transaction
    async with session.begin():
        await session.flush()
    # ruleid: py-transaction
    with engine.begin() as connection:
        connection.execute(move)
    # ruleid: py-transaction
    with self.db.transaction():
        pass


def look(session, chapter, path):
    # ok: py-transaction
    with session.no_autoflush():
        pass
    # ok: py-transaction
    with chapter.begin():
        pass
    # ok: py-transaction
    with open(path) as transaction:
        pass
    # ok: py-transaction
    session.begin_count()
    # ok: py-transaction
    transaction.on_commit(look)
