"""Includes: beside the file, in folders that only the build knows, and none of the system's."""

from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.graph.facts import Surroundings
from riskcheck.graph.languages import c
from tests.graph.resolved import lines, read_in_time, resolved

Edges = set[tuple[str, str, bool]]


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        pytest.param(
            {"src/a.c": '#include "b.h"\n', "src/b.h": "", "lib/b.h": ""},
            {("src/a.c", "src/b.h", True)},
            id="what is beside the file comes first",
        ),
        pytest.param(
            {"src/a.c": '#include "../include/b.h"\n', "include/b.h": ""},
            {("src/a.c", "include/b.h", True)},
            id="a path may lead upwards",
        ),
        pytest.param(
            {"src/a.cpp": '#include "net/b.hpp"\n', "include/net/b.hpp": "", "include/disk/b.hpp": ""},
            {("src/a.cpp", "include/net/b.hpp", True)},
            id="the one path that ends so is meant",
        ),
        pytest.param(
            {"x/src/a.c": '#include "b.h"\n', "x/include/b.h": "", "y/include/b.h": ""},
            {("x/src/a.c", "x/include/b.h", False)},
            id="of several the nearest, by name only",
        ),
        pytest.param(
            {"src/deep/a.c": '#include "b.h"\n', "src/b.h": "", "src/deep/er/b.h": ""},
            {("src/deep/a.c", "src/b.h", False)},
            id="a folder around the file comes before one in it",
        ),
        pytest.param(
            {"a.cc": "#include <folly/Range.h>\n#include <own.h>\n", "x/folly/Range.h": "", "x/own.h": ""},
            {("a.cc", "x/folly/Range.h", True), ("a.cc", "x/own.h", False)},
            id="angle brackets, with a folder and without",
        ),
        pytest.param(
            {"src/a.c": "#include <own.h>\n", "src/own.h": "", "deps/own.h": ""},
            {("src/a.c", "deps/own.h", False)},
            id="angle brackets do not look beside the file",
        ),
        pytest.param(
            {"a.c": "#include <string.h>\n#include <vector>\n", "compat/string.h": "", "b.c": '#include "string.h"\n'},
            {("b.c", "compat/string.h", True)},
            id="a header of the system is not the one of that name here",
        ),
        pytest.param(
            {"a.m": "#import 'b.h'\n #  import \"b.h\"\n", "b.h": ""},
            {("a.m", "b.h", True)},
            id="import of Objective-C",
        ),
        pytest.param(
            {
                "a.c": '/*\n#include "b.h"\n*/\n// \\\n#include "b.h"\nchar *t = "\\\n#include";\n x #include "b.h"\n',
                "b.h": "",
            },
            set(),
            id="comments and strings include nothing",
        ),
        pytest.param(
            {"a.c": 'char *glob = "*/*"; // it\'s /*\n#include "b.h"\n', "b.h": "", "b.c": ""},
            {("a.c", "b.h", True)},
            id="what looks like a comment in a string is none; a header leads to no source",
        ),
        pytest.param(
            {"a.c": '#include "none.h"\n#include "../../../b.h"\n#include "a.c"\n', "b.h": ""},
            {("a.c", "b.h", True)},
            id="nothing leaves the repository, and no file includes itself",
        ),
        pytest.param(
            {"a.c": '#include "dir\\\\b.h"\n', "dir/b.h": "", "list.def": "", "b.c": '#include "list.def"\n'},
            {("a.c", "dir/b.h", True), ("b.c", "list.def", True)},
            id="backslashes, and other suffixes",
        ),
    ],
)
def test_edges(tree: Mapping[str, str], expected: Edges) -> None:
    assert resolved("c", tree) == expected


def test_lines_are_counted_through_comments() -> None:
    assert lines("c", '/* a\n b */\n\n#include "x.h"\r\n#include <y.h>\n') == {"x.h": 4, "<y.h": 5}


def test_a_computed_include_is_dynamic() -> None:
    assert c.extract(b"#include CONFIG_FILE\n").dynamic
    assert not c.extract(b'#include "CONFIG_FILE"\n').dynamic


@pytest.mark.parametrize(("path", "words"), [("x/b.h", {"b.h"}), ("x/\u00e4.h", None), ('x/"b.h', None)])
def test_words_of_a_file_are_in_every_reference_to_it(path: str, words: set[str] | None) -> None:
    assert c.resolver(Surroundings(frozenset({path}), {}, {})).words(path, ()) == words


@pytest.mark.parametrize("part", [b'"', b"'", b"/*", b"//", b"#include <a>\n", b"#include ", b"\\", b" ", b"(", b"\n#"])
def test_hostile_text_is_read_in_time(part: bytes) -> None:
    assert len(read_in_time("c", part).references) <= 1


@given(st.binary())
def test_any_bytes_have_facts(content: bytes) -> None:
    c.extract(b'#include "' + content)
