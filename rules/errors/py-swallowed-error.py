"""
    try:
        example()
    # ok: py-swallowed-error
    except Exception:
        pass
"""
from contextlib import suppress


def load(paths):
    for path in paths:
        try:
            parse(path)
        # ruleid: py-swallowed-error
        except Exception:
            pass
        try:
            parse(path)
        except KeyError:
            raise
        # ruleid: py-swallowed-error
        except Exception as error:
            # best effort
            continue
        else:
            done(path)
        # ruleid: py-swallowed-error
        with suppress(Exception):
            parse(path)
    try:
        parse(paths)
    # ruleid: py-swallowed-error
    except:  # anything
        return []
    finally:
        close()
    try:
        parse(paths)
    # ruleid: py-swallowed-error
    except (ValueError, Exception): return None

    try:
        parse(paths)
    # ok: py-swallowed-error
    except KeyError:
        pass
    try:
        parse(paths)
    # ok: py-swallowed-error
    except Exception:
        logger.exception("cannot parse")
        return None
    try:
        parse(paths)
    # ok: py-swallowed-error
    except Exception as error:
        raise Unreadable(paths) from error
    try:
        parse(paths)
    # ok: py-swallowed-error
    except Exception:
        pass
        logger.warning("cannot parse")
    # ok: py-swallowed-error
    with suppress(FileNotFoundError):
        remove(paths)
    try:
        parse(paths)
    # ok: py-swallowed-error
    except Exception:
        return fallback(paths)
