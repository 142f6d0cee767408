"""What a change can lead elsewhere is followed anew: a graph that was updated equals one of the whole tree."""

import hashlib
import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, cast

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from riskcheck.graph import build
from riskcheck.graph.build import NOTHING, Builder
from riskcheck.graph.extraction import Batch, Extracted, extracted
from riskcheck.graph.graph import Graph
from riskcheck.graph.store import Store
from riskcheck.repository import Repository

Tree = Mapping[str, str]
# Files by path with their lines, None for one that goes.
Step = Mapping[str, Sequence[str] | None]


class Objects:
    """Blobs in memory, where git takes ten times as long for a step."""

    def __init__(self) -> None:
        self._contents: dict[str, bytes] = {}

    def entries(self, tree: Tree) -> dict[str, str]:
        named = {path: hashlib.sha1(text.encode()).hexdigest() for path, text in tree.items()}
        self._contents |= {named[path]: text.encode() for path, text in tree.items()}
        return named

    def blobs(self, ids: Iterable[str], *, limit: int) -> dict[str, bytes]:
        return {blob: self._contents[blob] for blob in ids}


def read(objects: Objects, wanted: Mapping[str, Sequence[str]], limit: float) -> Iterator[Extracted]:
    for language, blobs in wanted.items():
        yield Extracted(Batch(language, blobs), extracted(language, objects.blobs(blobs, limit=0)), {})


def updated(objects: Objects, store: Store, graph: Graph, before: Tree, after: Tree) -> Graph:
    old, new = objects.entries(before), objects.entries(after)
    changes = {path: (old.get(path), new.get(path)) for path in {*old, *new} if old.get(path) != new.get(path)}
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(build, "read", read)
        return Builder(cast(Repository, objects), store, time.monotonic() + 600).updated(graph, changes, new)


def follow(folder: Path, tree: Tree, steps: Sequence[Step], head: str = "") -> Graph:
    """Take a graph through the steps, each with what the store holds, and compare it with one of that tree alone."""
    objects, place = Objects(), str(folder / "graph.sqlite3")
    graph = updated(objects, Store(place, "1"), NOTHING, {}, tree)
    for step in steps:
        changed = {path: None if lines is None else head + "\n".join(lines) for path, lines in step.items()}
        after = {path: text for path, text in (dict(tree) | changed).items() if text is not None}
        graph, tree = updated(objects, Store(place, "1"), graph, tree, after), after
        assert graph == updated(objects, Store(None, "1"), NOTHING, {}, tree)
    return graph


def histories(paths: Sequence[str], lines: Sequence[str]) -> st.SearchStrategy[list[Step]]:
    some = st.lists(st.sampled_from(lines), max_size=5, unique=True)
    return st.lists(
        st.dictionaries(st.sampled_from(paths), st.none() | some, min_size=1, max_size=2), min_size=1, max_size=5
    )


# Each file stands in a folder of its own: what is in the folder of a change is read again in any case.
RUST = [
    "mod c;", "pub mod c;", "mod inner { pub mod c; }", "pub use a::f;", "pub use crate::b::T as U;",
    "pub use crate::a::*;", "pub use super::b::*;", "pub use crate::a::U as f;", "use super::a::T;",
    "use crate::b::f as g; fn x() { g::h(); }", "macro_rules! m { () => {} }",
    "use crate::*; fn v(t: T, u: U) {}", "pub fn f() {}", "pub struct T;", "pub enum U {}",
    "fn y() { m!(); crate::T::new(); crate::a::f(); crate::U::z(); }", "use shop::U;", "use crate::b::{T, f};",
    "fn z() { super::b::T::x(); super::a::U::x(); self::c::f(); }", "use crate::a::c::f;", "use crate::d::{T, U, f};",
    '#[path = "c/mod.rs"]\npub mod e;', '#[path = "../d/g.rs"]\nmod e;', 'include!("../d/g.rs");',
    "pub use self::e::*;", "use crate::e; use super::e as h; fn w() { h::f(); crate::a::e::f(); }", "mod g;",
]  # fmt: skip
RUST_FILES = ["lib.rs", "a/mod.rs", "a/c/mod.rs", "b/mod.rs", "d/mod.rs", "d/c/mod.rs", "d/g.rs", "bin/tool.rs"]
CRATE = {
    "Cargo.toml": '[package]\nname = "shop"\n',
    "src/lib.rs": "mod a;\npub mod b;\npub mod d;\npub use a::f;\npub use d::U;\n",
    "src/a/mod.rs": "pub fn f() {}\nuse crate::b::T;\nmod c;\n",
    "src/a/c/mod.rs": "use super::f;\nfn x() { crate::U::y(); crate::d::T::z(); }\n",
    "src/b/mod.rs": "pub use crate::d::T;\nuse crate::f;\n",
    "src/d/mod.rs": "pub struct T;\npub use crate::a::f as U;\n",
    "src/bin/tool.rs": "use shop::{U, f, b::T};\n",
}


