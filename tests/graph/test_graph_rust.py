"""Modules, paths, workspaces, re-exports and macros of Rust."""

import time
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.graph.facts import Surroundings
from riskcheck.graph.languages import rust
from tests.graph.resolved import lines, read_in_time, resolved

Edges = set[tuple[str, str, bool]]
ROOT = {"Cargo.toml": '[package]\nname = "shop"\n'}


def exact(*pairs: tuple[str, str]) -> Edges:
    return {(one, other, True) for one, other in pairs}


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        pytest.param(
            {"src/lib.rs": "mod a;\npub mod b;\n", "src/a.rs": "mod c;", "src/a/c.rs": "", "src/b/mod.rs": "mod d;"}
            | {"src/b/d.rs": ""},
            exact(
                ("src/lib.rs", "src/a.rs"),
                ("src/lib.rs", "src/b/mod.rs"),
                ("src/a.rs", "src/a/c.rs"),
                ("src/b/mod.rs", "src/b/d.rs"),
            ),
            id="files of modules, old style and new",
        ),
        pytest.param(
            {
                "src/lib.rs": '#[path = "sys/unix.rs"]\n#[cfg(unix)]\nmod imp;\nmod outer { mod inner; }\nuse imp::Fd;',
                "src/sys/unix.rs": "",
                "src/outer/inner.rs": "",
                "src/imp.rs": "",
            },
            exact(("src/lib.rs", "src/sys/unix.rs"), ("src/lib.rs", "src/outer/inner.rs")),
            id="a path attribute, and a module inside of an inline one",
        ),
        pytest.param(
            {
                "src/lib.rs": "mod a; mod b;",
                "src/a.rs": "use crate::b::{self, c::{Thing, Other as O}, deep::*};\n",
                "src/b.rs": "mod c; mod deep; pub struct X;",
                "src/b/c.rs": "use super::X;\nuse super::super::a;\nuse self::x::y;\n",
                "src/b/deep.rs": "",
            },
            exact(
                ("src/lib.rs", "src/a.rs"),
                ("src/lib.rs", "src/b.rs"),
                ("src/a.rs", "src/b.rs"),
                ("src/a.rs", "src/b/c.rs"),
                ("src/a.rs", "src/b/deep.rs"),
                ("src/b.rs", "src/b/c.rs"),
                ("src/b.rs", "src/b/deep.rs"),
                ("src/b/c.rs", "src/b.rs"),
                ("src/b/c.rs", "src/a.rs"),
            ),
            id="groups, self, super",
        ),
        pytest.param(
            {
                "src/lib.rs": "mod a; mod b; pub use b::Thing; pub use self::b::run as go;",
                "src/a.rs": "fn f(x: crate::Thing) { crate::go(); }",
                "src/b.rs": "pub struct Thing; pub fn run() {}",
            },
            exact(
                ("src/lib.rs", "src/a.rs"),
                ("src/lib.rs", "src/b.rs"),
                ("src/a.rs", "src/lib.rs"),
                ("src/a.rs", "src/b.rs"),
            ),
            id="what is passed on leads to both files",
        ),
        pytest.param(
            {
                "src/lib.rs": "mod a; mod b; mod c; mod prelude;",
                "src/prelude.rs": "pub use crate::b::*; pub use crate::c::Far;",
                "src/a.rs": "use crate::prelude::*;\nfn f(x: Near) {}",
                "src/b.rs": "pub(crate) struct Near;",
                "src/c.rs": "pub struct Far;",
            },
            exact(
                ("src/lib.rs", "src/a.rs"),
                ("src/lib.rs", "src/b.rs"),
                ("src/lib.rs", "src/c.rs"),
                ("src/lib.rs", "src/prelude.rs"),
                ("src/prelude.rs", "src/b.rs"),
                ("src/prelude.rs", "src/c.rs"),
                ("src/a.rs", "src/prelude.rs"),
                ("src/a.rs", "src/b.rs"),
            ),
            id="of all that is imported, the types that are named",
        ),
        pytest.param(
            {
                "src/lib.rs": "mod a; mod b;",
                "src/a.rs": "use crate::b;\nfn f() { b::c::run(); crate::b::other(); }\n",
                "src/b.rs": "pub mod c;",
                "src/b/c.rs": "pub fn run() {}",
            },
            exact(
                ("src/lib.rs", "src/a.rs"),
                ("src/lib.rs", "src/b.rs"),
                ("src/a.rs", "src/b.rs"),
                ("src/a.rs", "src/b/c.rs"),
                ("src/b.rs", "src/b/c.rs"),
            ),
            id="paths in expressions, through an import",
        ),
        pytest.param(
            {
                "src/lib.rs": "mod a;\n",
                "src/a.rs": "pub fn f() {}\n#[test]\nmod tests {\n    use super::*;\n    use super::super::X;\n}\n",
            },
            exact(("src/lib.rs", "src/a.rs"), ("src/a.rs", "src/lib.rs")),
            id="the module around inline tests is the file itself",
        ),
        pytest.param(
            {
                "src/lib.rs": "#[macro_use] mod macros; mod a;",
                "src/macros.rs": "macro_rules! pay { () => {} }\n",
                "src/a.rs": "pay!(); println!();",
            },
            exact(("src/lib.rs", "src/macros.rs"), ("src/lib.rs", "src/a.rs"), ("src/a.rs", "src/macros.rs")),
            id="a macro of the package",
        ),
        pytest.param(
            {
                "src/lib.rs": "mod a;\n",
                "src/a.rs": "// use crate::b::X;\n/* use crate::b::X;\nmod b; */\n/// crate::b::f()\n"
                'const T: &str = r#"\nuse crate::b::X;\n"#;\nconst U: &str = "see crate::b::X";\n'
                "fn f() { reuse crate; house::b(); }",
                "src/b.rs": "pub struct X;",
                "src/a/b.rs": "",
            },
            exact(("src/lib.rs", "src/a.rs")),
            id="comments and texts use nothing",
        ),
        pytest.param(
            {
                "src/lib.rs": "mod b; mod c;",
                "src/b.rs": '#[serde(with = "crate::c")]\nstruct S;\nuse std::io; use serde::c; extern crate alloc;',
                "src/c.rs": "",
            },
            exact(("src/lib.rs", "src/b.rs"), ("src/lib.rs", "src/c.rs"), ("src/b.rs", "src/c.rs")),
            id="a path in an attribute, and packages from elsewhere",
        ),
    ],
)
def test_edges_in_one_package(tree: Mapping[str, str], expected: Edges) -> None:
    assert resolved("rust", ROOT | dict(tree)) == expected


