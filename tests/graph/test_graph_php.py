"""Classes, functions and included files of PHP."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.graph.facts import Surroundings
from riskcheck.graph.languages import php
from tests.graph.resolved import lines, read_in_time, resolved

Edges = set[tuple[str, str, bool]]
COMPOSER = '{"autoload": {"psr-4": {"App\\\\": "src/"}}, "autoload-dev": {"psr-4": {"Tests\\\\": ["tests"]}}}'
USER = "<?php namespace App\\Models;\nclass User {}\n"
PAGE = "<?php namespace App\\Models;\nfinal class Page {}\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("use App\\Models\\User;", {"user"}, id="an import"),
        pytest.param("use App\\Models\\{User, Page as P};", {"user", "page"}, id="a group"),
        pytest.param("use App\\Models\\User as U, App\\Models\\Page;", {"user", "page"}, id="several, with an alias"),
        pytest.param("use App\\Models; new Models\\User;", {"user"}, id="a namespace that is imported"),
        pytest.param("new \\App\\Models\\User(1);", {"user"}, id="a full name"),
        pytest.param("namespace App\\Models; function f(?User $u): Page {}", {"user", "page"}, id="the same namespace"),
        pytest.param("namespace App; $x = Models\\User::class;", {"user"}, id="a name below the namespace"),
        pytest.param("namespace App\\Models\\Deep; new User;", set(), id="another namespace"),
        pytest.param("new User; User::x();", set(), id="no namespace"),
        pytest.param("use function App\\pay; pay(1);", {"functions"}, id="a function that is imported"),
        pytest.param("namespace App; pay(1);", {"functions"}, id="a function of the namespace"),
        pytest.param("namespace App\\Other; helper(1);", {"functions"}, id="a function of the outermost namespace"),
        pytest.param("namespace App\\Other; pay(1); \\helper(1);", {"functions"}, id="a function by its full name"),
        pytest.param("$x->pay(1); X::helper(1); new helper(1); function helper() {}", set(), id="methods"),
        pytest.param("strlen(1); Pay(1); unknown(1);", set(), id="functions from elsewhere"),
        pytest.param("#[\\App\\Models\\User(1)] class X {}", {"user"}, id="an attribute"),
        pytest.param(
            "use App\\Models\\User; class X extends Y { use \\App\\Models\\Page; }", {"user", "page"}, id="traits"
        ),
        pytest.param(
            "use App\\Models\\User; class X { function f() { return function () use ($a) { User::x(); }; } }",
            {"user"},
            id="what a closure uses",
        ),
        pytest.param(
            "// \\App\\Models\\User\n# \\App\\Models\\User\n/* new \\App\\Models\\User */", set(), id="comments"
        ),
        pytest.param(
            "$a = 'a \\App\\Models\\Page'; $b = \"x \\App\\Models\\User\"; $c = <<<T\n \\App\\Models\\User don't\n T;",
            set(),
            id="texts",
        ),
        pytest.param("?> don't \\App\\Models\\User <?php new \\App\\Models\\Page; ?> \\App\\x", {"page"}, id="outside"),
    ],
)
def test_names(text: str, expected: set[str]) -> None:
    tree = {
        "composer.json": COMPOSER,
        "src/Models/User.php": USER,
        "src/Models/Page.php": PAGE,
        "src/functions.php": "<?php namespace App {\nfunction pay() {}\n}\nnamespace {\nfunction helper() {}\n}\n",
        "index.php": f"<?php {text}\n",
    }
    places = {"user": "src/Models/User.php", "page": "src/Models/Page.php", "functions": "src/functions.php"}

    assert resolved("php", tree) == {("index.php", places[name], True) for name in expected}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        pytest.param(
            {
                "index.php": "<?php $x = 'App\\\\Models\\\\User'; $y = ['App\\Models\\Page@show'];",
                "u.php": USER,
                "p.php": PAGE,
            },
            {("index.php", "u.php", False), ("index.php", "p.php", False)},
            id="a class in a text",
        ),
        pytest.param(
            {"composer.json": COMPOSER, "src/Models/User.php": USER, "tests/stub.php": USER}
            | {"a.php": "<?php new App\\Models\\User;"},
            {("a.php", "src/Models/User.php", True)},
            id="of two that declare a class, the one that composer loads",
        ),
        pytest.param(
            {"x/User.php": USER, "y/User.php": USER, "y/z/a.php": "<?php new App\\Models\\User;"},
            {("y/z/a.php", "y/User.php", False)},
            id="of two that declare a class, the nearest",
        ),
        pytest.param(
            {
                "pkg/composer.json": COMPOSER,
                "pkg/src/Gone.php": "<?php return eval(X);",
                "a.php": "<?php new App\\Gone;",
            },
            {("a.php", "pkg/src/Gone.php", True)},
            id="a class that no text declares, by its path",
        ),
        pytest.param(
            {
                "a/b/c.php": "<?php require __DIR__ . '/x.php'; include_once dirname(__FILE__) . '/y.php';\n"
                "require(dirname(__DIR__) . '/z.php'); require dirname(__DIR__, 2) . '/w.php';\n",
                **dict.fromkeys(("a/b/x.php", "a/b/y.php", "a/z.php", "w.php"), ""),
            },
            {("a/b/c.php", path, True) for path in ("a/b/x.php", "a/b/y.php", "a/z.php", "w.php")},
            id="files from the folder of the file",
        ),
        pytest.param(
            {
                "src/wp-load.php": "<?php require ABSPATH . WPINC . '/post.php';\nrequire ABSPATH . 'wp-admin/x.php';",
                "src/wp-includes/post.php": "",
                "src/wp-admin/x.php": "",
                "src/wp-admin/post.php": "",
            },
            {("src/wp-load.php", "src/wp-includes/post.php", False), ("src/wp-load.php", "src/wp-admin/x.php", False)},
            id="files from a constant",
        ),
        pytest.param(
            {"a/b.php": "<?php require 'c.php'; require \"d.php\";", "a/c.php": "", "lib/d.php": ""},
            {("a/b.php", "a/c.php", True), ("a/b.php", "lib/d.php", False)},
            id="files on the include path",
        ),
        pytest.param(
            {
                "wp/query.php": "<?php\nclass WP_Query {\n    function get_posts() {}\n}\n",
                "wp/plugin.php": "<?php\nfunction add_filter() {}\nfunction apply_filters() {}\n"
                "if ( ! function_exists( 'late' ) ) {\n\tfunction late() {}\n}\n",
                "wp/stubs.php": "<?php\nfunction add_filter() {}\n",
                "theme/a.php": "<html>don't <?php add_filter( 'x' ); late(); get_posts(); new WP_Query( 1 ) ?>",
            },
            {("theme/a.php", "wp/plugin.php", True), ("theme/a.php", "wp/query.php", True)},
            id="functions and classes without a namespace; methods and stubs are none",
        ),
        pytest.param(
            {"a.php": "<?php // require 'b.php';\n$x = \"require 'b.php'\"; $y->require('b.php');", "b.php": ""},
            set(),
            id="what looks like an inclusion",
        ),
        pytest.param(
            {
                "composer.json": "[]",
                "x/composer.json": '{"autoload": 1}',
                "y/composer.json": "{",
                "a.php": "<?php new B;",
            },
            set(),
            id="configurations that say nothing",
        ),
    ],
)
def test_edges(tree: Mapping[str, str], expected: Edges) -> None:
    assert resolved("php", tree) == expected


@pytest.mark.parametrize(
    ("text", "dynamic"),
    [("require $file;", True), ("require __DIR__ . '/a.php';", False), ('include "x/$name.php";', True), ("", False)],
)
def test_what_is_included_by_a_computed_name(text: str, dynamic: bool) -> None:
    assert php.extract(f"<?php {text}".encode()).dynamic == dynamic


def test_lines_and_names() -> None:
    text = "<?php\nnamespace A;\n/*\n*/\nuse B\\C;\ninterface X extends C {}\nenum Y: string {}\nnew Z;\n"

    assert lines("php", text) == {"c:B\\C": 5, "c:A\\Z": 8}
    assert php.extract(text.encode()).names == ("A\\X", "A\\Y")


@pytest.mark.parametrize(
    "part",
    [
        *(b"'", b'"', b"(", b"/*", b"//", b"#", b"<<<A\n", b"?>", b"<?php ", b"use A\\{", b"use A;", b"namespace A;"),
        *(
            b"A\\",
            b"require 'a",
            b"require __DIR__ . ",
            b"require dirname(",
            b"f(",
            b"class A {",
            b" Aa,",
            b"Aa\\",
            b"\\",
            b"new a",
        ),
    ],
)
def test_hostile_text_is_read_in_time(part: bytes) -> None:
    assert len(read_in_time("php", b"<?php " + part).references) < 50


@given(st.binary())
def test_any_bytes_have_facts_and_edges(content: bytes) -> None:
    facts = php.extract(b"<?php new A; " + content)
    resolver = php.resolver(Surroundings(frozenset({"a.php"}), {"b.php": facts.names}, {}))

    assert {edge.path for edge in resolver.edges("a.php", facts)} <= {"a.php", "b.php"}
    assert resolver.words("b.php", facts.names)


DECLARING = {
    "a/Pay.php": "<?php namespace A; class Pay {}\nfunction tax() {}\n",
    "b/tax.php": "<?php namespace A;\nfunction tax() {}\nfunction rate() {}\n",
    "c/pay.php": "<?php namespace A; class Pay {}\n",
}


@pytest.mark.parametrize(
    ("path", "names", "words"),
    [
        pytest.param("d/Bill.php", ("A\\Bill",), {":A\\Bill"}, id="a class"),
        pytest.param("d/bill.php", ("f:A\\bill",), {":A\\bill", "|A\\bill"}, id="a function"),
        # Its own functions are meant before those of a file that declares nothing else.
        pytest.param("a/Pay.php", (), {":A\\tax", "|A\\tax"}, id="a file with a function that another has too"),
        pytest.param(
            "c/pay.php", ("A\\Pay",), {":A\\Pay", ":A\\tax", "|A\\tax"}, id="what a file declares alone no more"
        ),
    ],
)
def test_what_can_mean_something_else_holds_a_word(path: str, names: tuple[str, ...], words: set[str]) -> None:
    facts = {name: php.extract(text.encode()).names for name, text in DECLARING.items()}
    resolver = php.resolver(Surroundings(frozenset(DECLARING), facts, {}))

    base = path.rpartition("/")[2]
    assert resolver.words(path, names) == {base, f":{base[:-4]}", f"\\{base[:-4]}", *words}
