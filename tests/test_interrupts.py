"""Ctrl-C at moments when Python itself would lose it or show a traceback."""

import signal
import subprocess
import sys

import pytest

from tests.source_tree import ROOT

LOST = """
class Held:
    def __del__(self):
        raise KeyboardInterrupt

Held()
time.sleep(60)
"""
AFTERWARDS = """
import atexit

atexit.register(lambda: signal.raise_signal(signal.SIGINT))
"""
OTHER = """
class Held:
    def __del__(self):
        raise ValueError("told as ever")

Held()
"""


@pytest.mark.parametrize(
    ("program", "status", "told"),
    [
        pytest.param(LOST, 130, b"", id="lost in a finalizer"),
        pytest.param(AFTERWARDS, -signal.SIGINT, b"", id="after the work"),
        pytest.param(OTHER, 0, b"told as ever", id="another problem"),
        pytest.param("signal.signal(signal.SIGINT, signal.SIG_IGN)\n" + AFTERWARDS, 0, b"", id="ignored by the caller"),
    ],
)
def test_an_interrupt_is_heeded_and_quiet(program: str, status: int, told: bytes) -> None:
    whole = f"""
import signal, sys, time
from riskcheck.interrupts import heeded

with heeded():
    try:
{"".join(f"        {line}" + chr(10) for line in program.splitlines())}
    except KeyboardInterrupt:
        sys.exit(130)
"""
    done = subprocess.run([sys.executable, "-c", whole], cwd=ROOT, capture_output=True, timeout=30, check=False)

    assert done.returncode == status
    assert (told in done.stderr) if told else done.stderr == b""
