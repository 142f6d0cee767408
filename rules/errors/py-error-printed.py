import sys
import traceback


def run(work):
    # ruleid: py-error-printed
    try:
        work()
    except Exception as error:
        print(f"failed: {error}")
    # ruleid: py-error-printed
    try:
        work()
    except Exception:
        traceback.print_exc()
    # ruleid: py-error-printed
    try:
        work()
    except Exception:
        print("failed")
    # ok: py-error-printed
    try:
        work()
    except Exception as error:
        print(f"failed: {error}")
        sys.exit(1)
    # ok: py-error-printed
    try:
        work()
    except KeyError as error:
        print(f"no such key: {error}")
    # ok: py-error-printed
    try:
        work()
    except Exception:
        logger.exception("failed")
        raise
