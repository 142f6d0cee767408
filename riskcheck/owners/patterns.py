"""Patterns of CODEOWNERS files, as GitHub and as GitLab read them.

A pattern becomes a regular expression that cannot backtrack twice over the same part of a path: what stands between
two wildcards is taken where it is first found and is not tried again further on (an atomic group). That is exact,
for what the next wildcard skips can always be longer.
"""

import re
from functools import lru_cache
from typing import Literal, NamedTuple

from riskcheck.expressions import expression

Dialect = Literal["github", "gitlab"]

_ANYWHERE = "**"
_WILD = expression(r"[*?\[\\]")
_SIGNS = expression(r"(?P<any>\*+)|\\(?P<escaped>.)|(?P<set>\[(?P<not>[!^]?)(?P<members>[^\]/]+)\])|.", re.DOTALL)
# Any number of folders, as few as will do.
_FOLDERS = "(?:[^/]*+/)*?"
# As many as a file may have, and some.
_KEPT = 8192


class Pattern(NamedTuple):
    """A pattern as a list of the parts of a path, `**` for any number of them.

    `files` says that what matches is a file, and not a folder with all that is in it; `inside` that it is what is in
    that folder, and not a file of its name.
    """

    parts: tuple[str, ...]
    files: bool
    inside: bool

    def matches(self, path: str) -> bool:
        """Whether the pattern is for the file at this path."""
        return _compiled(self).match(path) is not None

    @property
    def is_wild(self) -> bool:
        """Whether other paths than those below one place, or of one name, can match."""
        return any(_WILD.search(part) for part in self.parts if part != _ANYWHERE)

    @property
    def folder(self) -> str:
        """The path that all that matches begins with, without wildcards; empty where there is none."""
        known: list[str] = []
        for part in self.parts:
            if _WILD.search(part):
                break
            known.append(part)
        return "/".join(known)

    @property
    def name(self) -> str:
        """The one name that a folder or file of every match has, where the pattern is for any folder."""
        rest = self.parts[1:] if self.parts[0] == _ANYWHERE else ()
        return rest[0] if rest and not _WILD.search(rest[0]) else ""


def parsed(text: str, dialect: Dialect) -> Pattern | None:
    """The pattern that a line begins with; None for one that the forge itself would refuse."""
    if not text.strip("/") or (dialect == "github" and "[" in text):
        return None
    pattern = _READERS[dialect](text)
    try:
        # A set from z to a is the one thing that can be wrong.
        return pattern if "[" not in text or _compiled(pattern) else None
    except re.error:
        return None


def _of_github(text: str) -> Pattern:
    """A slash before the end ties a pattern to the root; `docs/*` is for files, `docs` for all that is in it too."""
    inner = text.rstrip("/")
    tied = "/" in inner
    parts = _parts(inner)
    if not tied:
        parts = [_ANYWHERE, *parts]
    inside = text.endswith("/")
    return _pattern(parts, files=tied and parts[-1] == "*" and not inside, inside=inside)


def _of_gitlab(text: str) -> Pattern:
    """A slash at the start ties a pattern to the root, one at the end makes it a folder; any other is for files."""
    if text == "*":
        return Pattern((_ANYWHERE,), files=False, inside=False)
    parts = _parts(text)
    if not text.startswith("/"):
        parts = [_ANYWHERE, *parts]
    inside = text.endswith("/")
    return _pattern(parts, files=not inside, inside=inside)


_READERS = {"github": _of_github, "gitlab": _of_gitlab}


def _parts(text: str) -> list[str]:
    return [part for part in text.split("/") if part]


def _pattern(parts: list[str], *, files: bool, inside: bool) -> Pattern:
    kept = [part for at, part in enumerate(parts) if part != _ANYWHERE or parts[at - 1 : at] != [_ANYWHERE]]
    if kept[-1] == _ANYWHERE and len(kept) > 1:
        return Pattern(tuple(kept[:-1]), files=False, inside=True)
    return Pattern(tuple(kept), files, inside)


@lru_cache(_KEPT)
def _compiled(pattern: Pattern) -> re.Pattern[str]:
    """The pattern as a regular expression, which matches from the start of a path."""
    if pattern.parts == (_ANYWHERE,):
        return re.compile("")
    blocks: list[list[str]] = [[]]
    for part in pattern.parts:
        if part == _ANYWHERE:
            blocks.append([])
        else:
            blocks[-1].append(_part(part))
    first, *others = map("/".join, blocks)
    tail = r"\Z" if pattern.files else "/" if pattern.inside else r"(?:/|\Z)"
    if not others:
        return re.compile(first + tail)
    tied = f"{first}/" if first else ""
    between = "".join(f"(?>{_FOLDERS}{block}/)" for block in others[:-1])
    return re.compile(f"{tied}{between}{_FOLDERS}{others[-1]}{tail}")


def _part(text: str) -> str:
    """One part of a path: all wildcards but the last take no more than they have to, once and for all."""
    pieces = [""]
    for sign in _SIGNS.finditer(text):
        if sign["any"]:
            pieces.append("")
        else:
            pieces[-1] += _one(sign)
    first, *others = pieces
    if not others:
        return first
    return first + "".join(f"(?>[^/]*?{piece})" for piece in others[:-1]) + f"[^/]*{others[-1]}"


def _one(sign: re.Match[str]) -> str:
    """One character of a path."""
    if sign["set"]:
        # What is special in a set here and is none in a glob.
        members = re.sub(r"([\\\[\]&~|^])", r"\\\1", sign["members"])
        return f"(?!/)[{'^' if sign['not'] else ''}{members}]"
    return "[^/]" if sign[0] == "?" else re.escape(sign["escaped"] or sign[0])
