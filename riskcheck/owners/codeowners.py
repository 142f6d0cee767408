"""CODEOWNERS files: what GitHub and GitLab document of them.

https://docs.github.com/en/repositories/managing-your-repositorys-settings-and-features/customizing-your-repository/about-code-owners
https://docs.gitlab.com/user/project/codeowners/reference/
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import NamedTuple

from riskcheck.core.change import Skipped
from riskcheck.expressions import expression
from riskcheck.owners import patterns
from riskcheck.owners.patterns import Dialect, Pattern

# GitHub does not load a larger file either.
MAX_BYTES = 3_000_000
_MAX_LINE = 2_000
# Every path has to be tried with all wildcards and sections; a real file has some dozens.
_MOST = {"patterns": 50_000, "patterns with wildcards": 5_000, "sections": 500}
_LONGEST_OWNER = 254

_HEADING = expression(r"\^?\[(?P<name>[^\[\]]+)\](?:\[\d*\])?(?P<owners>(?:\s+[^\s@]*@\S+)*)\s*")
_WORD = expression(r"(?:\\.|[^\s\\])+")
_REMARK = expression(r"\s#.*")
_OWNER = expression(r"@{1,2}[\w./-]+|[\w.+%'-]+@[\w.-]+")


class Rule(NamedTuple):
    """A line of the file; what a line excludes has no owner in its section, whatever other lines say."""

    pattern: Pattern
    owners: tuple[str, ...]
    section: str = ""
    excludes: bool = False


@dataclass(frozen=True)
class CodeOwners:
    """The rules of a file; of those of one section that match, the last counts."""

    rules: tuple[Rule, ...] = ()
    skipped: tuple[Skipped, ...] = ()

    def owners_of(self, paths: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """The owners of each path, in the order of the file; none where nobody owns it."""
        return {path: self._owners(path) for path in sorted(set(paths))}

    def _owners(self, path: str) -> tuple[str, ...]:
        last: dict[str, tuple[str, ...]] = {}
        excluded = set()
        for number in self._candidates(path):
            rule = self.rules[number]
            if (rule.excludes or rule.section not in last) and rule.pattern.matches(path):
                if rule.excludes:
                    excluded.add(rule.section)
                else:
                    last[rule.section] = rule.owners
        sections = [section for section in reversed(last) if section not in excluded]
        return tuple(dict.fromkeys(owner for section in sections for owner in last[section]))

    def _candidates(self, path: str) -> list[int]:
        """The rules that can match, the last one first."""
        index = self._index
        numbers = set(index.others)
        parts = path.split("/")
        for at, part in enumerate(parts, start=1):
            numbers.update(index.folders.get("/".join(parts[:at]), ()))
            numbers.update(index.names.get(part, ()))
        return sorted(numbers, reverse=True)

    @cached_property
    def _index(self) -> "_Index":
        index = _Index()
        for number, rule in enumerate(self.rules):
            pattern = rule.pattern
            if pattern.folder:
                index.folders[pattern.folder].append(number)
            elif pattern.name:
                index.names[pattern.name].append(number)
            else:
                index.others.append(number)
        return index


@dataclass(frozen=True, slots=True)
class _Index:
    """Rules by the folder that all they match is below, by a name in the path of all they match, and the others."""

    folders: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    names: defaultdict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    others: list[int] = field(default_factory=list)


@lru_cache(4)
def parsed(place: str, content: bytes) -> CodeOwners:
    """The rules of the file at `place`; a line that its forge would refuse is passed over as there."""
    lines = content.decode("utf-8", "surrogateescape").removeprefix("\ufeff").split("\n")
    short = [line.strip() for line in lines if len(line) <= _MAX_LINE]
    # Of two lines with one pattern the last counts, in its place.
    rules: dict[tuple[Pattern, str, bool], Rule] = {}
    for rule in _rules(short, _dialect(place, short)):
        key = (rule.pattern, rule.section, rule.excludes)
        rules.pop(key, None)
        rules[key] = rule
    reasons = list(_too_much(rules.values()))
    long = len(lines) - len(short)
    kept = () if reasons else tuple(rules.values())
    if long:
        reasons.append(f"{long} {'line is' if long == 1 else 'lines are'} too long to be read")
    return CodeOwners(kept, tuple(Skipped("owners", f"{place}: {reason}") for reason in reasons))


def _too_much(rules: Collection[Rule]) -> Iterator[str]:
    counts = {
        "patterns": len(rules),
        "patterns with wildcards": sum(rule.pattern.is_wild for rule in rules),
        "sections": len({rule.section for rule in rules}),
    }
    for what, most in _MOST.items():
        if counts[what] > most:
            yield f"not read, with more than {most} {what}"


def _dialect(place: str, lines: Sequence[str]) -> Dialect:
    """Whose rules the file follows: that of a folder of one forge, else GitLab's where it has sections."""
    folder = place.partition("/")[0]
    if folder in _DIALECTS:
        return _DIALECTS[folder]
    return "gitlab" if any(line.startswith(("[", "^[", "!")) and _is_of_gitlab(line) for line in lines) else "github"


_DIALECTS: Mapping[str, Dialect] = {".github": "github", ".gitlab": "gitlab"}


def _is_of_gitlab(line: str) -> bool:
    return line.startswith("!") or _HEADING.fullmatch(line) is not None


def _rules(lines: Iterable[str], dialect: Dialect) -> Iterator[Rule]:
    section, default = "", _owners(())
    for line in lines:
        heading = _HEADING.fullmatch(line) if dialect == "gitlab" else None
        if heading:
            # Names of sections are the same in any case.
            section, default = heading["name"].casefold(), _owners(heading["owners"].split())
        elif line and not line.startswith("#"):
            rule = _READERS[dialect](line, section, default)
            if rule:
                yield rule


def _of_github(line: str, section: str, default: tuple[str, ...]) -> Rule | None:
    """GitHub refuses a line with anything that is no owner."""
    text, *words = _WORD.findall(_REMARK.sub("", line)) or [""]
    owners = _owners(words)
    # A leading "!" and an escaped "#" are not supported there.
    if len(owners) < len(set(words)) or text.startswith(("!", "\\#")):
        return None
    pattern = patterns.parsed(text, "github")
    return Rule(pattern, owners) if pattern else None


def _of_gitlab(line: str, section: str, default: tuple[str, ...]) -> Rule | None:
    """GitLab passes over what is no owner, and takes those of the section where a line has none."""
    text, *words = _WORD.findall(line) or [""]
    excludes = text.startswith("!")
    pattern = patterns.parsed(text.removeprefix("!"), "gitlab")
    return Rule(pattern, _owners(words) or default, section, excludes) if pattern else None


_READERS = {"github": _of_github, "gitlab": _of_gitlab}


def _owners(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in words if len(word) <= _LONGEST_OWNER and _OWNER.fullmatch(word)))
