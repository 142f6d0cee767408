"""Which commits say that they repair something, judged by their message alone.

The keyword step of SZZ, and FIX of Kamei's measures. About half of what plain keywords call a fix is none
(Herbold et al. 2022), so a fix of prose, tests or builds is left out and each repair says what its word is worth.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

RepairKind = Literal["stated", "conventional", "worded", "tracker", "symptom", "described"]

# The share of true repairs of product code among commits of each kind that change code: 100 commits read by hand, ten
# in each of apache/kafka, facebook/folly, jenkinsci/jenkins, mesonbuild/meson, openstack/nova, rails/rails,
# ansible/ansible, flutter/packages, facebook/buck2 and golang/tools. Strongest first.
WEIGHT_OF: dict[RepairKind, float] = {
    "stated": 0.95,
    "conventional": 0.8,
    "worded": 0.8,
    "tracker": 0.7,
    "symptom": 0.5,
    "described": 0.45,
}

_READ = 20_000  # characters of a body: a message can be megabytes, its reason stands on top
_REASON = 3000  # characters that may tell the reason of a change
_WORD = re.compile(r"(?<![\w/.-])[a-z][a-z0-9_]*(?:[-'][a-z0-9_]+)*(?![\w/]|[.-][a-z])")
_QUOTED = re.compile(r"\"[^\"]{0,300}\"|`[^`]{0,300}`|(?<!\w)'[^']{0,300}'(?!\w)")
_TYPE = re.compile(r"([a-z]{2,12})(?:\([^)]{0,100}\))?!?:")
_AREA = re.compile(r"\[?([a-z]+)[\w/., -]{0,60}\]?:")
_BUG_NUMBER = re.compile(r"bug:? ?#?\d+[ :,.-]*")
_NO_REPAIR = re.compile(
    r"(?:revert|reapply|reland|roll ?back|back(?:ed)?[ -]?out|unrevert|merge[ds]?|bump|fixup!|squash!|amend!)\b"
    r"|(?:version|release|prepare|update|upgrade)\b[^\n]{0,80}\d+\.\d"
)

_FIX_TYPES = frozenset({"fix", "fixes", "bug", "bugfix", "hotfix"})
_OTHER_TYPES = frozenset(
    {"build", "chore", "ci", "cleanup", "deps", "doc", "docs", "feat", "feature", "refactor", "release", "style"}
    | {"test", "tests", "testing", "man", "perf", "trivial", "readme", "changelog"}
)
_FIX_WORDS = frozenset({"fix", "fixes", "fixed", "fixing", "bugfix", "bugfixes", "hotfix", "bug", "bugs"})
# Verbs that repair where a title opens with them, and mean something else further on.
_MENDING = frozenset(
    {"correct", "corrects", "corrected", "rectify", "repair", "repairs", "repaired", "resolve", "resolves"}
)
_FAULT_WORDS = frozenset({"incorrect", "incorrectly", "wrong", "wrongly", "broken", "invalid", "mistake"})
_SYMPTOMS = frozenset(
    {"crash", "crashes", "crashing", "segfault", "segfaults", "sigsegv", "panic", "panics", "deadlock", "deadlocks"}
    | {"leak", "leaks", "leaking", "leaked", "overflow", "overflows", "underflow", "overrun", "overread", "race"}
    | {"races", "use-after-free", "uaf", "double-free", "off-by-one", "out-of-bounds", "oob", "regression", "hang"}
    | {"hangs", "livelock", "corruption", "dereference", "deref", "npe", "nullpointerexception", "uninitialized"}
    | {"uninitialised", "vulnerability", "vulnerabilities", "infinite", "exploit", "injection", "traversal", "misuse"}
    | {"fault", "faults", "stuck", "garbage", "toctou"}
)
_SPELLED_OUT = re.compile(r"\b(?:use after free|double free|out of bounds|off by one|null[ -](?:pointer|ptr|deref))")
_CVE = re.compile(r"\bcve-\d{4}-\d{3,9}\b")
_BODY_WORDS = frozenset(
    {"fix", "fixes", "fixed", "bug", "buggy", "broken", "wrong", "wrongly", "incorrect", "incorrectly"}
)
_BODY_WORDS |= {"mistakenly", "erroneously", "erroneous", "fails", "unexpectedly"}
_DESCRIBING = _BODY_WORDS | _SYMPTOMS
_NOVELTIES = frozenset(
    {
        "add",
        "adds",
        "added",
        "adding",
        "allow",
        "allows",
        "bump",
        "change",
        "cleanup",
        "clean",
        "convert",
        "create",
        "deprecate",
    }
    | {
        "disable",
        "document",
        "drop",
        "enable",
        "enhance",
        "enhances",
        "expose",
        "extend",
        "implement",
        "implements",
        "import",
    }
    | {"improve", "increase", "initial", "introduce", "introduces", "make", "merge", "migrate", "modernize", "move"}
    | {"optimize", "refactor", "refine", "remove", "removes", "rename", "reorganize", "replace", "rewrite", "simplify"}
    | {"split", "support", "supports", "switch", "update", "updates", "upgrade", "use", "new", "deprecated"}
)
_PROSE = frozenset(
    {"typo", "typos", "spelling", "misspelling", "misspellings", "grammar", "wording", "comment", "comments", "doc"}
    | {
        "docs",
        "documentation",
        "docstring",
        "docstrings",
        "javadoc",
        "javadocs",
        "kdoc",
        "doxygen",
        "readme",
        "changelog",
    }
    | {"manpage", "lint", "linter", "linting", "pylint", "flake8", "checkstyle", "ruff", "rubocop", "clippy", "style"}
    | {"formatting", "whitespace", "whitespaces", "indentation", "indent", "copyright", "license", "licence"}
    | {"capitalization", "punctuation", "rustdoc", "xmldoc", "newline", "alignment", "nit", "nits", "cosmetic"}
    | {
        "typing",
        "mypy",
        "semicolon",
        "semi-colon",
        "shadowed",
        "shadowing",
        "unused",
        "deprecated",
        "review",
        "reviews",
    }
    | {"clang-tidy", "eslint"}
)
_APART = frozenset(
    {"test", "tests", "testing", "testcase", "testcases", "unittest", "unittests", "flaky", "flake", "flakiness"}
    | {"ci", "workflow", "workflows", "travis", "jenkinsfile", "build", "builds", "compile", "compilation", "warning"}
    | {"warnings", "example", "examples", "translation", "translations", "benchmark", "benchmarks", "reproducer"}
)
_TRACKER = (
    r"(?:https?://|#\d|gh-\d|(?:rhbz|lp|bsc|boo|deb)[:#]|[\w.-]{1,40}(?:/[\w.-]{1,80})?#\d|[a-z][a-z0-9]{1,15}-\d)"
)
_ISSUE = re.compile(rf"(?:fix(?:es|ed)?|resolve[sd]?) *:? *(?:bug|issue)? *{_TRACKER}")
_SHA = re.compile(r"[0-9a-f]{7,40}\b")
# What stands before the colon of a line, what must follow it, and the kind that this makes.
_TRAILERS: dict[str, tuple[re.Pattern[str], RepairKind]] = {
    "fixes": (_SHA, "stated"),
    "cc": (re.compile(r"<?stable@"), "stated"),
    "closes-bug": (re.compile(r"."), "tracker"),
    "closes bug": (re.compile(r"."), "tracker"),
    "partial-bug": (re.compile(r"."), "tracker"),
    "bugzilla id": (re.compile(r"\d"), "tracker"),
    "bugzilla": (re.compile(r"."), "tracker"),
    "coverity issue": (re.compile(r"\d"), "tracker"),
    "reported-by": (re.compile(r"."), "described"),
}
# Few lines begin so: to look at each of them takes longer.
_TELLING = re.compile(rf"\n((?:{'|'.join(map(re.escape, _TRAILERS))}|fix|resolve)[^\n]*)")
_NO_TRAILER: tuple[re.Pattern[str], RepairKind] = (re.compile(r"(?!)"), "described")


@dataclass(frozen=True, slots=True)
class Repair:
    """What a commit's message says of repairing something, and how often such a word is true."""

    kind: RepairKind

    @property
    def weight(self) -> float:
        """The share of true bug fixes among commits of this kind."""
        return WEIGHT_OF[self.kind]


