"""New routes without the guard that every other route of their file has."""

import os
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context

UNGUARDED = Rule(
    "siblings.unguarded", "New route without the guard of its neighbours", "impact", "routes", "auth",
    "Every other route of the file asks who is calling, and this one answers anybody.",
    "Give it the guard of its neighbours, or say in the code why everybody may call it.",
    grade=5, ai_typical=True, reference="https://cwe.mitre.org/data/definitions/306.html",
)  # fmt: skip
RULES: Final = (UNGUARDED,)

_PATH = r"[\"'`](/[^\"'`]*|)[\"'`]"
_CALL = (
    r"^\s*[\w.]*\.(?:get|post|put|patch|delete|del|all|Get|Post|Put|Patch|Delete|GET|POST|PUT|PATCH|DELETE|Handle|HandleFunc)"
    rf"\(\s*{_PATH}\s*,"
)
_ROUTES: Final = {
    **dict.fromkeys((".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".go"), _CALL),
    ".py": rf"^\s*@[\w.]+\.(?:route|get|post|put|patch|delete|websocket)\(\s*{_PATH}",
    **dict.fromkeys((".java", ".kt"), rf"^\s*@(?:Get|Post|Put|Patch|Delete)Mapping\b(?:\(.*?{_PATH})?"),
    ".cs": r"^\s*\[Http(?:Get|Post|Put|Patch|Delete)\b(?:\(\s*\"([^\"]*)\")?",
}
_ROUTE = {suffix: expression(pattern) for suffix, pattern in _ROUTES.items()}
_CALLS = frozenset((".js", ".ts", ".mjs", ".cjs", ".mts", ".cts", ".go"))
_GUARD = expression(
    r"(?i)(?:require|ensure|check|verify|is|with|must|need|has|assert|restrict|protect|only|logged)_?"
    r"(?:auth|login|logged|session|user|role|perm|admin|scope|token|member|owner|staff|jwt|account|access|signed)\w*"
    r"|\b(?:auth|authenticate\w*|authoriz\w*|authoris\w*|protect\w*|guard\w*|login_required|permission_required"
    r"|current_(?:active_)?user|get_current\w*|jwt_required|admin_required|roles_required|scopes_required|token_required"
    r"|PreAuthorize|Secured|RolesAllowed|secured)\b|\w*(?:Auth|Guard|Permission|Role)(?:ed|Middleware|Required)?\b"
)
# One of these guards all the routes of its file or class.
_GUARD_OF_ALL = expression(
    r"\.(?:use|Use|Group|route_class)\(|\bdependencies\s*=|before_request|RequireAuthorization\(|addHook\(|SecurityFilterChain"
)
_PUBLIC = expression(
    r"(?i)log-?in|log-?out|sign-?(?:in|up|out)|regist|health|ready|live|ping|status|metrics|hook|callback|public|reset|forgot"
    r"|password|robots|favicon|docs|version|oauth|sso|saml|token|refresh|auth|confirm|verify|invit|csrf|\.well-known|assets|static"
)
# What ends the part of a route in which its guards stand: the body of its handler.
_BODY = expression(r"=>|\bfunction\b|\bfunc\s*\(|\{\s*$|;\s*$")
_DEFINED = expression(r"^\s*(?:async\s+)?(?:def|fun|public|private|internal|protected|func)\b")
_MARK = expression(r"^\s*(?:@|\[)")
_LEAST = 2
_REACH = 12
_PLACES = 5


@dataclass(frozen=True, slots=True)
class _Route:
    line: int
    path: str
    text: str

    @property
    def is_guarded(self) -> bool:
        return _GUARD.search(self.text) is not None


def observe(changeset: Changeset, context: Context) -> Iterator[Signal | Skipped]:
    """Routes that the change adds to a file in which all others, at least two, are guarded."""
    patches = [patch for patch in changeset.patches if _may_hold_routes(patch)]
    if patches and not context.contents.is_known:
        yield Skipped("signal siblings.unguarded", "a bare diff does not hold the other routes of its files")
        return
    places = [evidence for patch in patches for evidence in _unguarded(patch, context)]
    if places:
        yield Signal(UNGUARDED, len(places), tuple(places[:_PLACES]))


def _may_hold_routes(patch: Patch) -> bool:
    pattern = _ROUTE.get(_suffix(patch.path))
    if pattern is None or patch.kind != "code" or patch.change_type not in ("M", "R"):
        return False
    return any(pattern.search(text[:500]) for _, text in patch.added())


def _suffix(path: str) -> str:
    return os.path.splitext(path)[1].lower()


def _unguarded(patch: Patch, context: Context) -> Iterator[Evidence]:
    suffix = _suffix(patch.path)
    text = (context.contents.target(patch) or b"").decode("utf-8", "replace")
    lines = text.split("\n")
    if _GUARD_OF_ALL.search(text) or _is_class_guarded(lines):
        return
    routes = list(_routes(lines, suffix))
    added = {number for number, _ in patch.added()}
    moved = {path for path, _ in _paths(patch.deleted(), suffix)}
    new = [route for route in routes if route.line in added and route.path not in moved]
    others = [route for route in routes if route.line not in added and not _PUBLIC.search(route.path)]
    if len(others) < _LEAST or not all(route.is_guarded for route in others):
        return
    for route in new:
        if not route.is_guarded and not _PUBLIC.search(route.path):
            told = f"{route.path or 'a route'} has no guard, and all {len(others)} others have one"
            yield Evidence(told, patch.path, route.line, route.line)


def _paths(lines: Iterator[tuple[int, str]], suffix: str) -> Iterator[tuple[str, int]]:
    for number, text in lines:
        found = _ROUTE[suffix].search(text[:500])
        if found:
            yield found[1] or "", number


def _routes(lines: Sequence[str], suffix: str) -> Iterator[_Route]:
    around = _of_call if suffix in _CALLS else _of_definition
    for path, number in _paths(((number, text) for number, text in enumerate(lines, 1)), suffix):
        yield _Route(number, path, around(lines, number - 1))


def _of_call(lines: Sequence[str], at: int) -> str:
    """A call up to the body of its handler."""
    held: list[str] = []
    for text in lines[at : at + _REACH]:
        end = _BODY.search(text)
        held.append(text[: end.start()] if end else text)
        if end:
            break
    return _without_path("\n".join(held))


def _of_definition(lines: Sequence[str], at: int) -> str:
    """The decorators or annotations around a line, and the signature that follows."""
    first = at
    while first > 0 and _MARK.match(lines[first - 1]) and at - first < _REACH:
        first -= 1
    last = at
    while last < len(lines) - 1 and not _DEFINED.match(lines[last]) and last - at < _REACH:
        last += 1
    while last < len(lines) - 1 and not re.search(r"[:{]\s*$|\)\s*->|=>", lines[last]) and last - at < 2 * _REACH:
        last += 1
    return _without_path("\n".join(lines[first : last + 1]))


def _without_path(text: str) -> str:
    """The same without quoted text and the names of what is defined, which may sound like a guard."""
    return re.sub(r"\b(?:def|fun|func)\s+\w+", "", re.sub(r"\"[^\"\n]*\"|'[^'\n]*'|`[^`\n]*`", '""', text))


def _is_class_guarded(lines: Sequence[str]) -> bool:
    """Whether a guard stands among the annotations of a class."""
    for at, text in enumerate(lines):
        if re.match(r"\s*(?:public |internal |abstract |sealed |open )*class\s", text):
            first = at
            while first > 0 and _MARK.match(lines[first - 1]):
                first -= 1
            if any(_GUARD.search(line) for line in lines[first:at]):
                return True
    return False
