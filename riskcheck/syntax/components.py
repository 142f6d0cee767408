"""Which files of a change belong together: by folder, by the words of their paths, and by the words they write."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from riskcheck.core.change import Patch
from riskcheck.expressions import expression

_WORD = expression(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")
_IDENTIFIER = expression(r"[A-Za-z_]\w{4,60}")
_LEAST_LINES = 5
_LEAST_WORDS = 4
_MOST_FILES = 100
# In the names of files these tell nothing.
_USUAL = frozenset(
    {"index", "main", "base", "util", "utils", "common", "core", "src", "lib", "app", "test", "tests", "init", "api"}
    | {"model", "models", "view", "views", "service", "services", "controller", "controllers", "package", "internal"}
    | {"pkg", "cmd", "impl", "org", "com", "java", "the", "and", "for"}
)  # fmt: skip


def components(code: Sequence[Patch], message: str) -> tuple[list[Patch], list[Patch]]:
    """The files that the message is about with all that belong to them, and those that have nothing to do with these.

    Both are empty where the message names no file.
    """
    if not 2 <= len(code) <= _MOST_FILES or len(message.split()) < _LEAST_WORDS:
        return [], []
    said = _words(message[:20000])
    parts = _grouped(code)
    named: list[Patch] = []
    others: list[Patch] = []
    for part in parts:
        (named if any(_of_path(patch) & said for patch in part) else others).extend(part)
    return named, [patch for patch in others if patch.lines_added >= _LEAST_LINES]


def _grouped(code: Sequence[Patch]) -> list[list[Patch]]:
    """The patches in groups that share a word."""
    leader = list(range(len(code)))

    def find(at: int) -> int:
        while leader[at] != at:
            leader[at] = leader[leader[at]]
            at = leader[at]
        return at

    first: dict[str, int] = {}
    for at, patch in enumerate(code):
        for tie in _ties(patch):
            leader[find(at)] = find(first.setdefault(tie, at))
    groups: defaultdict[int, list[Patch]] = defaultdict(list)
    for at, patch in enumerate(code):
        groups[find(at)].append(patch)
    return list(groups.values())


def _ties(patch: Patch) -> Iterator[str]:
    folder = patch.path.rpartition("/")[0]
    yield f"folder {folder}"
    yield f"folder {folder.rpartition('/')[0]}"
    for word in _of_path(patch):
        yield f"word {word}"
    for hunk in patch.hunks:
        for line in hunk.lines:
            for word in _IDENTIFIER.findall(line[1:1000]):
                yield f"word {word.lower()}"


def _of_path(patch: Patch) -> set[str]:
    return _words(patch.path.rpartition(".")[0])


def _words(text: str) -> set[str]:
    found = (word.lower() for word in _WORD.findall(text))
    return {word.removesuffix("s") for word in found if len(word) > 2 and word not in _USUAL}
