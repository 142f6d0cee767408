"""Lists of roles, permissions and scopes that grew: more people, or more code, may do what the list is for."""

import re
from collections.abc import Iterator, Sequence
from typing import Final

from riskcheck.core.change import Changeset, Hunk, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context

WIDENED = Rule(
    "grants.widened", "More roles or rights allowed", "impact", "lists", "auth",
    "Those who were refused before now get in, and no test fails when somebody gets too much.",
    "Say who needs it, and add a test in which the next lower role is still refused.",
    grade=4, ai_typical=True, reference="https://cwe.mitre.org/data/definitions/269.html",
)  # fmt: skip
RULES: Final = (WIDENED,)

# A list that says who may do something has a name of more than one word; a bare ROLES only says which there are.
_NAME = expression(
    r"(?i)\b((?!(?:all|every|known|valid|available|default|system|builtin|choices?|possible|user)_?(?:roles|scopes|permissions|groups))"
    r"[a-z]\w*(?:_|(?<=[a-z]))(?:roles|scopes|permissions|privileges|groups|authorities)(?:_allowed)?)[\"']?\s*(?::[^=]{0,60})?(?:=|:)(?!=)"
    r"|\b(roles?|scopes?|permissions?|verbs|authorities|claims)[\"']?\s*(?:=|:)\s*(?=[\[({])"
    r"|\b(has_?(?:any_?)?(?:role|authority|scope|permission)s?|@?(?:Secured|RolesAllowed)|(?:require|allow|permit|authorize|roles?)_?(?:any_?|allowed_?)?"
    r"(?:roles?|scopes?|permissions?|accepted|required))\s*\("
)
_BARE = expression(r"^(?:ROLES?|SCOPES?|PERMISSIONS?)$")
_GIVEN = expression(r"[\"'`]([\w:.*/@ -]{1,80})[\"'`]|\b([A-Z]\w*(?:\.|::)[A-Z]\w*)\b")
_ONE = expression(rf"\s*(?:{_GIVEN.pattern})\s*,?\s*(?:(?:#|//).*)?$")
_KEY = expression(r"[\"'](?=\s*[:=])|^@?\w+[\"']?\s*:\s*(?=[\[({])")
_CLOSED = expression(r"[\])}]")
_OPEN = expression(r"[\[({]\s*(?:(?:#|//).*)?$")
_COMMENT = expression(r"\s*(?:#|//|\*|--)")
_REACH = 30
_PLACES = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Lists in code and configuration that kept what they held and hold more."""
    places = [
        evidence
        for patch in changeset.patches
        if patch.kind in ("code", "config") and patch.change_type in ("M", "R")
        for evidence in (*_in_one_line(patch), *_in_many_lines(patch, context))
    ]
    if places:
        yield Signal(WIDENED, len(places), tuple(places[:_PLACES]))


def _in_one_line(patch: Patch) -> Iterator[Evidence]:
    for hunk in patch.hunks:
        before = [(name, _given(text)) for _, text in hunk.deleted() for name in [_name(text)] if name]
        for number, text in hunk.added():
            name, after = _name(text), _given(text)
            for held in (given for other, given in before if name and other == name):
                more = sorted(after - held)
                if held and more and held < after:
                    yield Evidence(f"{', '.join(more)[:80]} may now too: {name}", patch.path, number, number)
                    break


def _name(text: str) -> str:
    """What a line gives roles or rights to, without the difference between one and any of several."""
    if _COMMENT.match(text[:300]):
        return ""
    found = _NAME.search(text[:300])
    name = next((group for group in found.groups() if group), "") if found else ""
    if _BARE.match(name):
        return ""
    return re.sub(r"_?any_?|s$", "", name.lower().lstrip("@"))


def _given(text: str) -> frozenset[str]:
    """What stands between the name and the end of its list."""
    found = _NAME.search(text[:300])
    behind = text[found.end(1) if found[1] else found.start() : 500] if found else ""
    inside = _CLOSED.split(_KEY.sub(" ", behind), maxsplit=1)[0]
    return frozenset(quoted or named for quoted, named in _GIVEN.findall(inside) if not quoted.startswith("/"))


def _in_many_lines(patch: Patch, context: Context) -> Iterator[Evidence]:
    alone = [(hunk, number, text) for hunk in patch.hunks for number, text in hunk.added() if _ONE.match(text[:200])]
    if not alone:
        return
    lines = (context.contents.target(patch) or b"").decode("utf-8", "replace").split("\n")
    for hunk, number, text in alone:
        opened = _opened(lines, number - 1)
        name = _name(lines[opened]) if opened is not None else ""
        if name and opened is not None and _is_old(hunk, opened + 1, text):
            yield Evidence(f"{text.strip().rstrip(',')[:80]} may now too: {name}", patch.path, number, number)


def _opened(lines: Sequence[str], at: int) -> int | None:
    """The line that opened the list in which a line stands."""
    for above in range(at - 1, max(at - _REACH, -1), -1):
        if above >= len(lines) or _OPEN.search(lines[above]):
            return above if above < len(lines) else None
        if _CLOSED.search(lines[above]):
            return None
    return None


def _is_old(hunk: Hunk, opened: int, text: str) -> bool:
    """Whether the list was there before, and the entry was not."""
    gone = [given for _, line in hunk.deleted() for given in _GIVEN.findall(line)]
    return all(number != opened for number, _ in hunk.added()) and not set(_GIVEN.findall(text)) & set(gone)
