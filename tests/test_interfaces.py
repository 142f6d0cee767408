"""What files offer to others, and what their new form no longer offers."""

import ast
import contextlib
import functools
from pathlib import Path
from unittest.mock import ANY

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.interfaces import (
    arity,
    contracts,
    graphql,
    masking,
    openapi,
    protobuf,
    python,
    python_changes,
    routes,
    surface,
)
from riskcheck.interfaces.contracts import Sides
from riskcheck.interfaces.edits import edits
from riskcheck.interfaces.skeleton import skeleton
from tests.builders import a_patch

MODULE = '''
import os
from shop import tax as vat

LIMIT: int = 3
_hidden = 1


@cached
async def load(a, /, b=1, *rest, c, **options):
    """Text with def inside: pass."""
    x = """
def not_here():
"""
    return x


def pages():
    def inner():
        yield 1
    return inner


def rows(a=(
    1,
)):
    yield a


class Cart(Base):
    size = 1

    def total(self, rate): return rate

    @property
    def empty(self):
        return True

    @staticmethod
    def make(kind):
        return kind
'''


def test_a_module_is_read_with_what_a_call_of_each_function_takes() -> None:
    found = python.read(MODULE)

    assert {
        name: (each.kind, str("" if each.signature is None else each.signature))
        for name, each in found.definitions.items()
    } == {
        "LIMIT": ("constant", ""),
        "_hidden": ("constant", ""),
        "load": ("function", "(a, /, b='1', *rest, c, **options)"),
        "pages": ("function", "()"),
        "rows": ("function", "(a='(1,)')"),
        "Cart": ("class", ""),
        "Cart.size": ("attribute", ""),
        "Cart.total": ("method", "(rate)"),
        "Cart.empty": ("property", ""),
        "Cart.make": ("method", "(kind)"),
    }
    assert [name for name, each in found.definitions.items() if each.generator] == ["rows"]
    assert [name for name, each in found.definitions.items() if each.asynchronous] == ["load"]
    assert found.imports == {"os": "os", "vat": "shop"}


def test_a_skeleton_keeps_lines_in_their_places_and_changes_with_what_is_offered_alone() -> None:
    body = MODULE.replace("return x", "return y")
    offer = MODULE.replace("b=1", "b=2")

    assert skeleton(MODULE).count("\n") == MODULE.count("\n")
    assert skeleton(body) == skeleton(MODULE) != skeleton(offer)


TWICE = "def rows():\n    yield 1\n    yield 2\n\n\ndef after():\n    return 1\n"


@pytest.mark.parametrize(
    "text", [MODULE, TWICE, *(path.read_text("utf-8") for path in sorted(Path(python.__file__).parent.glob("*.py")))]
)
def test_a_skeleton_tells_the_same_as_the_whole_and_parses(text: str) -> None:
    assert python.read(text, skeleton(text)) == python.read(text, text)
    assert ast.parse(skeleton(text))


EDITS = [
    ("b=1", "b=2"), ("a, /", "a"), ("async def", "def"), ("yield a", "return a"), ("@property", "@cached"),
    ("    @staticmethod\n", ""), ("class Cart(Base)", "class Cart"), ("def total", "def sum"), ("rate", "rate, tax"),
    ("def rows", "def pages"), ("\n", "\r\n"), ("\n", "\r"), ("size = 1", "size = 1)"), ("return x", "return (x"),
    ("LIMIT", "MOST"), ("yield 1", "pass"), ("return inner", "yield inner"),
]  # fmt: skip


@given(st.lists(st.sampled_from(EDITS), max_size=4), st.lists(st.sampled_from(EDITS), max_size=4))
def test_what_both_sides_have_alike_is_left_out_and_no_more(
    one: list[tuple[str, str]], two: list[tuple[str, str]]
) -> None:
    before, after = (functools.reduce(lambda text, edit: text.replace(*edit), edits, MODULE) for edits in (one, two))
    try:
        whole = python.read(before), python.read(after)
    except SyntaxError:
        return
    expected = [each._replace(before=ANY, after=ANY) for each in python_changes.compared("a.py", *whole)]
    found = python.sides(before, after)

    assert [*python_changes.compared("a.py", *found)] == expected if found else not expected


@given(st.text(alphabet="ab():\n \"'#\\", max_size=60))
def test_masking_keeps_every_line_and_length(text: str) -> None:
    for family in ("python", "javascript", "go", "java", "c", "rust", "php", "ruby", "csharp"):
        code = masking.masked(text, family)

        assert [len(line) for line in code.split("\n")] == [len(line) for line in text.split("\n")]


