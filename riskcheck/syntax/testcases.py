"""Test cases in a file of tests, and the assertions in them: by how they begin and by layout, without a parser."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from riskcheck.expressions import expression

_WIDTH = 400
_NEVER = r"(?!)"


@dataclass(frozen=True, slots=True)
class Case:
    """A test function or a test with a title; lines are 1-based and include the closing one."""

    name: str
    start_line: int
    end_line: int


@dataclass(frozen=True, slots=True)
class Language:
    """How tests begin and what asserts in them.

    The name of a test is the first group that took part, in a line that begins one, or in a
    line like `marked` after a line like `mark`. Patterns are text: only those in use are compiled.
    """

    begins: str
    asserts: str
    mark: str = _NEVER
    marked: str = _NEVER
    comment: str = "//"

    def may_begin(self, line: str) -> bool:
        """Whether a line may begin a test."""
        text = line[:_WIDTH].strip()
        return re.match(self.begins, text) is not None or re.match(self.marked, text) is not None

    def is_assertion(self, line: str) -> bool:
        """Whether a line holds an assertion that is not commented out."""
        text = line[:_WIDTH].lstrip()
        return not text.startswith(self.comment) and re.search(self.asserts, text) is not None


_OWN = r"\b_?(?:assert|check|verify|expect|ensure)(?:_\w+|[A-Z]\w*)?\("
_XUNIT = _OWN + r"|\bAssert(?:ions)?\.\w+\(|\.Should\(|\b(?:assert\w+|verify\w*|fail|expect\w*)\s?\(|\.should\w*[( ]"
_METHOD = r"(?:[\w<>\[\],.?]+ ){1,6}(\w+) ?\("
_JAVA = Language(
    r"public void (test\w+) ?\(", _XUNIT,
    r"@(?:Test|ParameterizedTest|RepeatedTest|Property)\b", _METHOD,
)  # fmt: skip
_CSHARP = Language(
    _NEVER, _XUNIT, r"\[(?:Test|Fact|Theory|TestMethod|TestCase|DataTestMethod)\b", _METHOD,
)  # fmt: skip
_KOTLIN = Language(
    r"fun (test\w+) ?\(", _XUNIT,
    r"@(?:Test|ParameterizedTest|RepeatedTest)\b", r"(?:\w+ ){0,3}fun (?:`([^`]+)`|(\w+))",
)  # fmt: skip
_SCRIPT = Language(
    r"(?:it|test|specify)(?:\.\w+)?\(\s?(?:'([^']+)'|\"([^\"]+)\"|`([^`]+)`)",
    _OWN + r"|\bexpect\w*[ (.]|\bassert\b[.(]|\.should\b|\bt\.(?:is|not|true|false|deepEqual|throws)\w*\(",
)
_C = Language(
    r"(?:TYPED_)?TEST(?:_[FP])?\((\w+, \w+)|TEST_CASE\(\"([^\"]+)|void (test_\w+) ?\(",
    (
        _OWN
        + r"|\b(?:ASSERT|EXPECT|CHECK|REQUIRE)(?:_\w+)?\((?!\w+, nullptr)|\bcl_(?:assert|must|git)\w*\(|\bassert\w*\("
    ),
)
_RUST = Language(
    _NEVER, r"\b(?:debug_|prop_)?assert\w*!|\bpanic!|" + _OWN,
    r"#\[(?:\w+::)*(?:test|rstest|test_case|quickcheck)\b", r"(?:\w+ ){0,3}fn (\w+)",
)  # fmt: skip
LANGUAGES: Final[dict[str, Language]] = {
    "py": Language(
        r"(?:async )?def (test\w*)",
        _OWN + r"|^assert\b|\.assert[A-Z_]\w*\(|\b(?:pytest\.)?(?:raises|warns|fail)\(",
        comment="#",
    ),
    **dict.fromkeys(("js", "jsx", "mjs", "cjs", "ts", "tsx", "mts", "cts"), _SCRIPT),
    # That a step before went well is no assertion: t.Fatal(err).
    "go": Language(
        r"func (?:\([^)]{1,60}\) )?((?:Test|Fuzz)\w*)\(",
        _OWN + r"|\b(?:t|tb|tt|c)\.(?:Error|Fatal|Fail)\w*\((?!.{0,200}\berr\)$)|\b(?:assert|require|must)\.\w+\(",
    ),
    **dict.fromkeys(("java", "groovy"), _JAVA),
    "cs": _CSHARP,
    **dict.fromkeys(("kt", "kts"), _KOTLIN),
    "php": Language(r"(?:\w+ ){0,2}function (test\w+)", _XUNIT),
    "rb": Language(
        r"def (test_\w+[?!]?)|(?:it|specify|test|scenario) \(?(?:'([^']+)'|\"([^\"]+)\")",
        r"\b(?:assert|refute|expect|verify|check)\w*[ ({?!]|\bflunk\b|\.should\b|\b(?:must|wont)_\w+",
        comment="#",
    ),
    "rs": _RUST,
    **dict.fromkeys(("c", "cc", "cpp", "cxx", "h", "hpp"), _C),
    "swift": Language(
        r"(?:\w+ ){0,3}func (test\w+)",
        _OWN + r"|\bXCT(?:Assert|Fail|Unwrap)\w*|#expect|#require",
        r"@Test\b", r"(?:@\w+ )?(?:\w+ ){0,3}func (?:`([^`]+)`|(\w+))",
    ),
    "dart": Language(
        r"(?:test|testWidgets|testGoldens)\(\s?(?:'([^']+)'|\"([^\"]+)\")",
        r"\b(?:expect|verify|check)\w*\(|\bfail\(",
    ),
    "exs": Language(r"test \"([^\"]+)\"", r"\b(?:assert|refute)\w*\b", comment="#"),
    "sh": Language(
        r"test_expect_success (?:!?[\w,!]+ )?(?:'([^']+)'|\"([^\"]+)\")",
        r"\btest_(?:cmp\w*|must_\w+|grep|path_\w+|line_count|i18ngrep|dir_is\w*)\b|\b(?:test|grep) ",
        comment="#",
    ),
}  # fmt: skip
# Closes what stands above it and opens nothing: `}`, `})`, `end`, but not `) {` or `):`.
_CLOSES = expression(r"(?:[})\]]|end\b|')(?!.*[{:]$)")


def language_of(path: str) -> Language | None:
    """How tests are written in files of this name; None where that is not known."""
    return LANGUAGES.get(path.rpartition(".")[2].lower())


def cases(language: Language, lines: Sequence[str]) -> tuple[Case, ...]:
    """The test cases of a file, in order; a test inside another belongs to the outer one."""
    found: list[Case] = []
    open_case: tuple[str, int, int] | None = None
    for number, indent, name, closes in _events(language, lines):
        if open_case and indent <= open_case[1]:
            found.append(Case(open_case[0], open_case[2], number if closes else number - 1))
            open_case = None
        if name and not open_case:
            open_case = (name, indent, number)
    if open_case:
        found.append(Case(open_case[0], open_case[2], len(lines)))
    return tuple(found)


def names(language: Language, lines: Iterable[str]) -> Iterator[tuple[int, str]]:
    """The (0-based position, name) of each line that begins a test."""
    marked = False
    for position, line in enumerate(lines):
        text = line[:_WIDTH].strip()
        mark = re.match(language.mark, text)
        marked = marked or mark is not None
        # An annotation and its method may share a line.
        rest = text[mark.end() :].lstrip("]) ") if mark else text
        match = re.match(language.begins, text) or (re.match(language.marked, rest) if marked else None)
        if match:
            marked = False
            yield position, next(filter(None, match.groups()))


def _events(language: Language, lines: Sequence[str]) -> Iterator[tuple[int, int, str, bool]]:
    """Of each line that can begin or end a case: its number, its indentation, the name it begins, whether it closes."""
    begun = dict(names(language, lines))
    for position, line in enumerate(lines):
        text = line[:_WIDTH].strip()
        if not text or text[0] in "{#*" or text.startswith(("):", ") {", ") ->")):
            continue
        indent = len(line) - len(line.lstrip())
        yield position + 1, indent, begun.get(position, ""), _CLOSES.match(text) is not None
