"""What is in the way of riskcheck on this machine and in this repository, each with what to do about it."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import chain

from riskcheck import ci
from riskcheck.errors import RiskcheckError
from riskcheck.reports.text import plain, wrapped
from riskcheck.repository import Repository
from riskcheck.setup import clone, machine, wiring
from riskcheck.setup.check import Check, Place

CHECKS: tuple[tuple[str, Callable[[Place], Check | None]], ...] = (
    ("owner", clone.ownership),
    ("history", clone.history),
    ("content", clone.blobs),
    ("default branch", clone.default_branch),
    ("notes", clone.notes),
    ("cache", clone.cache),
    ("configuration", wiring.configuration),
    ("specialists", wiring.specialists),
    ("hooks", wiring.hooks),
    ("CI", wiring.pipeline),
    ("token", wiring.token),
)
_WIDEST_STATE = len("problem")
_NARROWEST = 20


def examine(folder: str, environ: Mapping[str, str]) -> Iterator[Check]:
    """Every check, as soon as it is done; one that cannot be made is a problem of its own."""
    yield from (machine.python(), machine.git(environ), machine.rules(), machine.semgrep(environ))
    try:
        repository = Repository.find(folder, environ)
    except RiskcheckError as problem:
        yield Check("repository", "problem", str(problem), problem.remedy)
        return
    told = repository.work_tree or f"{repository.git_dir} (bare)"
    yield Check("repository", "ok", told)
    place = Place(environ, repository, ci.detect(environ))
    yield from chain.from_iterable(_made(name, look, place) for name, look in CHECKS)


def render(checks: Sequence[Check], width: int) -> str:
    """The checks in three columns of at most `width`, a remedy on a line of its own that can be copied as it is."""
    names = max((len(check.name) for check in checks), default=0)
    lines = [line for check in checks for line in _lines(check, names, width)]
    problems, notes = (sum(check.state == state for check in checks) for state in ("problem", "note"))
    lines += ["", f"{_counted(problems, 'problem')}, {_counted(notes, 'note')}"]
    return "".join(f"{line}\n" for line in lines)


def _made(name: str, look: Callable[[Place], Check | None], place: Place) -> Iterator[Check]:
    try:
        check = look(place)
    except RiskcheckError as problem:
        check = Check(name, "problem", str(problem), problem.remedy)
    except OSError as problem:
        check = Check(name, "problem", f"cannot be looked at: {problem.strerror}", "ls -la, and mind the permissions")
    if check is not None:
        yield check


def _lines(check: Check, names: int, width: int) -> Iterator[str]:
    left = f"{check.state:<{_WIDEST_STATE}}  {check.name:<{names}}  "
    finding, *others = wrapped(plain(check.finding), max(width - len(left), _NARROWEST))
    yield f"{left}{finding}".rstrip()
    indentation = " " * len(left)
    yield from (f"{indentation}{line}" for line in others)
    if check.remedy:
        yield f"{indentation}-> {plain(check.remedy)}"


def _counted(number: int, noun: str) -> str:
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"
