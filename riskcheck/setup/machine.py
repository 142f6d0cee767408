"""What riskcheck needs on a machine: Python, git, semgrep, its own rules."""

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from importlib.metadata import PackageNotFoundError, version

from riskcheck import __version__, rulepack
from riskcheck.cache import Cache
from riskcheck.semgrep import Scan, Target
from riskcheck.setup.check import Check

_OLDEST_PYTHON = (3, 11)
_OLDEST_GIT = (2, 30)
_INSTALL_GIT = "install git 2.30 or newer: https://git-scm.com/downloads"
_REINSTALL = "pip install --force-reinstall riskcheck, from where you have it"
_INSTALL_SEMGREP = "pip install --force-reinstall semgrep"
# The rule that finds it has to be in the answer.
_EXAMPLE = b"def load(path):\n    try:\n        return parse(path)\n    except Exception:\n        pass\n"
_RULE = "py-swallowed-error"
_PATIENCE = 30.0
_SLOW = 5.0


def python() -> Check:
    """Which Python runs riskcheck."""
    told = f"{sys.version.split()[0]}, riskcheck {__version__}"
    if sys.version_info[:2] < _OLDEST_PYTHON:
        return Check("Python", "problem", told, "install riskcheck with Python 3.11 or newer")
    return Check("Python", "ok", told)


def git(environ: Mapping[str, str]) -> Check:
    """Which git is asked."""
    program = shutil.which("git", path=environ.get("PATH", os.defpath))
    if program is None:
        return Check("git", "problem", "not on the PATH", _INSTALL_GIT)
    try:
        done = subprocess.run([program, "--version"], capture_output=True, check=False, timeout=_PATIENCE)
    except (OSError, subprocess.TimeoutExpired):
        return Check("git", "problem", f"{program} does not answer", _INSTALL_GIT)
    found = re.search(rb"\b([0-9]{1,4})\.([0-9]{1,4})(?:\.[0-9]{1,4})*", done.stdout)
    if found is None:
        return Check("git", "problem", f"{program} does not say its version", _INSTALL_GIT)
    is_old = (int(found[1]), int(found[2])) < _OLDEST_GIT
    told = found[0].decode("ascii")
    return Check("git", "problem", f"{told} is too old", _INSTALL_GIT) if is_old else Check("git", "ok", told)


def rules() -> Check:
    """Whether the rules for semgrep came along."""
    try:
        return Check("rules", "ok", f"{len(rulepack.rules())} rules, version {rulepack.version()}")
    except (OSError, ValueError, KeyError):
        return Check("rules", "problem", "the file with the rules is missing or damaged", _REINSTALL)


def semgrep(environ: Mapping[str, str], clock: Callable[[], float] = time.monotonic) -> Check:
    """Whether semgrep, called as for a change, finds what it should in a file of five lines."""
    try:
        installed = f"{version('semgrep')}, "
    except PackageNotFoundError:
        installed = ""
    target = Target(_EXAMPLE, _EXAMPLE, ".py", "code", (_RULE,))
    begun = clock()
    try:
        with Scan({"head:example.py": target}, Cache(None), environ) as scan:
            matches = scan.finish(_PATIENCE)
    except (OSError, ValueError, KeyError):
        return Check("semgrep", "problem", "not asked, for want of rules", _REINSTALL)
    seconds = clock() - begun
    if matches.skipped:
        return Check("semgrep", "problem", f"{installed}{matches.skipped[0].reason}", _INSTALL_SEMGREP)
    if not any(match.rule == _RULE for match in matches.by_target.get("head:example.py", ())):
        return Check("semgrep", "problem", f"{installed}it did not find what it should", _INSTALL_SEMGREP)
    told = f"{installed}answers in {seconds:.1f} s"
    if seconds > _SLOW:
        return Check("semgrep", "note", told, "set deadline = 30 in riskcheck.toml, or RISKCHECK_DEADLINE=30")
    return Check("semgrep", "ok", told)