@given(st.text(alphabet="abdef():=,\n \"'#\\", max_size=80))
def test_a_skeleton_of_what_python_parses_names_what_python_defines(text: str) -> None:
    try:
        tree = ast.parse(text)
    except (SyntaxError, ValueError):
        return
    functions = {each.name for each in tree.body if isinstance(each, ast.FunctionDef)}

    assert functions <= python.read(text).definitions.keys()


@pytest.mark.parametrize(
    ("family", "parameters", "expected"),
    [
        ("go", "a, b int, c ...string", (2, arity.UNBOUNDED)),
        ("java", "Map<String, Order> orders, int rate", (2, 2)),
        ("javascript", "a: string, b?: number, c = 1", (1, 3)),
        ("javascript", "{ a, b }: Props, done: (x: number, y: number) => void", (2, 2)),
        ("c", "void", (0, 0)),
        ("c", "std::map<int, int> m, int n = 3", (1, 2)),
        ("rust", "&self, a: HashMap<u8, u8>", (1, 1)),
        ("php", "$a, $b = null", (1, 2)),
        ("ruby", "a, b", None),
    ],
)
def test_parameters_are_counted(family: str, parameters: str, expected: tuple[int, int] | None) -> None:
    assert arity.arity(parameters, family) == expected


@pytest.mark.parametrize(
    ("call", "family", "expected"),
    [
        ("f(a, g(b, c), [d, e])", "java", 3),
        ("f()", "java", 0),
        ("f(a...)", "go", None),
        ("f(g())", "go", None),
        ("f(a < b, c > d)", "c", 2),
        ("f = 3", "java", None),
        ("f(" + "(" * 50_000, "java", None),
    ],
)
def test_arguments_are_counted(call: str, family: str, expected: int | None) -> None:
    assert arity.arguments_at(call, 1, family) == expected


PROTO = """syntax = "proto3";
message Order {
  reserved 9, 20 to 30;
  // string old = 3;
  string name = 1;
  repeated int32 rates = 2;
  map<string, Line> lines = 4;
  oneof kind { int64 gift = 5; }
  message Line { string text = 1; }
}
enum State { NEW = 0; DONE = 1; }
service Shop { rpc Buy (Order) returns (Order); }
"""


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("name = 1", "name = 6", [("Order.name = 1 -> 6", 5, False)], id="number"),
        pytest.param("string name", "int32 name", [("Order.name: string -> int32", 5, False)], id="type"),
        pytest.param("repeated int32", "int32", [("Order.rates: repeated -> single", 6, False)], id="label"),
        pytest.param("  string name = 1;\n", "", [("Order.name removed, its number 1 is not reserved", 5, True)]),
        pytest.param(
            "int64 gift = 5;", "", [("Order.gift removed, its number 5 is not reserved", 8, True)], id="oneof"
        ),
        pytest.param("DONE = 1", "DONE = 2", [("State.DONE = 1 -> 2", 11, False)], id="enum"),
        pytest.param("rpc Buy (Order) returns (Order);", "", [("Shop.Buy removed", 12, True)], id="rpc"),
        pytest.param("  message Line { string text = 1; }\n", "", [("Order.Line removed", 9, True)], id="message"),
        pytest.param("  string name = 1;\n", "  reserved 1;\n", [], id="reserved"),
        pytest.param("string name", "string title", [], id="another name on the wire is the same"),
        pytest.param("repeated int32", "repeated int64", [], id="alike on the wire"),
        pytest.param("string name", "bytes name", [], id="text and bytes"),
        pytest.param("string name = 1;", "string name = 1 [deprecated = true];", [], id="deprecated"),
        pytest.param("oneof kind", "// x\n  oneof kind", [], id="comment"),
        pytest.param("map<string, Line> lines", "map<string,Line> lines", [], id="spaces"),
    ],
)
def test_protobuf(old: str, new: str, expected: list[tuple[str, int, bool]]) -> None:
    assert list(protobuf.breaks(PROTO, PROTO.replace(old, new, 1))) == expected


def test_what_is_nested_too_deeply_is_not_read() -> None:
    with pytest.raises(ValueError, match="nested too deeply"):
        list(protobuf.breaks("message a {" * 100, ""))


def test_a_message_that_moves_to_another_changed_file_is_not_removed() -> None:
    assert list(protobuf.breaks("message A { string a = 1; }", "", "message A { string a = 1; }")) == []


