"""Searches of a tree for words, each of which finds what will be asked for later too."""

import re
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from riskcheck.expressions import expression
from riskcheck.records import Use

# Of other words git finds other lines when it looks for several at once.
_PLAIN: Final = expression(r"\w+", re.ASCII)
Search = Callable[[Sequence[str], Sequence[str]], Iterator[Use]]


def is_plain(words: Iterable[str]) -> bool:
    """Whether all are of letters of ASCII, digits and underscores."""
    return all(map(_PLAIN.fullmatch, words))


@dataclass(slots=True)
class Searches:
    """Asks `search` for lines with one of some words, in files with one of some suffixes, or in all without any.

    It reads every file, which costs more than a few words more. Several threads can ask at once.
    """

    search: Search
    _expected: frozenset[str] = frozenset()
    _known: frozenset[str] = frozenset()
    _found: Sequence[Use] = ()
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def expect(self, words: Iterable[str]) -> None:
        """Say what will be asked for, so that the next search looks for it too."""
        self._expected = frozenset(words)

    def uses(self, words: Sequence[str], suffixes: Sequence[str]) -> Iterator[Use]:
        """The lines with these words, as `search` finds them."""
        with self._lock:
            if not self._known.issuperset(words):
                every = self._expected.union(words)
                if not self._expected or not is_plain(every):
                    return self.search(words, suffixes)
                self._expected = frozenset()
                self._found, self._known = tuple(self.search(sorted(every), ())), every
        return _having(self._found, words, tuple(suffixes))


def _having(found: Iterable[Use], words: Sequence[str], suffixes: tuple[str, ...]) -> Iterator[Use]:
    word = re.compile(rf"\b(?:{'|'.join(words)})\b", re.ASCII)
    # To look at the end of a path takes a tenth of the time.
    return (use for use in found if (not suffixes or use.path.endswith(suffixes)) and word.search(use.text))