def split(message: str) -> tuple[str, str]:
    """The subject of a message, and what stands below it."""
    subject, _, body = message.lstrip("\n").partition("\n")
    return subject, body


def repairs(subject: str, body: str) -> Repair | None:
    """What a message claims to repair in the product; None for reverts, merges, prose, tests and builds.

    A trailer that names the commit that it fixes counts in any case.
    """
    title = _BUG_NUMBER.sub("", _QUOTED.sub(" ", subject[:1000].lower()).strip(), count=1)
    words = _WORD.findall(title)
    trailer = _trailer_kind(title, body[:_READ].lower())
    if _NO_REPAIR.match(title) or (trailer != "stated" and _stands_apart(title, frozenset(words))):
        return None
    kinds = {_subject_kind(title, words), trailer} - {None}
    if not _NOVELTIES.isdisjoint(words[:3]) and kinds <= {"tracker", "described"}:
        return None
    # What a body describes is the weakest of all.
    kinds = kinds or {_body_kind(body[:_REASON].lower())}
    return next((Repair(kind) for kind in WEIGHT_OF if kind in kinds), None)


def _stands_apart(title: str, words: frozenset[str]) -> bool:
    area = _AREA.match(title)
    if (area and area[1] in _OTHER_TYPES) or words & _APART:
        return True
    return bool(words & _PROSE) and not words & _SYMPTOMS


def _trailer_kind(title: str, reason: str) -> RepairKind | None:
    found: set[RepairKind] = {"tracker"} if _ISSUE.match(title) else set()
    for line in _TELLING.findall(f"\n{reason}"):
        key, _, value = line.partition(":")
        predicate, kind = _TRAILERS.get(key, _NO_TRAILER)
        if predicate.match(value.strip()):
            found.add(kind)
        elif _ISSUE.match(line):
            found.add("tracker")
    return next((kind for kind in WEIGHT_OF if kind in found), None)


def _subject_kind(title: str, words: list[str]) -> RepairKind | None:
    type_ = _TYPE.match(title)
    if type_ and type_[1] in _FIX_TYPES:
        return "conventional"
    if not _FIX_WORDS.isdisjoint(words) or not _MENDING.isdisjoint(words[:3]) or _CVE.search(title):
        return "worded"
    if not _NOVELTIES.isdisjoint(words[:1]):
        return "symptom" if "missing" in words[1:3] else None
    return "symptom" if not (_SYMPTOMS | _FAULT_WORDS).isdisjoint(words) or _SPELLED_OUT.search(title) else None


def _body_kind(reason: str) -> RepairKind | None:
    if not any(part in reason for part in _PARTS):
        return None
    prose = _WORD.findall(_QUOTED.sub(" ", reason))
    return None if _DESCRIBING.isdisjoint(prose) else "described"


def _parts(words: Iterable[str]) -> tuple[str, ...]:
    """The shortest of some words: each of them has one of these in it."""
    found: list[str] = []
    for word in sorted(words, key=lambda word: (len(word), word)):
        if not any(part in word for part in found):
            found.append(word)
    return tuple(found)


_PARTS = _parts(_DESCRIBING)