# A file that comes after what names it: by an attribute, by the text of it, by no more than a macro.
@pytest.mark.parametrize(
    ("names", "uses", "path", "content"),
    [
        ('#[path = "odd/g.rs"]\nmod e;', "use crate::e;", "odd/g.rs", "pub fn f() {}"),
        ('#[path = "odd/mod.rs"]\nmod e;', "use crate::e;", "odd/mod.rs", "pub fn f() {}"),
        ("mod e {\n    mod g;\n}", "use crate::e::g;", "e/g/mod.rs", "pub fn f() {}"),
        ("mod main;", "use crate::main;", "main/mod.rs", "pub fn f() {}"),
        ("", 'include!("../odd/g.rs");', "odd/g.rs", "fn f() {}"),
        ("", "fn x() { twice!(1); }", "odd/g.rs", "macro_rules! twice { ($x:expr) => { $x } }"),
    ],
)
def test_rust_file_that_comes(tmp_path: Path, names: str, uses: str, path: str, content: str) -> None:
    tree = {"Cargo.toml": '[package]\nname = "shop"\n', "src/lib.rs": f"{names}\nmod a;\n", "src/a/mod.rs": f"{uses}\n"}
    new = f"src/{path}"

    graph = follow(tmp_path, tree, [{new: [content]}, {new: None}, {new: [content]}])

    assert new in graph.dependencies["src/a/mod.rs"]


PHP = [
    "namespace A;", "namespace A\\B;", "class T {}", "class U {}", "interface T {}", "function f() {}",
    "function g() {}", "use A\\T;", "use A\\B\\U as T;", "use function A\\f;", "new T();", "new U();",
    "new \\A\\U();", "f();", "g();", "\\A\\f();", "$x = 'A\\T';", "require 'd/T.php';",
    "include __DIR__ . '/../b/U.php';", "include ROOT . '/f.php';",
]  # fmt: skip
PHP_FILES = ["a/T.php", "b/U.php", "c/f.php", "d/T.php", "src/T.php", "src/B/U.php", "tests/f.php"]
LIBRARY = {
    "composer.json": '{"autoload": {"psr-4": {"A\\\\": "src/", "A\\\\B\\\\": ["b/"]}}}',
    "a/T.php": "<?php\nnamespace A;\nclass T {}\nfunction f() {}\n",
    "b/U.php": "<?php\nnamespace A\\B;\nclass U {}\nfunction f() {}\nfunction g() {}\n",
    "c/f.php": "<?php\nuse A\\T;\nnew T();\nf();\ng();\n",
    "d/T.php": "<?php\nfunction f() {}\nfunction g() {}\n",
    "src/B/U.php": "<?php\nnamespace A;\nf();\nnew U();\nnew B\\U();\n",
}


