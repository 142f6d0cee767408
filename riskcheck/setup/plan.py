"""What `riskcheck init` is about to do: edits of files, and what it leaves to the user."""

import difflib
from collections.abc import Iterator
from dataclasses import dataclass

from riskcheck.reports.text import plain
from riskcheck.setup.work_tree import WorkTree


@dataclass(frozen=True, slots=True)
class Edit:
    """A file as it is, None where there is none, and as it is to be."""

    path: str
    before: bytes | None
    after: bytes
    why: str


@dataclass(frozen=True, slots=True)
class Note:
    """Something that the user does; `lines` are to be copied."""

    text: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Plan:
    """The edits, in the order of their paths, and the notes."""

    edits: tuple[Edit, ...] = ()
    notes: tuple[Note, ...] = ()


def apply(plan: Plan, folder: str) -> None:
    """Write every edit, or none if one of the files is no longer what it was; raises RiskcheckError."""
    files = WorkTree(folder)
    for edit in plan.edits:
        files.check(edit.path, edit.before)
    for edit in plan.edits:
        files.write(edit.path, edit.before, edit.after)


def render(plan: Plan) -> str:
    """The plan as a unified diff and the notes after it, all of it harmless on a terminal."""
    lines = [line for edit in plan.edits for line in _diff(edit)]
    for note in plan.notes:
        lines += [*([""] if lines else []), plain(note.text), *(f"    {plain(line)}".rstrip() for line in note.lines)]
    return "\n".join([*lines, ""]) if lines else "nothing to do\n"


def _diff(edit: Edit) -> Iterator[str]:
    before, after = _lines(edit.before or b""), _lines(edit.after)
    path = plain(edit.path)
    source = "/dev/null" if edit.before is None else f"a/{path}"
    yield f"# {plain(edit.why)}"
    headers = 2
    for number, line in enumerate(difflib.unified_diff(before, after, source, f"b/{path}", lineterm="")):
        yield plain(line.removesuffix("\n").removesuffix("\r"))
        if number >= headers and line[0] != "@" and not line.endswith("\n"):
            yield "\\ No newline at end of file"


def _lines(content: bytes) -> list[str]:
    *lines, last = content.decode("utf-8", "surrogateescape").split("\n")
    return [*(f"{line}\n" for line in lines), *([last] if last else [])]
