"""Go: which file declares what a file uses."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.graph.facts import Surroundings
from riskcheck.graph.languages import go

ROOT = {"go.mod": "module example.com/shop\n\ngo 1.22\n"}


def edges(files: Mapping[str, str]) -> set[tuple[str, str, bool]]:
    facts = {path: go.extract(text.encode()) for path, text in files.items() if path.endswith(".go")}
    configuration = {path: text.encode() for path, text in files.items() if path.endswith(go.CONFIGURATION)}
    names = {path: found.names for path, found in facts.items() if found.names}
    resolver = go.resolver(Surroundings(frozenset(files), names, configuration))
    found: dict[tuple[str, str], bool] = {}
    for path, own in facts.items():
        for edge in resolver.edges(path, own):
            found[path, edge.path] = found.get((path, edge.path), False) or edge.exact
    return {(*pair, exact) for pair, exact in found.items() if pair[0] != pair[1]}


PAY = "package pay\n\nfunc Charge() {}\n\ntype Card struct{}\n"
CASES = [
    pytest.param(
        {
            "pay/pay.go": PAY,
            "main.go": 'package main\n\nimport "example.com/shop/pay"\n\nfunc main() { pay.Charge() }\n',
        },
        {("main.go", "pay/pay.go", True)},
        id="the file that declares what is used",
    ),
    pytest.param(
        {
            "pay/pay.go": PAY,
            "pay/refund.go": "package pay\n\nfunc Refund() {}\n",
            "main.go": 'package main\n\nimport (\n\t"fmt"\n\n\tp "example.com/shop/pay"\n)\n\nvar c p.Card\n',
        },
        {("main.go", "pay/pay.go", True)},
        id="by another name, and no other file of the package",
    ),
    pytest.param(
        {
            "v2/pay.go": "package money\n\nconst (\n\tUSD = iota\n\tEUR\n)\n",
            "main.go": 'package main\nimport "example.com/shop/v2"\nvar c = map[int]int{money.EUR: 1}\n',
        },
        {("main.go", "v2/pay.go", True)},
        id="a package that is not named as its folder, a constant in a group",
    ),
    pytest.param(
        {
            "pay/pay.go": PAY,
            "main.go": 'package main\nimport . "example.com/shop/pay"\nfunc run(c Card) { }\n',
        },
        {("main.go", "pay/pay.go", True)},
        id="a dot",
    ),
    pytest.param(
        {
            "pay/pay.go": PAY,
            "pay/start.go": "package pay\nfunc init() {}\n",
            "plain/plain.go": "package plain\nvar x = 1\n",
            "main.go": 'package main\nimport _ "example.com/shop/pay"\nimport _ "example.com/shop/plain"\n',
        },
        {("main.go", "pay/start.go", True), ("main.go", "plain/plain.go", False)},
        id="a blank import starts what has an init",
    ),
    pytest.param(
        {
            "pay/pay.go": PAY,
            "pay/pay_test.go": "package pay\nfunc Fake() {}\n",
            "main.go": 'package main\nimport "example.com/shop/pay"\nfunc main() { pay.Generated() }\n',
        },
        {("main.go", "pay/pay.go", False)},
        id="a name that no file declares may be in any but a test",
    ),
    pytest.param(
        {
            "a.go": "package shop\n\ntype order struct{}\n\nfunc (o *order) total() int { return vat() }\n",
            "b.go": "package shop\n\nfunc vat() int { return 3 }\n",
            "c.go": "package shop\n\nfunc sum(all []order) { all[0].total() }\n",
            "d.go": "package shop\n\ntype basket struct {\n\tvat int\n\torder string\n}\n",
        },
        {("a.go", "b.go", True), ("c.go", "a.go", True)},
        id="a package sees its own names, and a field is no use of one",
    ),
    pytest.param(
        {
            "a.go": "package shop\n\nconst ()\n\nvar (a = one())\n\nfunc vat() int { return 3 }\n\nvar (\n\tb = 1\n)\n",
            "b.go": "package shop\n\nvar c = vat()\n",
        },
        {("b.go", "a.go", True)},
        id="groups that end on their line",
    ),
    pytest.param(
        {
            "a.go": "package shop\n\nfunc open() {}\n\nfunc (s *Shop) close() {}\n\ntype Pair[N any] struct{}\n",
            "b.go": "package shop\n\nfunc pairs(\n\tcount int,\n) Pair[int] {\n}\n",
            "c.go": "package shop\n\nfunc run(all ...Pair[int]) { all[0].first.close() }\n",
            "d.go": "package shop\n\nvar x = map[string]any{\n\topen: 1,\n}\n",
            "e.go": "package shop\n\nfunc (p point) open() {}\n",
        },
        {("b.go", "a.go", True), ("c.go", "a.go", True)},
        id="results, selectors of selectors, keys",
    ),
    pytest.param(
        {
            "a.go": "package shop\n\nfunc (b *Basket) empty() {}\n",
            "b.go": "package shop\n\ntype Basket struct{}\n",
            "c.go": "package shop\n\nfunc run() { find().empty() }\n",
        },
        {("a.go", "b.go", True), ("c.go", "a.go", False)},
        id="a method by its name alone",
    ),
    pytest.param(
        {
            "a.go": "package shop\n\nfunc total() {}\n\nvar (\n\t_ = `a`\n\tx = 0.5\n)\n",
            "b.go": "package shop\n\nfunc (b *Basket) total() { use(0.5, .25) }\n",
            "c.go": "package shop\n\nfunc (s *Sum) total() { total() }\n",
        },
        {("c.go", "a.go", True)},
        id="a method of that name",
    ),
    pytest.param(
        {
            "a.go": "package shop\n\nfunc path() {}\nfunc limit() {}\nfunc step() {}\n",
            "b.go": "package shop\n\nfunc run(limit int) {\n\tpath, err := find()\n\tvar step = path + limit\n}\n",
        },
        set(),
        id="parameters and variables",
    ),
    pytest.param(
        {
            "a.go": "package shop\n\nfunc Charge() {}\n",
            "b.go": 'package shop\n/* Charge\n"\n*/\n// Charge()\nvar s = "Charge()" + `\nCharge() "` + a(\'"\')\n',
        },
        set(),
        id="comments and texts",
    ),
    pytest.param(
        {
            "a.go": "package shop\n\nfunc help() {}\n",
            "a_test.go": "package shop\n\nfunc fake() { help() }\n",
            "b_test.go": "package shop\n\nfunc run() { fake() }\n",
            "b.go": "package shop\n\nfunc other() { fake() }\n",
            "out_test.go": 'package shop_test\n\nimport "example.com/shop"\n\nfunc run() { shop.Open(); fake() }\n',
            "open_test.go": "package shop\n\nfunc Open() { help() }\n",
        },
        {
            ("a_test.go", "a.go", True),
            ("b_test.go", "a_test.go", True),
            ("open_test.go", "a.go", True),
            ("out_test.go", "open_test.go", True),
        },
        id="tests see tests, of their own package and of the one they test",
    ),
    pytest.param(
        {
            "unix.go": "package shop\n\nfunc open() {}\n",
            "windows.go": "package shop\n\nfunc open() {}\n",
            "a.go": "package shop\n\nfunc run() { open() }\n",
        },
        {("a.go", "unix.go", True), ("a.go", "windows.go", True)},
        id="one name for each system",
    ),
    pytest.param(
        {
            "tools/go.mod": "module example.com/tools\n\nreplace (\n\texample.com/shop v1.0.0 => ../ // here\n)\n",
            "lone/go.mod": "module example.com/lone\n",
            "shop.go": "package shop\n\nfunc Open() {}\n",
            "tools/a.go": 'package tools\n\nimport "example.com/shop"\n\nvar x = shop.Open\n',
            "lone/a.go": 'package lone\n\nimport "example.com/shop"\n\nvar x = shop.Open\n',
        },
        {("tools/a.go", "shop.go", True), ("lone/a.go", "shop.go", False)},
        id="another module, with and without replace",
    ),
    pytest.param(
        {
            "go.work": "go 1.22\n\nuse (\n\t.\n\t./lone\n)\n",
            "lone/go.mod": "module example.com/lone\n",
            "shop.go": "package shop\n\nfunc Open() {}\n",
            "lone/a.go": 'package lone\n\nimport "example.com/shop"\n\nvar x = shop.Open\n',
        },
        {("lone/a.go", "shop.go", True)},
        id="a workspace",
    ),
    pytest.param(
        {
            "vendor/github.com/a/b/b.go": "package b\n\nfunc Do() {}\n",
            "a.go": 'package shop\nimport (\n"github.com/a/b"\n"C"\n"fmt"\n)\nfunc run() { b.Do(); fmt.Print() }\n',
        },
        set(),
        id="vendored and standard packages are outside",
    ),
]


@pytest.mark.parametrize(("files", "expected"), CASES)
def test_edges(files: dict[str, str], expected: set[tuple[str, str, bool]]) -> None:
    assert edges({**ROOT, **files}) == expected


def test_a_line_is_the_first_with_the_name() -> None:
    facts = go.extract(
        b'package a\n\nimport (\n\t"x/b"\n)\n\n/*\n\n*/\nvar s = `\n`\n\nfunc f() {\n\tb.\n\t\tOne()\n\tlast()\n}\n'
    )

    assert set(facts.references.items()) >= {('"x/b"', 4), ("last", 16)}


@pytest.mark.parametrize(
    "content",
    [
        b'"' * 100_000,
        b"`" * 99_999,
        b"/*" * 100_000,
        b"(" * 100_000,
        b"a" * 1_000_000,
        b"a.a" * 300_000,
        b"a," * 400_000,
        b"func (" * 100_000,
        b"\nvar (" * 100_000,
        b"import " * 100_000,
        b". " * 300_000,
        b"\n\t" * 300_000,
        b":=" * 300_000,
        b"func a(" + b"a," * 300_000,
        b"\ta, " * 200_000,
        b"'" * 100_000,
        b"\\" * 500_000,
        b"\nfunc a" * 100_000,
    ],
)
def test_time_is_linear_on_hostile_input(content: bytes) -> None:
    started = time.process_time()
    go.extract(content)
    go.extract(b"package a\nfunc a() {}\n" + content)

    assert time.process_time() - started < 16


def test_a_deep_folder_finds_its_module() -> None:
    deep = "a/" * 2_000
    files = {
        **ROOT,
        f"{deep}a.go": 'package a\nimport "example.com/shop/b"\nvar x = b.B\n',
        "b/b.go": "package b\nvar B = 1\n",
    }

    assert edges(files) == {(f"{deep}a.go", "b/b.go", True)}


@given(st.binary(max_size=300))
def test_any_bytes_are_read(content: bytes) -> None:
    facts = go.extract(b"package a\nvar x = 1\n" + content)

    assert facts.names[0] == "a"
    assert all(name and line > 0 for name, line in facts.references.items())


@given(st.text("\t\n -=>./()rmodulepacse\x00", max_size=200))
def test_any_configuration_is_read(text: str) -> None:
    files = {
        "go.mod": text,
        "a/go.work": text,
        "a/a.go": 'package a\nimport "m/b"\nvar x = b.B\n',
        "b/b.go": "package b\n",
    }

    assert {source for source, _, _ in edges(files)} <= {"a/a.go"}