WORKSPACE = {
    "Cargo.toml": '[workspace]\nmembers = ["crates/*"]\n[workspace.dependencies]\nnick = { package = "my-core" }\n',
    "crates/core/Cargo.toml": '[package]\nname = "my-core"\n',
    "crates/core/src/lib.rs": "pub mod pay;\n#[macro_export]\nmacro_rules! sum { () => {} }\n",
    "crates/core/src/pay.rs": "",
    "crates/app/Cargo.toml": '[package]\nname = "app"\n[lib]\nname = "applib"\npath = "lib/root.rs"\n',
    "crates/app/lib/root.rs": "pub mod api;\n",
    "crates/app/lib/api.rs": "",
}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("crates/app/src/main.rs", "use my_core::pay::Sum;", {"crates/core/src/pay.rs"}),
        ("crates/app/src/main.rs", "fn main() { nick::pay::sum() }", {"crates/core/src/pay.rs"}),
        ("crates/app/src/main.rs", "fn main() { ::my_core::sum!() }", {"crates/core/src/lib.rs"}),
        ("crates/app/tests/whole.rs", "mod common;\nuse applib::api;", {"crates/app/lib/api.rs"}),
        ("crates/app/examples/show/main.rs", "extern crate applib as a;", {"crates/app/lib/root.rs"}),
        ("crates/app/benches/fast.rs", "use applib::*;", {"crates/app/lib/root.rs"}),
        ("crates/app/src/bin/tool.rs", "use crate::api;\nuse my_core_extra::pay;", set()),
    ],
)
def test_targets_see_the_libraries_of_the_workspace(path: str, text: str, expected: set[str]) -> None:
    edges = resolved("rust", WORKSPACE | {path: text})

    assert {target for source, target, _ in edges if source == path} == expected


