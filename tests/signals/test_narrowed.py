"""Statements that leave a lock, and those that only seem to."""

import os

import pytest

from riskcheck.contents import Contents
from riskcheck.repository import Repository
from riskcheck.semgrep import Matches
from riskcheck.settings import Settings
from riskcheck.signals import narrowed
from riskcheck.signals.context import Context
from riskcheck.sources import revisions
from tests.gitrepo import GitRepo

PYTHON = "def f(self):\n    with self._lock:\n        held = self.seats()\n        self.take(held)\n    return 1\n"
JAVA = "class A {\n  void f() {\n    synchronized (this) {\n      int a = read();\n      write(a + 1);\n    }\n  }\n}\n"
RUBY = "def f\n  Account.transaction do\n    debit(account)\n    credit(other)\n  end\nend\n"


@pytest.mark.parametrize(
    ("path", "before", "after", "seen"),
    [
        ("a.py", PYTHON, PYTHON.replace("        self.take(held)\n", "    self.take(held)\n"), [4]),
        ("a.java", JAVA, JAVA.replace("      write(a + 1);\n    }\n", "    }\n    write(a + 1);\n"), [6]),
        ("a.rb", RUBY, RUBY.replace("    credit(other)\n  end\n", "  end\n  credit(other)\n"), [5]),
        (
            "a.py",
            PYTHON,
            PYTHON.replace("    with self._lock:\n        held", "    held").replace(
                "()\n        self", "()\n    with self._lock:\n        self"
            ),
            [2],
        ),
        # Without its lock altogether: that is a lock that was removed, which rules see.
        ("a.py", PYTHON, PYTHON.replace("    with self._lock:\n", "").replace("        ", "    "), []),
        ("a.py", PYTHON, PYTHON.replace("self.take(held)", "self.take(held, 1)"), []),
        ("a.py", PYTHON.replace("self.take", "log.info"), PYTHON.replace("        self.take", "    log.info"), []),
        (
            "a.py",
            PYTHON.replace("with self._lock", "if self.ok"),
            PYTHON.replace("        self.take", "    self.take"),
            [],
        ),
        ("tests/test_a.py", PYTHON, PYTHON.replace("        self.take(held)\n", "    self.take(held)\n"), []),
    ],
)
def test_a_statement_that_leaves_its_lock_is_seen(
    repo: GitRepo, path: str, before: str, after: str, seen: list[int]
) -> None:
    repo.write(path, before)
    repo.commit()
    repo.write(path, after)
    repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")

    found = list(narrowed.observe(changeset, Context(Settings(), Matches, Contents(changeset, repository))))

    assert [place.start_line for signal in found for place in signal.evidence] == seen
