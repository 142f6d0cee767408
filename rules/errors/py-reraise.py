def run(work):
    try:
        work()
    except OSError:
        clean()
        # ruleid: py-reraise
        raise
    except KeyError:
        if strict:
            # ruleid: py-reraise
            raise
    except ValueError as error:
        # ok: py-reraise
        raise Problem("bad") from error
    except TypeError as error:
        # ok: py-reraise
        raise error


def other(work):
    # ok: py-reraise
    return work.raise_for_status()


async def load(work):
    try:
        await work()
    except Exception:
        # ruleid: py-reraise
        raise
