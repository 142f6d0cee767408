"""riskcheck itself in a change: what it goes by, and whether it is called at all.

A change is judged by the configuration of its base, so what is different here counts from the next change on, and
that is when nobody looks at it any more.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from riskcheck import settings
from riskcheck.core.change import SUBMODULE, SYMLINK, Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.errors import SettingsError
from riskcheck.expressions import expression
from riskcheck.kinds import kind_of
from riskcheck.settings import FILES, Settings
from riskcheck.signals.blocks import is_switched_off, switch
from riskcheck.signals.context import Context
from riskcheck.signals.suites import both_sides

CONFIGURATION = Rule(
    "governance.configuration", "Configuration of riskcheck changed", "impact", "entries", "pipeline",
    "Every later change is judged by it.", "Have somebody beside its author agree to what is different.", 2,
)  # fmt: skip
WEAKENED = Rule(
    "governance.weakened", "riskcheck looks at less", "impact", "entries", "pipeline",
    "What it told before is from now on not told, for every later change.",
    "Bring the entry back, or have the owners of what it covered agree.", 3, ai_typical=True,
)  # fmt: skip
UNCALLED = Rule(
    "governance.uncalled", "riskcheck no longer called", "impact", "calls", "pipeline",
    "Later changes pass without advice, and nothing tells that there was none.",
    "Bring the hook or step back, or name what calls riskcheck now.", 3, ai_typical=True,
)  # fmt: skip
RULES: Final = (CONFIGURATION, WEAKENED, UNCALLED)
_PLACES = 5
_WIDTH = 500
_MAX_FILES = 100
# Nobody calls it more often in one file.
_MAX_CALLS = 100
_SECTION = expression(r"\s*(\[\[?)\s*tool\s*\.\s*riskcheck\s*(?:\.\s*(\w+)\s*)?\]")
_HEADER = expression(r"\s*\[\[?[^\]=]+\]")
_CALLERS = expression(
    r"(^|/)(\.pre-commit-config\.yaml|\.?lefthook\.(ya?ml|toml|jsonc?)|Makefile|[Jj]ustfile|package\.json)$"
    r"|^\.husky/|^\.(gitea|forgejo)/workflows/|^\.githooks/|^\.git-hooks/"
)
_COMMENT = expression(r"\s*(?:#|//)")
_CALL = expression(
    r"(\briskcheck\"?\s+(?:hook\s+(?:pre-commit|commit-msg|pre-push)|ci|check))\b"
    r"|\buses:\s*[\"']?[\w./-]{0,100}(riskcheck)[\w./-]{0,100}@"
    r"|\bid:\s*[\"']?(riskcheck(?:-commit-msg|-pre-push)?)\b"
)


class _Told(NamedTuple):
    """What is different about the configuration, whether less is looked at because of it, and words of its line."""

    text: str
    is_weaker: bool
    words: tuple[str, ...] = ()


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """What the change does to the configuration of riskcheck and to what calls it."""
    patches = [patch for patch in changeset.patches if {patch.path, patch.source_path} & set(FILES)]
    told = list(_differences(patches, context)) if patches else []
    for rule, found in (
        (CONFIGURATION, [_place(each, patches) for each in told if not each.is_weaker]),
        (WEAKENED, [_place(each, patches) for each in told if each.is_weaker]),
        (UNCALLED, list(_uncalled(changeset, context))),
    ):
        if found:
            yield Signal(rule, len(found), tuple(found[:_PLACES]))


def _differences(patches: Sequence[Patch], context: Context) -> Iterator[_Told]:
    unchanged = context.contents.files([name for name in FILES if name not in {patch.path for patch in patches}])
    try:
        old = settings.load({**unchanged, **_sides(patches, context, "+")}.get, {})
    except SettingsError:
        old = Settings()
    try:
        new = settings.load({**unchanged, **_sides(patches, context, "-")}.get, {})
    except SettingsError as problem:
        yield _Told(f"cannot be read: {problem}", True)
        return
    yield from _compared(old, new)


def _sides(patches: Sequence[Patch], context: Context, other: str) -> Mapping[str, bytes]:
    """The files of one side by name: whole, or, as far as the hunks show them, what they say about riskcheck."""
    found = {}
    for patch in patches:
        is_head = other == "-"
        mode = patch.target_mode if is_head else patch.source_mode
        name = patch.path if is_head else patch.source_path or patch.path
        is_absent = patch.change_type == ("D" if is_head else "A") or mode in (SYMLINK, SUBMODULE)
        if is_absent or name not in FILES:
            continue
        content = context.contents.target(patch) if is_head else context.contents.source(patch)
        if content is None and context.contents.is_known:
            content = b" " * (settings.MAX_BYTES + 1)  # which it has, or git does not have it
        shown = [line[1:] for hunk in patch.hunks for line in hunk.lines if line[0] != other]
        if content is not None:
            found[name] = content
        else:
            found[FILES[0]] = "\n".join(shown if name == FILES[0] else _section(shown)).encode("utf-8", "replace")
    return found


def _section(lines: Sequence[str]) -> Iterator[str]:
    """The lines below [tool.riskcheck], as riskcheck.toml would have them."""
    is_ours = False
    for line in lines:
        header = _SECTION.match(line)
        if header and header[2]:
            yield f"{header[1]}{header[2]}{']' * len(header[1])}"
        elif is_ours and not header and not _HEADER.match(line):
            yield line
        is_ours = header is not None or (is_ours and not _HEADER.match(line))


def _compared(old: Settings, new: Settings) -> Iterator[_Told]:
    if new.deadline != old.deadline:
        word = "lowered" if new.deadline < old.deadline else "raised"
        told = f"deadline {word} from {old.deadline:g} to {new.deadline:g} seconds"
        yield _Told(told, new.deadline < old.deadline, ("deadline",))
    if new.scope != old.scope:
        told = "only what is marked is assessed" if new.scope == "ai" else "everything is assessed"
        yield _Told(f"scope: {told}", new.scope == "ai", ("scope",))
    for glob in sorted({*old.critical_paths} - {*new.critical_paths}):
        yield _Told(f"{glob[:80]} is no longer a critical path", True, (glob, "critical_paths"))
    for glob in sorted({*new.critical_paths} - {*old.critical_paths}):
        yield _Told(f"{glob[:80]} is a critical path now", False, (glob, "critical_paths"))
    before, after = ({str(row.get("id"))[:80]: row for row in each.marks} for each in (old, new))
    for name in sorted(before.keys() | after.keys()):
        if before.get(name) != after.get(name):
            word = "removed" if name not in after else "changed" if name in before else "added"
            yield _Told(f"mark {name} {word}", name in before, (name, "mark"))


def _place(told: _Told, patches: Sequence[Patch]) -> Evidence:
    """The first changed line with the first of the words that there is, on the head side if it is there."""
    for word in told.words:
        for patch in patches:
            for number, text in patch.added():
                if word in text:
                    return Evidence(told.text, patch.path, number, number)
            for number, text in patch.deleted():
                if word in text:
                    return Evidence(told.text, patch.source_path or patch.path, number, number, removed=True)
    return Evidence(told.text, next(name for patch in patches for name in (patch.path, patch.source_path) if name))


def _uncalled(changeset: Changeset, context: Context) -> Iterator[Evidence]:
    read = [patch for patch in changeset.patches if _may_call(patch.path) or _may_call(patch.source_path or "")]
    sides = [(patch, *both_sides(patch, context.contents)) for patch in read]
    before: Counter[str] = Counter(call for _, base, _ in sides for call, _ in _calls(base))
    after: Counter[str] = Counter(call for _, _, head in sides for call, _ in _calls(head))
    gone = before - after
    if gone:
        gone -= _elsewhere(read, context)
    for patch, base, head in sides:
        kept = Counter(call for call, _ in _calls(head))
        for call, line in _calls(base):
            if kept[call] > 0:
                kept[call] -= 1
            elif gone[call] > 0:
                gone[call] -= 1
                yield _end_of(call, line, patch)


def _may_call(path: str) -> bool:
    return _CALLERS.search(path) is not None or (path != "" and kind_of(path) == "ci")


def _calls(lines: Sequence[str]) -> Iterator[tuple[str, str]]:
    """What is called, and the line that calls it; not where that is switched off."""
    named = (
        (at, found)
        for at, line in enumerate(lines)
        if not _COMMENT.match(line[:_WIDTH]) and (found := _CALL.search(line[:_WIDTH]))
    )
    for at, found in islice(named, _MAX_CALLS):
        if not is_switched_off(lines, at):
            yield " ".join((found[1] or found[2] or found[3]).replace('"', "").split()), lines[at]


def _elsewhere(read: Sequence[Patch], context: Context) -> Counter[str]:
    """What files that the change leaves alone still call."""
    changed = {patch.path for patch in read}
    others = sorted(path for path in context.contents.paths - changed if _may_call(path))[:_MAX_FILES]
    files = context.contents.files(others).values()
    return Counter(call for content in files for call, _ in _calls(content.decode("utf-8", "replace").split("\n")))


def _end_of(call: str, line: str, patch: Patch) -> Evidence:
    path = patch.source_path or patch.path
    for number, text in patch.deleted():
        if text == line:
            return Evidence(f"{call} is no longer called", path, number, number, removed=True)
    for number, text in patch.added():
        if found := switch(text):
            return Evidence(f"{call} is switched off with {found}", patch.path, number, number)
    return Evidence(f"{call} is no longer called", patch.path)
