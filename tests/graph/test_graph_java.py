"""Java and Kotlin: which file declares what a file uses."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.graph.facts import Surroundings
from riskcheck.graph.languages import java


def edges(files: Mapping[str, str]) -> set[tuple[str, str, bool]]:
    facts = {path: java.extract(text.encode()) for path, text in files.items()}
    names = {path: found.names for path, found in facts.items() if found.names}
    resolver = java.resolver(Surroundings(frozenset(files), names, {}))
    found: dict[tuple[str, str], bool] = {}
    for path, own in facts.items():
        for edge in resolver.edges(path, own):
            found[path, edge.path] = found.get((path, edge.path), False) or edge.exact
    return {(*pair, exact) for pair, exact in found.items() if pair[0] != pair[1]}


CARD = "package pay;\n\npublic final class Card {\n    static class Holder {}\n}\n"
CASES = [
    pytest.param(
        {"pay/Card.java": CARD, "web/A.java": "package web;\n\nimport pay.Card;\n\nclass A {}\n"},
        {("web/A.java", "pay/Card.java", True)},
        id="an import",
    ),
    pytest.param(
        {
            "pay/Card.java": CARD,
            "web/A.java": "package web;\nimport pay.Card.Holder;\nimport java.util.Card;\nclass A {}\n",
        },
        {("web/A.java", "pay/Card.java", True)},
        id="a nested type is in the file of the outer one",
    ),
    pytest.param(
        {"pay/Card.java": CARD, "web/A.java": "package web;\nimport static pay.Card.of;\nclass A {}\n"},
        {("web/A.java", "pay/Card.java", True)},
        id="a static import",
    ),
    pytest.param(
        {"pay/Card.java": CARD, "web/A.java": "package web;\nimport static pay.Card.*;\nclass A {}\n"},
        {("web/A.java", "pay/Card.java", True)},
        id="a static import of all",
    ),
    pytest.param(
        {
            "pay/Card.java": CARD,
            "pay/Bank.java": "package pay;\n\ninterface Bank {}\n",
            "web/A.java": "package web;\nimport pay.*;\nclass A { Card card; }\n",
        },
        {("web/A.java", "pay/Card.java", True)},
        id="of a whole package what is named",
    ),
    pytest.param(
        {
            "pay/Card.java": CARD,
            "web/Card.java": "package web;\n\nenum Card { A }\n",
            "post/Card.java": "package post;\n\nrecord Card() {}\n",
            "web/A.java": "package web;\nimport pay.*;\nclass A { Card card; }\n",
            "other/B.java": "package other;\nimport pay.*;\nimport post.*;\nclass B { Card card; }\n",
        },
        {
            ("web/A.java", "web/Card.java", True),
            ("other/B.java", "pay/Card.java", False),
            ("other/B.java", "post/Card.java", False),
        },
        id="the same package before whole packages, of which two leave it open",
    ),
    pytest.param(
        {
            "pay/Card.java": CARD,
            "pay/Gift.java": "package pay;\n\n@Mark\nclass Gift extends Card<Bank> {}\n",
            "pay/Bank.java": "package pay;\n\nsealed interface Bank permits Gift {}\n",
            "pay/Mark.java": "package pay;\n\npublic @interface Mark {}\n",
        },
        {
            ("pay/Gift.java", "pay/Card.java", True),
            ("pay/Gift.java", "pay/Bank.java", True),
            ("pay/Gift.java", "pay/Mark.java", True),
            ("pay/Bank.java", "pay/Gift.java", True),
        },
        id="the same package needs no import",
    ),
    pytest.param(
        {
            "pay/Card.java": CARD,
            "pay/A.java": "package pay;\nimport org.other.Card;\nclass A { Card card; }\n",
            "pay/B.java": "package pay;\n\nclass B {\n    enum Card { ONE }\n    Card card;\n}\n",
            "pay/C.java": "package pay;\n\nclass C { int x = Kind.Card; }\n",
        },
        set(),
        id="an import of another, an own nested type and a member hide it",
    ),
    pytest.param(
        {
            "pay/Card.java": CARD,
            "pay/A.java": (
                'package pay;\n\n// Card\n/* Card "\n * {@link Card} */\nclass A {\n'
                '    String s = "Card \\" Card" + \'"\' + """\n        Card "Card"\n        """ + \'\\\'\';\n}\n'
            ),
        },
        set(),
        id="comments and texts",
    ),
    pytest.param(
        {
            "a/pay/Card.java": "package a.pay;\n\nclass Card {}\n",
            "A.java": "class A { a.pay.Card card = x.y().Card; }\n",
        },
        {("A.java", "a/pay/Card.java", True)},
        id="a whole name without an import",
    ),
    pytest.param(
        {
            "one/main/pay/Card.java": CARD,
            "two/main/pay/Card.java": CARD,
            "two/test/pay/A.java": "package pay;\n\nclass A { Card card; }\n",
        },
        {("two/test/pay/A.java", "two/main/pay/Card.java", True)},
        id="the nearest of several modules",
    ),
    pytest.param(
        {
            "pay/money.kt": "package pay\n\nval vat = 3\nfun <T : Any> charge(a: T) {}\nfun List<Card>.total() = 1\n",
            "pay/cards.kt": "package pay\n\ndata class Card(val vat: Int)\nprivate fun hidden() {}\n",
            "web/a.kt": "package web\nimport pay.charge\nimport pay.total as sum\nimport pay.Card as Paper\n",
            "pay/use.kt": "package pay\n\nfun run(cards: List<Card>) {\n    charge(cards.total())\n    hidden()\n}\n",
            "pay/none.kt": "package pay\n\nclass None {\n    fun charge() { val vat = 2; print(vat) }\n}\n",
        },
        {
            ("pay/money.kt", "pay/cards.kt", True),
            ("web/a.kt", "pay/money.kt", True),
            ("web/a.kt", "pay/cards.kt", True),
            ("pay/use.kt", "pay/money.kt", False),
            ("pay/use.kt", "pay/cards.kt", True),
        },
        id="functions and properties of Kotlin",
    ),
    pytest.param(
        {
            "pay/Card.java": CARD,
            "pay/money.kt": "package pay\n\nfun charge() {}\n",
            "pay/names.kt": '@file:JvmName("Names")\npackage pay\n\nfun name() {}\n',
            "web/A.java": "package web;\nimport pay.MoneyKt;\nclass A { { pay.b.X.y(); MoneyKt.charge(); } }\n",
            "web/B.java": "package web;\nimport static pay.Names.name;\nclass B {}\n",
            "web/c.kt": "package web\n\nimport pay.*\n\nfun c(card: Card) = charge()\n",
        },
        {
            ("web/A.java", "pay/money.kt", True),
            ("web/B.java", "pay/names.kt", True),
            ("web/c.kt", "pay/Card.java", True),
            ("web/c.kt", "pay/money.kt", False),
        },
        id="from Java to Kotlin and back",
    ),
    pytest.param(
        {
            "pay/kinds.kt": "package pay\n\nenum class Kind { A }\n\ntypealias Cards = List<Card>\n\nobject Bank\n",
            "pay/a.kt": "package pay\n\nfun a(k: Kind) {}\n",
            "pay/b.kt": "package pay\n\nfun `with Bank and words`(c: Cards) {}\n",
            "build.gradle.kts": "import pay.Bank\n\nval version = 1\n",
        },
        {
            ("pay/a.kt", "pay/kinds.kt", True),
            ("pay/b.kt", "pay/kinds.kt", True),
            ("build.gradle.kts", "pay/kinds.kt", True),
        },
        id="kinds of types of Kotlin, a script",
    ),
    pytest.param(
        {
            "src/module-info.java": "module shop {\n    provides a.Port with a.b.Plug;\n}\n",
            "src/a/b/Plug.java": "package a.b;\n\nclass Plug {}\n",
        },
        {("src/module-info.java", "src/a/b/Plug.java", True)},
        id="a module names what it provides",
    ),
]


@pytest.mark.parametrize(("files", "expected"), CASES)
def test_edges(files: dict[str, str], expected: set[tuple[str, str, bool]]) -> None:
    assert edges(files) == expected


def test_a_line_is_the_first_with_the_name() -> None:
    facts = java.extract(
        b"/* a\n */\npackage a;\n\nimport b.C;\r\nimport static b.D.*;\n\nclass A {\n  /*\n\n*/ One x;\n  c.d.E e;\n}\n"
    )

    assert facts.references == {"=b.C": 5, "=b.D.*": 6, "c.d.E": 12, "One": 11}
    assert facts.names == ("a", "A")


@pytest.mark.parametrize("content", [b"package a; class A {}", b"package a; import b.C; class A {}", b"class A {}"])
def test_a_type_may_stand_in_the_line_of_the_head(content: bytes) -> None:
    assert java.extract(content).names[1:] == ("A",)


@pytest.mark.parametrize(
    "content",
    [
        b'"' * 100_000,
        b'"""' * 33_333,
        b"/*" * 100_000,
        b"(" * 100_000,
        b"a" * 1_000_000,
        b"a.A" * 300_000,
        b"A" * 1_000_000,
        b"\nimport " * 100_000,
        b"\nclass " * 100_000,
        b"class " * 150_000,
        b"\nfun <" * 100_000,
        b"fun <<" * 100_000,
        b"\n@a " + b"fun a " * 150_000,
        b".a.A1 " * 150_000,
        b"@a " * 300_000,
        b"\n@a " * 200_000,
        b"\n\t " * 300_000,
        b"a" + b" " * 1_000_000,
        b"'" * 100_000,
        b"`" * 100_001,
        b"@file:JvmName(" * 70_000,
        b"@file:[" * 100_000,
        b".a" * 400_000,
        b"\\" * 500_000,
        b"a:" * 400_000,
        b"\nval " * 200_000,
    ],
)
def test_time_is_linear_on_hostile_input(content: bytes) -> None:
    started = time.process_time()
    java.extract(content)
    java.extract(b"package a\nfun a() {}\n@file:JvmName(x)\n" + content)

    assert time.process_time() - started < 16


@given(st.binary(max_size=300))
def test_any_bytes_are_read(content: bytes) -> None:
    facts = java.extract(b"package a\nfun x() = 1\n" + content)

    assert facts.names[0] == "a"
    assert all(name and line > 0 for name, line in facts.references.items())