def test_a_module_of_several_tests_has_them_all_as_dependents() -> None:
    tree = ROOT | {"tests/one.rs": "mod common;", "tests/two.rs": "mod common;", "tests/common/mod.rs": ""}

    assert resolved("rust", tree) == exact(
        ("tests/one.rs", "tests/common/mod.rs"), ("tests/two.rs", "tests/common/mod.rs")
    )


def test_a_macro_of_two_files_is_a_match_of_names() -> None:
    tree = {"Cargo.toml": "", "src/a.rs": "macro_rules! m {}", "src/b.rs": "macro_rules! m {}", "src/c.rs": "m!();"}

    assert resolved("rust", tree) == {("src/c.rs", "src/a.rs", False), ("src/c.rs", "src/b.rs", False)}


def test_an_included_file_is_beside_the_file() -> None:
    tree = ROOT | {"src/lib.rs": "mod a;", "src/a.rs": 'include!("tables/a.rs");', "src/tables/a.rs": ""}

    assert resolved("rust", tree) == exact(("src/lib.rs", "src/a.rs"), ("src/a.rs", "src/tables/a.rs"))


def test_lines() -> None:
    assert lines("rust", "/* \n */ mod a;\n\nuse crate::{\n  b,\n};\nfn f() {\n  b::c();\n}\n") == {
        "mod a": 2,
        "crate::b": 4,
        "~b::c": 8,
    }


@pytest.mark.parametrize(
    "manifest", ["[package\n", "package = 3\n[lib]\nname = 1\n", "[[bin]]\n", "dependencies = []\n"]
)
def test_a_manifest_that_says_nothing_is_passed_over(manifest: str) -> None:
    tree = {"Cargo.toml": manifest, "src/lib.rs": "mod a;", "src/a.rs": ""}

    assert resolved("rust", tree) == exact(("src/lib.rs", "src/a.rs"))


@pytest.mark.parametrize(
    "rest",
    [
        pytest.param("[features]\nx = []\n", id="a table that is not looked at"),
        pytest.param('[features]\nx = [\n["a"]\n]\n', id="an array that looks like a table"),
        pytest.param('[package.metadata]\nx = """\n[features]\n"""\n', id="a text that looks like a table"),
        pytest.param("[features] # none\r\n", id="a remark"),
    ],
)
def test_the_tables_of_a_manifest_are_told_apart(rest: str) -> None:
    manifest = f'[package]\nname = "a"\n{rest}[dependencies]\nb = {{ package = "c" }}\n[lib]\npath = "x.rs"\n'
    tree = {"Cargo.toml": manifest, "x.rs": "use b::f;", "c/Cargo.toml": '[package]\nname = "c"\n', "c/src/lib.rs": ""}

    assert resolved("rust", tree) == exact(("x.rs", "c/src/lib.rs"))


@pytest.mark.parametrize("head", ["[lib]", '["lib"]', "[ 'lib' ]"])
def test_the_head_of_a_table_may_be_in_quotes(head: str) -> None:
    manifest = f'[package]\nname = "a"\n[features]\n{head}\npath = "x.rs"\n'
    tree = {
        "a/Cargo.toml": manifest,
        "a/x.rs": "",
        "b/Cargo.toml": '[package]\nname = "b"\n',
        "b/src/lib.rs": "use a::f;",
    }

    assert resolved("rust", tree) == exact(("b/src/lib.rs", "a/x.rs"))


def test_re_exports_in_a_ring_end() -> None:
    tree = ROOT | {
        "src/lib.rs": "mod a; mod b; use a::X;",
        "src/a.rs": "pub use crate::b::X; pub use crate::b::*;",
        "src/b.rs": "pub use crate::a::X; pub use crate::a::*;",
    }

    assert ("src/lib.rs", "src/a.rs", True) in resolved("rust", tree)


