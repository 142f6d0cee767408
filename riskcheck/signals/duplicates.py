"""Code that stands twice: blocks and functions that the repository has already, and new versions beside old ones.

Copied code grows with generated code, see GitClear, "AI Copilot Code Quality" (2025). The
repository is not read: git is asked for the telling words of a block, and only files with
the same lines are compared.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.errors import OverdueError
from riskcheck.expressions import expression
from riskcheck.kinds import kind_of
from riskcheck.records import Use
from riskcheck.signals import namesakes
from riskcheck.signals.context import Context
from riskcheck.syntax.repeats import (
    Line,
    Repeat,
    code_lines,
    extent,
    is_large,
    is_substantial,
    normal,
    runs,
    telling_words,
)


def _rule(name: str, title: str, unit: str, why: str, remedy: str, grade: int) -> Rule:
    reference = "https://arxiv.org/abs/2601.21276"
    return Rule(f"duplicates.{name}", title, "likelihood", unit, "duplicates", why, remedy, grade, True, reference)


BLOCK = _rule(
    "block", "Block that stands elsewhere already", "blocks",
    "What is corrected in one copy stays wrong in the other.",
    "Call what is there, or move what both need to one place.", 2,
)  # fmt: skip
FUNCTION = _rule(
    "function", "Function that exists already", "functions",
    "Two functions of one name drift apart, and callers pick one by accident.",
    "Use the one that is there, or say in the name what is different.", 1,
)  # fmt: skip
VERSIONS = _rule(
    "versions", "New version beside the old one", "versions",
    "Both have to be kept working, and nobody can tell which one is in use.",
    "Change the one that is there, or delete it once nothing uses it.", 2,
)  # fmt: skip
RULES: Final = (BLOCK, FUNCTION, VERSIONS)

_GENERATED = expression(
    rb"Code generated |@generated|DO NOT EDIT|auto-?generated|automatically generated", re.IGNORECASE
)
# Examples are meant to stand alone, and so are tests that no name of a folder shows.
_MEANT = expression(
    r"(^|/)(examples?|samples?|demos?|tutorials?|benchmarks?|[A-Z]\w*Tests|t)/|(^|/)tests?\.\w+$|\.gen\.\w+$"
)
_MOST_WORDS = 40
_MOST_BLOCKS = 20
_MOST_FILES = 20
_MOST_PLACES = 3
_MOST_PAIRS = 500
_PLACES = 5


class _Run(NamedTuple):
    path: str
    lines: tuple[Line, ...]


class Candidates(NamedTuple):
    """What a change adds that can stand elsewhere too: its files of code, large blocks in them, and new functions.

    `words` are those by which to search for blocks and functions.
    """

    code: tuple[Patch, ...]
    large: tuple[_Run, ...]
    named: tuple[namesakes.Named, ...]
    words: tuple[str, ...]


def candidates(changeset: Changeset, contents: Contents) -> Candidates:
    """What to look for elsewhere."""
    code = [
        patch for patch in changeset.patches if _is_compared(patch.path) and not _is_generated(_start(patch, contents))
    ]
    erased = frozenset(normal(text) for patch in changeset.patches for _, text in patch.deleted())
    large, named = _large(code, erased), namesakes.new_functions(code, contents, erased)
    return Candidates(tuple(code), tuple(large), tuple(named), (*_words(large), *namesakes.words(named)))


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Blocks, functions and versions that the change added next to what there is."""
    found = context.candidates() if context.candidates else candidates(changeset, context.contents)
    code, large, named = found.code, found.large, found.named
    uses, overdue = _uses(found.words, context)
    repeats = _longest([*_within(large), *_elsewhere(large, uses, code, context)])
    places = {
        BLOCK: [_block(repeat) for repeat in repeats],
        FUNCTION: list(namesakes.elsewhere(named, uses, code, context)),
        VERSIONS: [*namesakes.file_versions(code, context), *namesakes.function_versions(named, context)],
    }
    for rule, some in places.items():
        if some:
            yield Signal(rule, len(some), tuple(some[:_PLACES]))
    if large and not context.contents.is_known:
        yield Skipped(f"signal {BLOCK.id}", "a bare diff does not show the rest of the repository")
    elif overdue:
        yield Skipped(f"signals {BLOCK.id}, {FUNCTION.id}", f"not looked for outside of the change: {overdue}")
    elif len(large) > _MOST_BLOCKS:
        yield Skipped(f"signal {BLOCK.id}", f"only the largest {_MOST_BLOCKS} of {len(large)} blocks were looked for")


def _uses(wanted: Sequence[str], context: Context) -> tuple[list[Use], str]:
    """Lines of code with these words, and why there are none where the search took too long."""
    try:
        return [use for use in context.contents.uses(wanted) if _is_compared(use.path)], ""
    except OverdueError as problem:
        return [], str(problem)


def _is_compared(path: str) -> bool:
    return kind_of(path) == "code" and _MEANT.search(path) is None


