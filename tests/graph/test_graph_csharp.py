"""C#: which file declares what a file uses."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.graph.facts import Surroundings
from riskcheck.graph.languages import csharp


def edges(files: Mapping[str, str]) -> set[tuple[str, str, bool]]:
    facts = {path: csharp.extract(text.encode()) for path, text in files.items() if path.endswith(".cs")}
    names = {path: found.names for path, found in facts.items() if found.names}
    configuration = {path: text.encode() for path, text in files.items() if not path.endswith(".cs")}
    resolver = csharp.resolver(Surroundings(frozenset(files), names, configuration))
    found: dict[tuple[str, str], bool] = {}
    for path, own in facts.items():
        for edge in resolver.edges(path, own):
            found[path, edge.path] = found.get((path, edge.path), False) or edge.exact
    return {(*pair, exact) for pair, exact in found.items() if pair[0] != pair[1]}


CARD = "namespace Shop.Pay;\n\npublic class Card\n{\n    public enum Kind { A }\n}\n"
CASES = [
    pytest.param(
        {"Card.cs": CARD, "A.cs": "using Shop.Pay;\n\nnamespace Web;\n\nclass A { Card card; }\n"},
        {("A.cs", "Card.cs", True)},
        id="using",
    ),
    pytest.param(
        {
            "Card.cs": CARD,
            "Bank.cs": "namespace Shop.Pay { interface IBank { } }\n",
            "A.cs": "using Shop.Pay;\nusing System;\nclass A { }\n",
        },
        set(),
        id="a using alone is no use of anything",
    ),
    pytest.param(
        {
            "Card.cs": CARD,
            "Shop.cs": "namespace Shop\n{\n    public struct Till\n    {\n    }\n}\n",
            "A.cs": "namespace Shop.Pay.Web\n{\n    using X;\n    class A : Card { void Run(Till t) { } }\n}\n",
            "B.cs": "namespace Shop\n{\n    class B { Pay.Card card; Card none; }\n}\n",
        },
        {("A.cs", "Card.cs", True), ("A.cs", "Shop.cs", True), ("B.cs", "Card.cs", True)},
        id="namespaces around, and names from there",
    ),
    pytest.param(
        {
            "Card.cs": CARD,
            "Other.cs": "namespace Shop.Web;\n\nrecord Card(int A);\n",
            "A.cs": "using Shop.Pay;\nnamespace Shop.Web;\nclass A { Card card; }\n",
            "B.cs": "using Shop.Pay;\nusing Shop.Web;\nclass B { Card card; }\n",
        },
        {("A.cs", "Other.cs", True), ("B.cs", "Other.cs", False), ("B.cs", "Card.cs", False)},
        id="the namespace around before those used, of which two leave it open",
    ),
    pytest.param(
        {
            "Card.cs": CARD,
            "A.cs": "using Paper = Shop.Pay.Card;\nclass A { Paper card; }\n",
            "B.cs": "using static Shop.Pay.Card;\nclass B { Kind kind; }\n",
            "C.cs": "using P = Shop.Pay;\nclass C { P.Card card; }\n",
            "D.cs": "class D { object card = new global::Shop.Pay.Card(); }\n",
        },
        {("A.cs", "Card.cs", True), ("B.cs", "Card.cs", True), ("C.cs", "Card.cs", True), ("D.cs", "Card.cs", True)},
        id="other names, members, whole names",
    ),
    pytest.param(
        {
            "pay/Pay.csproj": "<Project/>",
            "pay/Card.cs": CARD,
            "web/Web.csproj": "<Project/>",
            "web/Usings.cs": "global using Shop.Pay;\nglobal using Paper = Shop.Pay.Card;\n",
            "web/in/A.cs": "class A { Card card; }\n",
            "web/in/B.cs": "class B { Paper card; }\n",
            "other/Other.csproj": "<Project/>",
            "other/C.cs": "class C { Card card; }\n",
        },
        {
            ("web/Usings.cs", "pay/Card.cs", True),
            ("web/in/A.cs", "pay/Card.cs", True),
            ("web/in/B.cs", "pay/Card.cs", True),
        },
        id="a global using holds in its project",
    ),
    pytest.param(
        {
            "Directory.Build.props": '<A>\n<Using Include="Shop.Pay" />\n<!-- <Using Include="Shop.Gone"/> --></A>',
            "web/Web.csproj": "<Using Alias='Tl' Include='Shop.Gone.Till'/>",
            "pay/Card.cs": CARD,
            "pay/Gone.cs": "namespace Shop.Gone;\n\nclass Till { }\n",
            "web/A.cs": "class A { Card card; Till till; }\n",
            "web/B.cs": "class B { Tl till; }\n",
        },
        {("web/A.cs", "pay/Card.cs", True), ("web/B.cs", "pay/Gone.cs", True)},
        id="a using of a project",
    ),
    pytest.param(
        {
            "a/a.csproj": "",
            "b/b.csproj": "",
            "a/Card.cs": "namespace Shop;\n\npartial class Card { }\n",
            "a/Card.Parts.cs": "namespace Shop;\n\npartial class Card { }\n",
            "b/Card.cs": "namespace Shop;\n\npartial class Card { }\n",
            "a/A.cs": "namespace Shop;\n\nclass A { Card card; }\n",
        },
        {
            ("a/Card.cs", "a/Card.Parts.cs", True),
            ("a/Card.Parts.cs", "a/Card.cs", True),
            ("a/A.cs", "a/Card.cs", True),
            ("a/A.cs", "a/Card.Parts.cs", True),
        },
        id="parts of a type are in one project",
    ),
    pytest.param(
        {
            "Ext.cs": "namespace Shop;\n\nstatic class Ext\n{\n    public static int Total<T>(this T x) => 1;\n}\n",
            "A.cs": "using Shop;\nclass A { int Run(B b) => b.Total(); }\n",
            "C.cs": "class C { int Run(B b) => b.Total(); }\n",
        },
        {("A.cs", "Ext.cs", False)},
        id="an extension method where its namespace is used",
    ),
    pytest.param(
        {
            "Mark.cs": "namespace Shop;\n\nclass MarkAttribute { }\n",
            "Done.cs": "namespace Shop;\n\ndelegate void Done<T>(int a);\n",
            "Say.cs": "namespace Shop;\n\nstatic class Say { }\n",
            "A.cs": 'namespace Shop;\n[Mark(1)]\nclass A { event Done<int> On; string S => $"a {Say.Hello} Gone"; }\n',
        },
        {("A.cs", "Mark.cs", True), ("A.cs", "Done.cs", True), ("A.cs", "Say.cs", True)},
        id="attributes, delegates, expressions in texts",
    ),
    pytest.param(
        {
            "Save.cs": "namespace Shop;\n\nclass Save { }\n",
            "Name.cs": "namespace Shop;\n\nclass Name { }\n",
            "Kind.cs": "namespace Shop;\n\nclass Box\n{\n    public class Kind { }\n}\n",
            "A.cs": "namespace Shop;\n\nclass A { void Run() { Save(); Name = 1; x.Name = 2; Kind k; } }\n",
            "B.cs": "namespace Shop;\n\nclass B { Guid Save(int a) { } List<int> Name { get; } }\n",
        },
        set(),
        id="methods, members and nested types are not the types of that name",
    ),
    pytest.param(
        {
            "Card.cs": CARD,
            "A.cs": (
                "using Shop.Pay;\nclass A\n{\n#region Card's\n    // Card\n    /* Card \" */\n"
                '    string a = "Card \\" Card" + @"Card ""\nCard"\n'
                '    + """\nCard "Card"\n""" + \'"\' + $@"Card ""\n" + $"Card";\n}\n'
            ),
        },
        set(),
        id="comments and texts",
    ),
]


@pytest.mark.parametrize(("files", "expected"), CASES)
def test_edges(files: dict[str, str], expected: set[tuple[str, str, bool]]) -> None:
    assert edges(files) == expected


def test_a_line_is_the_first_with_the_name() -> None:
    facts = csharp.extract(
        b'using B;\r\n\r\nnamespace N;\r\n/*\n\n*/\nclass A\n{\n    string s = @"\n";\n    One one;'
        b"\n    int F() => x.Two();\n}\n"
    )

    assert facts.references == {"@N": 1, "=B": 1, "One": 11, ".Two": 12}
    assert facts.names == ("N:A",)


@pytest.mark.parametrize(
    "content",
    [
        b'"' * 100_000,
        b'@"' * 100_001,
        b'$"{' * 100_000,
        b"/*" * 100_000,
        b"(" * 100_000,
        b"a" * 1_000_000,
        b"A" * 1_000_000,
        b"A." * 400_000,
        b"\nusing " * 100_000,
        b"\nclass " * 100_000,
        b"\npublic " * 100_000,
        b"\n" + b"public " * 100_000,
        b"\n[" * 300_000,
        b"\n" + b"[] " * 300_000,
        b"\ndelegate " * 100_000,
        b"\ndelegate a<" * 80_000,
        b"A<" * 300_000,
        b"\nnamespace a" * 80_000,
        b"\ndelegate " + b"a" * 500_000,
        b"\ndelegate " + b"a<" * 300_000,
        b"\n[" + b"]delegate " * 90_000,
        b"A(this " * 100_000,
        b"A<<" * 200_000,
        b"{" * 500_000,
        b"\n\t " * 300_000,
        b"new " * 200_000,
        b"A" + b" " * 1_000_000,
        b"A " * 400_000,
        b"'" * 100_000,
        b"$" * 500_000,
        b"A(" + b"\n" * 500_000,
        b'"""' * 100_000,
    ],
)
def test_time_is_linear_on_hostile_input(content: bytes) -> None:
    started = time.process_time()
    csharp.extract(content)
    csharp.extract(b"namespace A;\nclass B { void X(this int a) {} }\n" + content)

    assert time.process_time() - started < 16


@given(st.binary(max_size=300))
def test_any_bytes_are_read(content: bytes) -> None:
    facts = csharp.extract(b"namespace A;\nclass B { }\n" + content)

    assert facts.names[0] == "A:B"
    assert all(name and line > 0 for name, line in facts.references.items())


@given(st.text("<Using Ilde='\"/>-!.x\x00", max_size=200))
def test_any_project_is_read(text: str) -> None:
    files = {"a.csproj": "<Using Include='Shop.Pay'/>" + text, "Card.cs": CARD, "A.cs": "class A { Card c; }\n"}

    assert edges(files) == {("A.cs", "Card.cs", True)}
