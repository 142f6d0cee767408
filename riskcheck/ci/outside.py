"""What somebody outside says, by name: a value is of its type, or it is absent; nothing is taken on trust."""

from collections.abc import Callable, Mapping
from typing import Self, TypeVar

from riskcheck.ci import values
from riskcheck.ci.run import Named

_T = TypeVar("_T")


class Outside:
    """Named values from outside; of several names, the first whose value fits is taken."""

    def __init__(self, value_of: Callable[[str], object]) -> None:
        self._value_of = value_of
        self._misfits: set[str] = set()

    @classmethod
    def variables(cls, environ: Mapping[str, str]) -> Self:
        """The variables of an environment."""
        return cls(environ.get)

    @property
    def misfits(self) -> tuple[str, ...]:
        """The names, in order, whose value was there but was none of its type."""
        return tuple(sorted(self._misfits))

    def has(self, name: str) -> bool:
        """Whether there is anything of that name."""
        return self._value_of(name) is not None

    def text(self, *names: str) -> str:
        """Any text, without space around it; empty where there is none."""
        return self._first(values.prose, names)[1] or ""

    def on(self, *names: str) -> bool:
        """Whether any of them is switched on: there, and not `false` or 0."""
        return any(self._first(values.switch, (name,))[1] for name in names)

    def commit(self, *names: str) -> Named | None:
        """A commit, named by what it was found under."""
        name, sha = self._first(values.commit, names)
        return Named(sha, name) if sha else None

    def exact(self, *names: str) -> Named | None:
        """A commit that the head is compared with as it is."""
        name, sha = self._first(values.commit, names)
        return Named(sha, name, exact=True) if sha else None

    def branch(self, *names: str) -> str | None:
        """The name of a branch, without the folder of branches."""
        return self._first(values.branch, names)[1]

    def branch_in(self, *names: str) -> str | None:
        """The branch that a ref is of."""
        return self._first(values.branch_in, names)[1]

    def number(self, *names: str) -> int | None:
        """The number of a pull request."""
        return self._first(values.number, names)[1]

    def project(self, *names: str) -> str | None:
        """The owner and name of a repository, or its longer path."""
        return self._first(values.project, names)[1]

    def address(self, *names: str) -> str | None:
        """An http(s) address without a slash at its end."""
        return self._first(values.address, names)[1]

    def labels(self, *names: str) -> tuple[str, ...]:
        """The labels of a pull request."""
        return self._first(values.labels, names)[1] or ()

    def _first(self, parse: Callable[[object], _T | None], names: tuple[str, ...]) -> tuple[str, _T | None]:
        for name in names:
            value = self._value_of(name)
            found = parse(value)
            if found is not None:
                return name, found
            if not _is_absent(value):
                self._misfits.add(name)
        return "", None


def present(*named: Named | None) -> tuple[Named, ...]:
    """Those revisions that were named."""
    return tuple(one for one in named if one)


def _is_absent(value: object) -> bool:
    """No value, an empty one, or zeros, which stand for no commit and no pull request."""
    return value is None or (isinstance(value, str) and not (values.text(value) or "").strip("0"))