def test_packages_that_pass_on_each_other_end() -> None:
    tree = {
        "a/Cargo.toml": '[package]\nname = "a"\n',
        "a/src/lib.rs": "pub use b::X; pub use b::*; pub use a as a;",
        "b/Cargo.toml": '[package]\nname = "b"\n',
        "b/src/lib.rs": "pub use a::X; pub use a::*;",
    }

    assert resolved("rust", tree) == exact(("a/src/lib.rs", "b/src/lib.rs"), ("b/src/lib.rs", "a/src/lib.rs"))


def test_many_ways_to_one_name_are_walked_once() -> None:
    names = [f"m{number}" for number in range(20)]
    passed_on = "".join(f"pub use crate::{name}::X; pub use crate::{name}::*;" for name in names)
    tree = ROOT | {f"src/{name}.rs": passed_on for name in names}
    began = time.process_time()

    resolved("rust", tree | {"src/lib.rs": "".join(f"mod {name};" for name in names)})

    assert time.process_time() - began < 40


@pytest.mark.parametrize(
    "part",
    [
        *(b'"', b"(", b"/*", b"//", b'r#"', b"use a\n", b"use a::{", b"use a::*;", b"mod x {\n", b"mod x;\n", b"a::"),
        *(b"x!(", b'#[path = "a"]', b"#[path", b"pub ", b"::", b"macro_rules! a "),
    ],
)
def test_hostile_text_is_read_in_time(part: bytes) -> None:
    assert len(read_in_time("rust", part).references) < 10


@given(st.binary())
def test_any_bytes_have_facts_and_edges(content: bytes) -> None:
    facts = rust.extract(b"use a::{" + content)
    resolver = rust.resolver(Surroundings(frozenset({"a.rs"}), {"a.rs": facts.names}, {}))

    assert {edge.path for edge in resolver.edges("a.rs", facts)} <= {"a.rs"}
    assert resolver.words("a.rs", ("mod b",)) is None


WORDS = {
    "Cargo.toml": '[package]\nname = "shop"\n[[bin]]\nname = "x"\npath = "tools/x.rs"\n',
    "src/lib.rs": "mod a;\nmod b;\npub use a::{f as g, T};\npub use crate::g as h;\npub use b::*;\n",
    "src/a.rs": "pub fn f() {}\npub struct T;\n",
    "src/b/mod.rs": "pub fn k() {}\n",
}


@pytest.mark.parametrize(
    ("path", "names", "words"),
    [
        pytest.param("src/a.rs", ("k",), {"::k"}, id="a name"),
        pytest.param("src/a.rs", ("f",), {"::f", "::g", "::h"}, id="a name that is passed on, and again"),
        pytest.param("src/a.rs", ("!m", "!!m"), {"m"}, id="a macro"),
        pytest.param("src/a.rs", ("use x=crate::y",), {"::x"}, id="another name"),
        pytest.param("src/a.rs", ("f", "T"), {"a", "a.rs", "::f", "T", "::g", "::h"}, id="all that a file declares"),
        pytest.param("src/c/a.rs", ("x",), {"::x", "a", "a.rs", "T", "::g", "::h"}, id="a file that is gone"),
        pytest.param("src/c/a/mod.rs", ("x",), {"::x", "a", "mod.rs", "T", "::g", "::h"}, id="a folder that is gone"),
        pytest.param("src/c.rs", ("x", "!m"), {"m", "c.rs"}, id="a file that no declaration could be of"),
        pytest.param("src/b/mod.rs", ("k",), None, id="a module that is passed on as a whole"),
        pytest.param("src/a.rs", ("use *=crate::y",), None, id="what passes on all of another"),
        pytest.param("src/a.rs", ("mod x",), None, id="a module"),
        pytest.param("src/lib.rs", ("x",), None, id="the first file of a library"),
        pytest.param("src/bin/x.rs", ("x",), None, id="the first file of a program"),
        pytest.param("tools/x.rs", ("x",), None, id="a first file that is named"),
    ],
)
def test_what_can_mean_something_else_holds_a_word(path: str, names: tuple[str, ...], words: set[str] | None) -> None:
    facts = {name: rust.extract(text.encode()).names for name, text in WORDS.items() if name.endswith(".rs")}
    resolver = rust.resolver(Surroundings(frozenset(WORDS), facts, {"Cargo.toml": WORDS["Cargo.toml"].encode()}))

    assert resolver.words(path, names) == words