def _large(code: Sequence[Patch], erased: frozenset[str]) -> list[_Run]:
    """The added blocks that are large enough, largest first."""
    found = [_Run(patch.path, lines) for patch in code for hunk in patch.hunks for lines in runs(hunk, erased)]
    large = [run for run in found if is_large(run.lines)]
    return sorted(large, key=lambda run: (-len(run.lines), run.path, run.lines[0].number))


def _start(patch: Patch, contents: Contents) -> bytes:
    content = contents.target(patch)
    if content is not None:
        return content
    return "\n".join(text for hunk in patch.hunks[:1] for _, text in hunk.added()).encode("utf-8", "replace")


def _is_generated(content: bytes) -> bool:
    return _GENERATED.search(content[:3000]) is not None


def _words(large: Sequence[_Run]) -> list[str]:
    chosen = large[:_MOST_BLOCKS]
    each = max(2, _MOST_WORDS // max(len(chosen), 1))
    words = dict.fromkeys(word for run in chosen for word in telling_words(run.lines, each))
    return list(words)[:_MOST_WORDS]


def _within(large: Sequence[_Run]) -> Iterator[Repeat]:
    """Blocks that the change itself added twice; the later one is the copy."""
    ordered = sorted(large, key=lambda run: (run.path, run.lines[0].number))
    seen: dict[tuple[str, ...], tuple[int, int]] = {}
    for number, run in enumerate(ordered):
        at = 0
        while at + 8 <= len(run.lines):
            key = tuple(line.text for line in run.lines[at : at + 8])
            first, other = seen.setdefault(key, (number, at))
            if (first, other) == (number, at) or (first == number and other + 8 > at):
                at += 1
                continue
            _, end, _ = extent(run.lines, at, ordered[first].lines, other)
            size = end - at
            if first == number:
                size = min(size, at - other)
            yield _repeat(run, at, at + size, ordered[first].path, ordered[first].lines[other : other + size])
            at += size


def _repeat(run: _Run, start: int, end: int, path: str, lines: Sequence[Line]) -> Repeat:
    return Repeat(run.path, run.lines[start:end], path, lines[0].number, lines[-1].number)


def _elsewhere(large: Sequence[_Run], uses: Sequence[Use], code: Sequence[Patch], context: Context) -> Iterator[Repeat]:
    added = {(patch.path, number) for patch in code for number, _ in patch.added()}
    places = _places(large)
    hits: defaultdict[str, list[Use]] = defaultdict(list)
    for use in uses:
        if normal(use.text) in places and (use.path, use.line) not in added:
            hits[use.path].append(use)
    paths = sorted(hits, key=lambda path: (-len(hits[path]), path))[:_MOST_FILES]
    for path, content in sorted(context.contents.files(paths).items()):
        if _is_generated(content):
            continue
        lines = [line for line in _code(content) if (path, line.number) not in added]
        index = {line.number: at for at, line in enumerate(lines)}
        pairs = [
            (run, at, index[use.line])
            for use in hits[path]
            if use.line in index
            for run, at in places[normal(use.text)]
        ]
        yield from _extents(pairs[:_MOST_PAIRS], large, path, lines)


def _places(large: Sequence[_Run]) -> dict[str, list[tuple[int, int]]]:
    """Where each line stands, as run and position, without lines that stand all over."""
    places: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, run in enumerate(large):
        for at, line in enumerate(run.lines):
            places[line.text].append((number, at))
    return {text: found[:_MOST_PLACES] for text, found in places.items()}


def _extents(
    pairs: Sequence[tuple[int, int, int]], large: Sequence[_Run], path: str, lines: Sequence[Line]
) -> Iterator[Repeat]:
    reached: dict[tuple[int, int], int] = {}
    for number, at, other in sorted(pairs):
        if at >= reached.get((number, at - other), 0):
            start, end, other_start = extent(large[number].lines, at, lines, other)
            reached[number, at - other] = end
            yield _repeat(large[number], start, end, path, lines[other_start : other_start + end - start])


def _code(content: bytes) -> list[Line]:
    return list(code_lines(enumerate(content.decode("utf-8", "replace").split("\n"), 1)))


def _longest(repeats: Sequence[Repeat]) -> list[Repeat]:
    """The repeats that are large enough, largest first, without those that lie in a larger one."""
    kept: list[Repeat] = []
    taken: set[tuple[str, int]] = set()
    order = sorted(
        repeats,
        key=lambda repeat: (
            -len(repeat.lines),
            repeat.path,
            repeat.lines[0].number,
            repeat.other_path,
            repeat.other_start,
        ),
    )
    for repeat in order:
        own = {(repeat.path, line.number) for line in repeat.lines}
        if own.isdisjoint(taken) and is_large(repeat.lines) and is_substantial(repeat.lines):
            kept.append(repeat)
            taken |= own
    return kept


def _block(repeat: Repeat) -> Evidence:
    told = (
        f"{len(repeat.lines)} lines of code stand also at {repeat.other_path}:{repeat.other_start}-{repeat.other_end}"
    )
    return Evidence(told, repeat.path, repeat.lines[0].number, repeat.lines[-1].number)