SCHEMA = '''"""An order."""
type Order implements Node & Thing {
  "The name: of it"
  name(first: Int, lang: Lang = EN): String!
  lines: [Line!]
}
input NewOrder {
  name: String
}
enum Lang {
  EN
  DE
}
'''


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param("  lines: [Line!]\n", "", [("Order.lines removed", 5, True)], id="field"),
        pytest.param("[Line!]", "[Row!]", [("Order.lines: [Line!] -> [Row!]", 5, False)], id="type"),
        pytest.param("): String!", "): String", [("Order.name: String! -> String, clients may get null", 4, False)]),
        pytest.param("first: Int,", "first: Int!,", [("Order.name(first:) is required", 4, False)], id="argument"),
        pytest.param(
            "input NewOrder {\n  name: String",
            "input NewOrder {\n  name: String!",
            [("NewOrder.name: String -> String!, clients must send it", 8, False)],
        ),
        pytest.param(
            "  name: String\n", "  name: String\n  tax: Int!\n", [("NewOrder.tax is new and required", 9, False)]
        ),
        pytest.param("  DE\n", "", [("Lang.DE removed", 12, True)], id="value"),
        pytest.param("[Line!]", "[Line!]!", [], id="clients get more than they could rely on"),
        pytest.param("  name: String\n", "  name: String\n  tax: Int! = 1\n", [], id="new with a default"),
        pytest.param("lines:", "size: Int\n  lines:", [], id="new field"),
        pytest.param("lines: [Line!]", 'lines: [Line!] @deprecated(reason: "x: y")', [], id="deprecated"),
        pytest.param("  DE\n", "  DE # x\n  FR\n", [], id="new value"),
    ],
)  # fmt: skip
def test_graphql(old: str, new: str, expected: list[tuple[str, int, bool]]) -> None:
    assert list(graphql.breaks(SCHEMA, SCHEMA.replace(old, new, 1))) == expected


OPENAPI = """openapi: 3.0.0
paths:
  /orders/{id}:
    get:
      description: |
        paths:
          /no: here
      responses: {}
    delete:
      responses: {}
  /tax: # x
    get: {}
components:
  schemas:
    Order:
      required:
        - name
      properties:
        name: {type: string}
        size:
          type: integer
"""
AS_JSON = '{\n  "swagger": "2.0",\n  "paths": {\n    "/tax": {\n      "get": {}\n    },\n    "/a": {}\n  }\n}\n'


@pytest.mark.parametrize(
    ("text", "old", "new", "expected"),
    [
        (OPENAPI, "  /tax: # x\n    get: {}\n", "", [("/tax removed", 11, True)]),
        (OPENAPI, "    delete:\n      responses: {}\n", "", [("DELETE /orders/{id} removed", 9, True)]),
        (OPENAPI, "        - name\n", "        - name\n        - size\n", [("Order.size is required", 18, False)]),
        (OPENAPI, "        size:\n          type: integer\n", "", [("Order.size removed", 20, True)]),
        (OPENAPI, "{id}", "{number}", []),
        (OPENAPI, "  /tax: # x", "  /new:\n    get: {}\n  /tax: # x", []),
        (OPENAPI, "/no: here", "/other: here", []),
        (OPENAPI, "        - name\n", "", []),
        (AS_JSON, '    "/tax": {\n      "get": {}\n    },\n', "", [("/tax removed", 4, True)]),
        (AS_JSON, '"/a": {}', '"/a": {\n}', []),
    ],
)
def test_openapi(text: str, old: str, new: str, expected: list[tuple[str, int, bool]]) -> None:
    assert old in text
    assert openapi.is_description(text)
    assert list(openapi.breaks(text, text.replace(old, new, 1))) == expected


def test_a_file_without_the_key_is_no_description() -> None:
    assert not openapi.is_description("paths:\n  /a: 1\n")


@pytest.mark.parametrize(
    ("path", "line", "expected"),
    [
        ("a.py", '@app.route("/orders/<int:id>")', [("", "/orders/{}")]),
        ("a.py", "@router.get('/orders/{id}', tags=[])", [("GET", "/orders/{}")]),
        ("urls.py", '    path("orders/", views.orders),', [("", "/orders")]),
        ("a.ts", "router.post('/orders/:id', create)", [("POST", "/orders/{}")]),
        ("a.ts", "@Get('orders')", [("GET", "/orders")]),
        ("A.java", '    @PostMapping("/orders")', [("POST", "/orders")]),
        ("A.cs", '[HttpGet("orders/{id}")]', [("GET", "/orders/{}")]),
        ("config/routes.rb", "  get '/orders', to: 'orders#index'", [("GET", "/orders")]),
        ("a.go", '\tmux.HandleFunc("/orders", f)', [("", "/orders")]),
        ("a.go", '\tr.GET("/orders", f)', [("GET", "/orders")]),
        ("a.php", "Route::get('/orders', f);", [("GET", "/orders")]),
        ("a.py", 'requests.get("/orders")', []),
        ("a.ts", "axios.get('/orders')", []),
        ("a.ts", "api.get('/orders', options)", []),
        ("a.go", '\tfilecache.Get("nonesuch", key)', []),
        ("test.rb", "get '/orders', to: 'x'", []),
        ("a.py", '# @app.route("/orders")', []),
    ],
)
def test_routes(path: str, line: str, expected: list[tuple[str, str]]) -> None:
    assert [tuple(route) for route, _ in routes.routes(path, iter([(1, line)]))] == expected


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param(['-@app.get("/orders")', '+@app.get("/orders", tags=[])'], id="edited"),
        pytest.param(['-@app.get("/orders/{id}")', '+@app.get("/orders/{number}")'], id="another name in it"),
        pytest.param(['-@app.get("/v1/orders")', '+@router.get("/orders")'], id="with a prefix elsewhere"),
        pytest.param(['-@app.get("/orders")', '+@app.route("/orders")'], id="for every verb"),
        pytest.param(['-client.get("/orders")'], id="asks"),
    ],
)
def test_a_route_that_is_still_answered_is_silent(lines: list[str]) -> None:
    assert list(contracts.unanswered([Sides(a_patch("a.py", lines), None, None)])) == []


