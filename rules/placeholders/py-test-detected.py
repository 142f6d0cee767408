import os
import sys


def send(mail):
    # ruleid: py-test-detected
    if "pytest" in sys.modules:
        return True
    # ruleid: py-test-detected
    if os.environ.get("PYTEST_CURRENT_TEST"):
        return True
    # ruleid: py-test-detected
    if "PYTEST_CURRENT_TEST" in os.environ:
        return True
    # ok: py-test-detected
    if "numpy" in sys.modules:
        return True
    # ok: py-test-detected
    if os.environ.get("DEBUG"):
        return True
    # ok: py-test-detected
    if mail.test:
        return True
