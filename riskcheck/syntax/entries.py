"""What a configuration file sets: entries by their path, read by layout from TOML, INI, YAML, JSON and the like.

Not a parser: nothing is evaluated, broken files give what can be read, and cost is linear.
"""

from collections.abc import Iterable

from riskcheck.expressions import expression

Path = tuple[str, ...]
MAX_DEPTH = 30
_WIDTH = 1000
_SECTION = expression(r"\[{1,2}([^\[\]]{1,200})\]{1,2}\s*(?:[#;].*)?$")
_ENTRY = expression(
    r"(?:-\s+)?(?:\"([^\"]{1,120})\"|'([^']{1,120})'|([\w@$*][\w@$*./-]{0,120}))\s{0,40}(?:[:=](?![:=])|=>)\s{0,40}(.*)$"
)
_COMMENT = expression(r"\s*(?:#|//|;|/\*|\*\s|--\s)")
_TRAILING = expression(r"\s(?:#|//)\s.*$")
_TOKEN = expression(r"\"([^\"]{1,200})\"|'([^']{1,200})'|([^\s,\[\]{}\"']{1,200})")


def entries(lines: Iterable[str]) -> dict[Path, tuple[str, ...]]:
    """The values of each entry; an entry that holds others, and no value, has none."""
    found: dict[Path, list[str]] = {}
    section: Path = ()
    stack: list[tuple[int, str]] = []
    for line in lines:
        text = _TRAILING.sub("", line[:_WIDTH]).rstrip()
        body = text.lstrip()
        if not body or _COMMENT.match(text):
            continue
        indent = len(text) - len(body)
        if indent == 0 and (header := _SECTION.match(body)):
            section, stack = (header[1].strip(" \"'"),), []
            continue
        entry = _ENTRY.match(body)
        while stack and (stack[-1][0] > indent or (stack[-1][0] == indent and (entry or body[0] not in "-]})"))):
            stack.pop()
        if entry:
            stack.append((indent, next(filter(None, entry.group(1, 2, 3)))))
            del stack[MAX_DEPTH:]
            body = entry[4]
        path = section + tuple(name for _, name in stack)
        found.setdefault(path, []).extend(_values(body))
    return {path: tuple(values) for path, values in found.items()}


def _values(text: str) -> list[str]:
    return [token for groups in _TOKEN.findall(text) if (token := "".join(groups)) not in ("-", "|", ">")]