GO = [
    "package a", "package b", "package main", 'import "m/a"', 'import x "m/a/b"', 'import . "m/b"', 'import _ "m/a/b"',
    'import "n/b"', 'import "old"', 'import "m/n/b"', "func f() {}", "func g() { f() }", "func (t T) h() {}",
    "type T struct{}", "var v = a.T{}", "var w = b.f", "var y = x.T", "func init() {}", "var z = q.h()",
    "var u = k.T{}", 'import "m"', 'import "n"', 'import "m/n"', 'import "m/k"', "var t = n.f", "var s = m.T{}",
]  # fmt: skip
GO_FILES = ["main.go", "a/a.go", "a/a_test.go", "a/b/b.go", "b/b.go", "c/c.go", "n/b/b.go", "k/k.go", "n/n.go"]
MODULES = {
    "go.mod": "module m\n\nreplace n => ./n\n\nreplace old => ./k\n",
    "n/go.mod": "module n\n",
    "main.go": 'package main\nimport "m/a"\nimport "old"\nfunc main() { a.f(); k.T(); g() }\n',
    "a/a.go": 'package a\nimport . "m/b"\nfunc f() { T() }\n',
    "a/b/b.go": 'package b\nimport "n/b"\nfunc f() { b.f() }\nfunc init() {}\n',
    "b/b.go": 'package b\nimport _ "m/a/b"\ntype T struct{}\n',
    "n/b/b.go": "package b\nfunc f() {}\n",
    "k/k.go": "package k\ntype T struct{}\n",
}


JAVA = [
    "package a;", "package a.b;", "package c", "import a.T;", "import a.b.*;", "import a.*", "import static a.T.f;",
    "import a.U as T", "import c.f", "import c.XKt;", "import a.b.T.I;", "class T {}", "public class U { T t; }",
    "interface T {}", "class X { U u; a.b.T v; }", "fun f() = 1", "fun T.g() = 2", "val p: T = f()",
    "fun h() { g(p); f(); }",
    "class Y { Object z = XKt.f(); }", "fun w(t: T) { t.g() }", "enum I { A }",
]  # fmt: skip
JAVA_FILES = [
    "a/T.java",
    "b/T.java",
    "d/U.java",
    "e/x.kt",
    "f/X.kt",
    "g/Y.java",
    "src/main/a/T.java",
    "src/test/a/T.java",
]
JVM = {
    "a/T.java": "package a;\nclass T {}\n",
    "b/T.java": "package a.b;\nimport a.*;\nclass T { U u; }\n",
    "d/U.java": "package a;\npublic class U { T t; }\n",
    "e/x.kt": "package c\nimport a.T\nfun f() = 1\nfun T.g() = 2\n",
    "g/Y.java": "package c;\nimport a.b.*;\nclass Y { Object z = XKt.f(); T t; }\n",
}


CSHARP = [
    "namespace A;", "namespace A.B {", "namespace C;", "using A;", "using A.B;", "using static A.T;", "using X = A.T;",
    "global using A.B;", "class T {}", "public class U { T t; }", "class TAttribute {}", "[T] class V {}",
    "X x = new U();",
    "static class W { public static int F(this T t) => 1; }", "class Y { int z = t.F(); }", "A.B.T q;", "B.U r;", "}",
    "partial class T { U u; }",
]  # fmt: skip
CSHARP_FILES = ["a/T.cs", "b/T.cs", "c/U.cs", "d/V.cs", "e/W.cs", "p/X.cs"]
PROJECTS = {
    "p/p.csproj": '<Project Sdk="x"><ItemGroup><Using Include="A" /></ItemGroup></Project>\n',
    "a/T.cs": "namespace A;\nclass T {}\n",
    "b/T.cs": "namespace A.B;\nclass T {}\nclass U { T t; }\n",
    "c/U.cs": "using A.B;\nnamespace A;\npublic class V { T t; U u; }\n",
    "p/X.cs": "class X { T t; U u; }\n",
}


