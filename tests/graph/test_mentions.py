"""What a line says about names: what holds for each alone holds for many at once."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.graph import mentions
from riskcheck.graph.mentions import Names
from riskcheck.records import Use

NAMES = ("charge", "charge_all", "Ledger", "pay$")
FAMILIES = ("python", "javascript", "go", "java", "csharp", "ruby", "php", "rust", "c")
PIECES = (
    *NAMES, "def ", "class ", "function ", "func ", "fn ", "pub ", "const ", "let ", "int ", "static ", "#define ",
    "interface ", "type ", "exports.", "self.", ":", "'", " = ", " == ", "(", ")", ", ", ";", " {", "*", "    ", "x",
)  # fmt: skip


@pytest.mark.parametrize("family", FAMILIES)
@given(line=st.lists(st.sampled_from(PIECES), max_size=8).map("".join))
def test_many_names_are_defined_where_each_alone_is(family: str, line: str) -> None:
    together = Names(NAMES, family)

    for name in NAMES:
        assert together.defines(line, name) == Names([name], family).defines(line, name)


@pytest.mark.parametrize(
    ("family", "line", "said"),
    [
        ("python", "def charge(ledger: Ledger) -> None:", [("charge", "definition"), ("Ledger", "use")]),
        ("python", "    charge = charge_all", [("charge_all", "use")]),
        ("python", "from app import charge, Ledger", [("charge", "import"), ("Ledger", "import")]),
        ("go", "func (l *Ledger) charge(x int) {", [("Ledger", "use"), ("charge", "definition")]),
        ("java", "  Ledger charge(int x) {", [("Ledger", "use"), ("charge", "definition")]),
        ("c", "int charge(struct Ledger *l);", [("charge", "prototype"), ("Ledger", "prototype")]),
        ("rust", "let charge = Ledger::new();", [("charge", "definition"), ("Ledger", "use")]),
        ("rust", "enum Ledger { charge }", [("Ledger", "definition"), ("charge", "use")]),
    ],
)
def test_a_line_says_something_else_about_each_of_its_names(
    family: str, line: str, said: list[tuple[str, str]]
) -> None:
    found = mentions.mentions(Use("a", 1, line), Names(NAMES, family))

    assert [(mention.word, mention.role) for mention in found] == said


def test_a_name_is_no_part_of_another() -> None:
    found = Names(["charge"], "python").within("charge_all(charges, charge)")

    assert [(match.start(), match[0]) for match in found] == [(20, "charge")]
