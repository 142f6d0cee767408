import time

import pytest

from riskcheck.history.trivia import trivial

N, Y = False, True


@pytest.mark.parametrize(
    ("path", "lines", "expected"),
    [
        pytest.param("a.c", ["", "  ", "x = 1;"], (Y, Y, N), id="blanks"),
        pytest.param("a.c", ["}", "});", "} else {", "else", "x;"], (Y, Y, Y, Y, N), id="braces"),
        pytest.param("a.c", ["// one", "x; // two"], (Y, N), id="C++ comments"),
        pytest.param("a.c", ["/* one */", "x; /* two */", "/* three */ x;"], (Y, N, N), id="comments on one line"),
        pytest.param("a.c", ["/* one", "two", "three */", "x;"], (Y, Y, Y, N), id="comment block"),
        pytest.param("a.c", ["x; /* one", "two", "*/ y;"], (N, Y, N), id="block between code"),
        pytest.param("a.c", ["one two", "* three */", "x;"], (Y, Y, N), id="a block whose start is not shown"),
        pytest.param("a.c", ["*p = 0;", " * prose"], (N, Y), id="a pointer is no comment"),
        pytest.param("a.c", ["#include <a.h>", "#define A 1"], (Y, N), id="includes"),
        pytest.param("a.py", ["import os", "from a import b", "from_a = 1", "# x", "x # y"], (Y, Y, N, Y, N), id="Py"),
        pytest.param("a.rs", ["use a::b;", "pub use a::c;", "used(1);", "mod a {"], (Y, Y, N, Y), id="Rust"),
        pytest.param("a.go", ['"fmt"', 'io "os"', "import (", 'f("x")'], (Y, Y, Y, N), id="Go"),
        pytest.param("a.ts", ["import a from 'a'", "const a = require('a')", "const b = 1"], (Y, Y, N), id="TS"),
        pytest.param("A.java", ["import a.B;", "package a;", "important();"], (Y, Y, N), id="Java"),
        pytest.param("a.rb", ["require 'a'", "end", "# x", "requires(1)"], (Y, Y, Y, N), id="Ruby"),
        pytest.param("a.sql", ["-- x", "select 1"], (Y, N), id="SQL"),
        pytest.param("a.html", ["<!-- x", "y -->", "<p>"], (Y, Y, N), id="markup"),
        pytest.param("a.unheardof", ["# x", "// y", ""], (N, N, Y), id="unknown suffix"),
        pytest.param("a.c", [], (), id="nothing"),
    ],
)  # fmt: skip
def test_lines_that_do_nothing(path: str, lines: list[str], expected: tuple[bool, ...]) -> None:
    assert trivial(path, lines) == expected


@pytest.mark.parametrize("path", ["a.c", "a.rs", "a.js", "a.go", "a.html"])
@pytest.mark.parametrize("unit", ["use a", "/*", "*/", "<!--", "const {", "} ", "import "])
def test_a_line_of_megabytes_is_no_trap(path: str, unit: str) -> None:
    start = time.process_time()

    trivial(path, [unit * 300_000] * 3)

    assert time.process_time() - start < 8