JAVASCRIPT = [
    "import a from './a';", "import '../b/b';", "import x from '@/c/d';", "import p from 'p';", "import q from 'p/q';",
    "import r from '#in/b';", "const y = require('../c');", "export * from '../a/a';", "import('../b/b.js');",
    "import z from './d.vue';", "import w from 'c/d';", "import v from 'p/lib/q.js';", "export const k = 1;",
    "require('./index');", "import '..';",
]  # fmt: skip
JAVASCRIPT_FILES = [
    "a/a.ts", "a/a.js", "b/b.ts", "b/b.d.ts", "c/d.vue", "c/index.js", "c/d.ts", "index.ts", "p/q.js", "p/lib/q.js",
    "p/main.js", "in/b.ts",
]  # fmt: skip
PACKAGES = {
    "tsconfig.json": '{"compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["./*"]}}}',
    "package.json": '{"workspaces": ["p"], "imports": {"#in/*": "./in/*.ts"}}',
    "p/package.json": '{"name": "p", "main": "main.js", "exports": {".": "./main.js", "./*": "./lib/*.js"}}',
    "a/a.ts": "import '../b/b';\nimport p from 'p';\n",
    "b/b.ts": "import x from '@/c/d';\nimport r from '#in/b';\n",
    "c/d.ts": "import q from 'p/q';\n",
    "index.ts": "export * from './a/a';\n",
}


PYTHON = [
    "import a", "import a.b", "from a import b", "from . import c", "from .b import x", "from .. import b",
    "import lib.d", "from lib import d", "from a.b import c", "from d import x", "import tests.e", "import e",
    "from . import *", "__import__(name)", "import importlib",
]  # fmt: skip
PYTHON_FILES = [
    "a/__init__.py", "a/b.py", "a/b/__init__.py", "a/b/c.py", "src/lib/d.py", "src/lib/__init__.py", "d.py",
    "tests/e.py", "a/c.pyi", "tests/__init__.py",
]  # fmt: skip
MODULES_OF_PYTHON = {
    "a/__init__.py": "from . import b\n",
    "a/b.py": "import lib.d\n",
    "src/lib/__init__.py": "from lib import d\n",
    "src/lib/d.py": "import a.b\n",
    "tests/e.py": "import d\nfrom a import b\n",
}


C = [
    '#include "a.h"', "#include <a.h>", '#include "x/a.h"', '#include "../y/b.h"', "#include <y/b.h>", '#include "b.h"',
    "#include <stdio.h>", '#import "c.hpp"', '#include "lib/c.hpp"', "int f(void);",
]  # fmt: skip
C_FILES = ["x/a.h", "y/a.h", "y/b.h", "z/y/b.h", "main.c", "x/m.c", "lib/c.hpp", "include/lib/c.hpp", "t/t.c"]
HEADERS = {
    "x/a.h": '#include "b.h"\n',
    "y/b.h": "#include <a.h>\n",
    "main.c": '#include "x/a.h"\n#include <y/b.h>\n',
    "t/t.c": '#include "lib/c.hpp"\n#include "../y/b.h"\n',
}


def test_module_of_python_that_comes_beside_a_package_of_its_name(tmp_path: Path) -> None:
    steps = [{"a/b/__init__.py": ["from . import c"]}, {"a/b.py": []}, {"a/b/d.py": ["from . import e"]}]

    graph = follow(tmp_path, {"f.py": ""}, steps)

    assert graph.dependencies == {"a/b/d.py": {"a/b/__init__.py": 3}}


class Case(NamedTuple):
    """Paths that come and go, lines that they can have, and the tree that a history begins from."""

    paths: Sequence[str]
    lines: Sequence[str]
    tree: Tree
    head: str = ""


CASES = {
    "rust": Case([f"src/{name}" for name in RUST_FILES], RUST, CRATE),
    "php": Case(PHP_FILES, PHP, LIBRARY, head="<?php\n"),
    "go": Case(GO_FILES, GO, MODULES),
    "java": Case(JAVA_FILES, JAVA, JVM),
    "csharp": Case(CSHARP_FILES, CSHARP, PROJECTS),
    "javascript": Case(JAVASCRIPT_FILES, JAVASCRIPT, PACKAGES),
    "python": Case(PYTHON_FILES, PYTHON, MODULES_OF_PYTHON),
    "c": Case(C_FILES, C, HEADERS),
}


@pytest.mark.parametrize("language", CASES)
@given(data=st.data())
@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck))
def test_an_updated_graph_is_that_of_the_whole_tree(
    language: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    case = CASES[language]
    steps = data.draw(histories(case.paths, case.lines))

    follow(tmp_path_factory.mktemp(language), case.tree, steps, case.head)