@pytest.mark.parametrize(
    ("path", "line", "what", "expected"),
    [
        ("a.py", 'p.add_argument("-f", "--fast", action="store_true")', "option", ["--fast"]),
        ("a.py", '@click.option("--fast/--slow")', "option", ["--fast"]),
        ("a.js", ".option('-f, --fast <n>', 'x')", "option", ["--fast"]),
        ("a.go", 'var f = flag.Bool("fast", false, "")', "option", ["fast"]),
        ("a.go", 'cmd.Flags().BoolVar(&fast, "fast", false, "")', "option", ["fast"]),
        ("a.rb", 'opts.on("-f", "--fast") do', "option", ["--fast"]),
        ("a.rs", '    #[arg(short, long = "fast")]', "option", ["fast"]),
        ("A.java", '@Option(names = {"-f", "--fast"})', "option", ["--fast"]),
        ("a.py", 'subprocess.run(["ls", "--fast"])', "option", []),
        ("a.py", 'x = os.environ.get("SHOP_KEY", "")', "variable", ["SHOP_KEY"]),
        ("a.py", 'x = os.environ["SHOP_KEY"]', "variable", ["SHOP_KEY"]),
        ("a.py", 'os.environ["SHOP_KEY"] = "1"', "variable", []),
        ("a.py", 'os.environ.setdefault("SHOP_KEY", "1")', "variable", []),
        ("a.ts", "const k = process.env.SHOP_KEY ?? ''", "variable", ["SHOP_KEY"]),
        ("a.go", 'os.Getenv("SHOP_KEY")', "variable", ["SHOP_KEY"]),
        ("a.rb", 'ENV.fetch("SHOP_KEY")', "variable", ["SHOP_KEY"]),
        ("a.rs", 'env::var("SHOP_KEY")', "variable", ["SHOP_KEY"]),
        ("A.java", 'System.getenv("SHOP_KEY")', "variable", ["SHOP_KEY"]),
        ("a.py", '# os.environ["SHOP_KEY"]', "variable", []),
        ("a.md", 'os.environ["SHOP_KEY"]', "variable", []),
    ],
)
def test_options_and_variables(path: str, line: str, what: str, expected: list[str]) -> None:
    assert [name for name, _ in surface.names(path, line, what)] == expected


def test_a_variable_that_is_read_in_another_way_is_still_read() -> None:
    patch = a_patch("a.py", ['-x = os.environ["SHOP_KEY"]', '+x = settings.read("SHOP_KEY")'])

    assert list(contracts.unread([Sides(patch, None, None)], "variable")) == []


def test_edits_touch_what_they_add_and_what_they_delete_inside() -> None:
    edited = edits(a_patch("a.py", [" one", "-two", " three", "+four", " five"]))

    assert edited.touch(1, 2)
    assert not edited.touch(2, 2)
    assert edited.touch(3, 3)
    assert not edited.touch(4, 9)


@pytest.mark.parametrize(
    "sign", ["(", "{", "'", '"', "`", "/*", '"""', "import {", "message a {", "type a {\n", "- ", " "]
)
def test_a_crafted_text_takes_no_longer_than_its_length(sign: str) -> None:
    text = sign * (200_000 // len(sign))

    for family in ("python", "javascript", "go", "rust", "c", "php", "ruby"):
        masking.masked(text, family)
    for reader in (protobuf.breaks, graphql.breaks, openapi.breaks):
        with contextlib.suppress(ValueError):
            list(reader(text, text + "x", ""))
    skeleton(text)
    for path in ("a.py", "a.ts", "a.go", "A.java", "a.rb", "a.rs"):
        list(routes.routes(path, iter([(1, text)])))
        list(surface.names(path, text, "option"))
        list(surface.names(path, text, "variable"))
