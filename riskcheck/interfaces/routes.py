"""The paths under which a program answers HTTP requests, as its own code declares them."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final, NamedTuple

from riskcheck.expressions import expression

_VERBS: Final = "get|post|put|patch|delete|head|options"
_PATH: Final = r"[\"'`](?P<path>/?[^\"'`\s]{0,200})[\"'`]"
_JVM: Final = (
    rf"^\s*@(?P<verb>Get|Post|Put|Patch|Delete|Request)Mapping\(\s*(?:(?:value|path)\s*=\s*)?\{{?\s*{_PATH}",
)
# The receiver has to be a router: `requests.get("/x")` asks, `router.get("/x")` answers.
_PATTERNS: Final = {
    ".py": (
        # A path begins with a slash or is empty: `@mock.patch("os.remove")` is no route.
        rf"^\s*@[\w.]+\.(?P<verb>{_VERBS}|route|api_route|websocket)\(\s*(?:path\s*=\s*)?(?=.(?:/|[\"'])){_PATH}",
        rf"^\s*(?:django\.urls\.)?(?P<verb>path|re_path)\(\s*r?{_PATH}\s*,",
        rf"\b(?P<verb>add_url_rule)\(\s*{_PATH}",
    ),
    ".js": (
        rf"\b(?:app|router|server|fastify|[a-z]\w*Router|[a-z]\w*Routes)\.(?P<verb>{_VERBS}|all)\(\s*{_PATH}\s*,",
        rf"^\s*@(?P<verb>Get|Post|Put|Patch|Delete)\(\s*{_PATH}\s*\)",
    ),
    ".java": (*_JVM, rf"^\s*@(?P<verb>Path)\(\s*{_PATH}\s*\)"),
    ".kt": _JVM,
    ".cs": (rf"^\s*\[(?P<verb>HttpGet|HttpPost|HttpPut|HttpPatch|HttpDelete|Route)\(\s*{_PATH}",),
    ".rb": (rf"^\s*(?P<verb>{_VERBS}|match)\s*\(?\s*{_PATH}\s*(?:,|=>)",),
    ".php": (rf"\bRoute::(?P<verb>{_VERBS}|any)\(\s*{_PATH}\s*,",),
    ".go": (
        r"\b(?:\w*(?:[mM]ux|[rR]outer)|http|group|engine|api|r|e|g|app)\."
        r"(?P<verb>HandleFunc|Handle|GET|POST|PUT|PATCH|DELETE|Get|Post|Put|Patch|Delete)\(\s*\"(?P<path>/[^\"\s]{0,200})\"\s*,",
    ),
}  # fmt: skip
_SUFFIX_OF: Final = {**{suffix: suffix for suffix in _PATTERNS}, **dict.fromkeys((".ts", ".mjs", ".cjs"), ".js")}
_PARAMETER: Final = expression(r"\{[^{}]*\}|<[^<>]*>|:\w+")


class Route(NamedTuple):
    """A path with nameless parameters, and the verb it answers; "" where that stands elsewhere."""

    verb: str
    path: str


def routes(path: str, lines: Iterator[tuple[int, str]]) -> Iterator[tuple[Route, int]]:
    """The routes that lines of the file at `path` declare, with their line numbers."""
    suffix = _SUFFIX_OF.get("." + path.rpartition(".")[2])
    if suffix is None or (suffix == ".rb" and not path.endswith("routes.rb") and "/routes/" not in path):
        return
    for number, line in lines:
        for pattern in _compiled(suffix):
            match = pattern.search(line[:1000])
            if match and not line.lstrip().startswith(("#", "//", "*")):
                yield Route(_verb(match["verb"]), "/" + _PARAMETER.sub("{}", match["path"]).strip("/")), number


def is_answered(route: Route, others: frozenset[Route]) -> bool:
    """Whether a route is among others, perhaps with a prefix that stands elsewhere now."""
    for other in others:
        same_verb = not other.verb or not route.verb or other.verb == route.verb
        if same_verb and other.path == route.path:
            return True
        if len(other.path) > 1 and len(route.path) > 1 and (
            route.path.endswith(other.path) or other.path.endswith(route.path)
        ):  # fmt: skip
            return True
    return False


@cache
def _compiled(suffix: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _PATTERNS[suffix]))


def _verb(word: str) -> str:
    verb = word.upper().removeprefix("HTTP")
    return verb if verb.lower() in _VERBS.split("|") else ""
