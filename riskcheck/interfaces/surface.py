"""What the outside sets when it starts a program: options of the command line and variables of the environment."""

import re
from collections.abc import Iterator
from functools import cache
from typing import Final

from riskcheck.expressions import expression

_OPTION: Final = r"[\"'](?P<name>--?[A-Za-z0-9][\w-]*)"
_FLAG: Final = r"[\"'](?P<name>[a-z][\w-]+)[\"']"
_OPTIONS: Final = {
    ".py": (
        rf"\badd_argument\(\s*(?:[\"']-\w[\"'],\s*)?{_OPTION}",
        rf"\b(?:click\.option|option|typer\.Option)\([^\n]{{0,60}}?{_OPTION}",
    ),
    ".js": (r"\.(?:option|requiredOption)\(\s*[\"'](?:-\w,\s*)?(?P<name>--[A-Za-z][\w-]*)",
            rf"\.option\(\s*{_FLAG}\s*,\s*\{{"),
    ".go": (
        rf"\bflag\.(?:String|Int|Bool|Duration|Uint|Int64|Uint64|Float64)\(\s*{_FLAG}",
        rf"\bflag\.(?:\w+)?Var\(\s*&?[\w.]+,\s*{_FLAG}",
        rf"\b(?:Persistent)?Flags\(\)\.\w+\(\s*(?:&[\w.]+,\s*)?{_FLAG}",
    ),
    ".rb": (rf"\b(?:opts?|parser|o)\.on\(\s*(?:[\"']-\w[^\"']{{0,20}}[\"'],\s*)?{_OPTION}",),
    ".rs": (r"#\[(?:arg|clap)\([^\n]{0,100}?\blong\s*=\s*\"(?P<name>[\w-]+)\"",),
    ".java": (rf"\bnames\s*=\s*\{{?\s*(?:\"-\w\",\s*)?{_OPTION}",),
}  # fmt: skip
_UPPER: Final = r"(?P<name>[A-Z][A-Z0-9_]{2,})"
_QUOTED: Final = rf"[\"']{_UPPER}[\"']"
_VARIABLES: Final = {
    ".py": (rf"\benviron(?:\.(?:get|pop)\(|\[)\s*{_QUOTED}(?!\]\s*=[^=])", rf"\bgetenv\(\s*{_QUOTED}"),
    ".js": (
        rf"\bprocess\.env\.{_UPPER}\b(?!\s*=[^=])",
        rf"\bprocess\.env\[\s*{_QUOTED}",
        rf"\bDeno\.env\.get\(\s*{_QUOTED}",
    ),
    ".go": (rf"\bos\.(?:Getenv|LookupEnv)\(\s*{_QUOTED}",),
    ".rb": (rf"\bENV(?:\[|\.fetch\(|\.key\?\()\s*{_QUOTED}(?!\]\s*=[^=])",),
    ".rs": (rf"\benv::var(?:_os)?\(\s*{_QUOTED}",),
    ".java": (rf"\bgetenv\(\s*{_QUOTED}",),
    ".php": (rf"\b(?:getenv|env)\(\s*{_QUOTED}", rf"\$_ENV\[\s*{_QUOTED}"),
    ".c": (rf"\bgetenv\(\s*{_QUOTED}",),
    ".cs": (rf"\bGetEnvironmentVariable\(\s*{_QUOTED}",),
}
_LIKE: Final = {
    **{suffix: suffix for suffix in (*_OPTIONS, *_VARIABLES)},
    **dict.fromkeys((".ts", ".tsx", ".jsx", ".mjs", ".cjs", ".mts", ".cts"), ".js"),
    **dict.fromkeys((".kt", ".scala", ".groovy"), ".java"),
    **dict.fromkeys((".cc", ".cpp", ".cxx", ".h", ".hpp"), ".c"),
    ".rake": ".rb",
}
_TABLES: Final = {"option": _OPTIONS, "variable": _VARIABLES}
_MAX_LINE: Final = 1000
_COMMENT: Final = expression(r"\s*(?:#(?!\[)|//|\*)")


def names(path: str, text: str, what: str) -> Iterator[tuple[str, int]]:
    """Options or variables (`what`) that a file reads, with the numbers of their lines."""
    patterns = _compiled(what, _LIKE.get("." + path.rpartition(".")[2], ""))
    if patterns:
        for number, line in enumerate(text.split("\n"), start=1):
            if not _COMMENT.match(line):
                found = {match["name"] for pattern in patterns for match in pattern.finditer(line[:_MAX_LINE])}
                yield from ((name, number) for name in sorted(found))


@cache
def _compiled(what: str, suffix: str) -> tuple[re.Pattern[str], ...]:
    return tuple(map(re.compile, _TABLES[what].get(suffix, ())))
