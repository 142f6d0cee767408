"""Which files a Python file means: small trees in, edges out."""

import time
from collections.abc import Mapping

import pytest

from riskcheck.graph.facts import Surroundings
from riskcheck.graph.languages import python


def edges(files: Mapping[str, str]) -> set[tuple[str, str]]:
    """The edges of a tree, as pairs of paths."""
    configuration = {path: content.encode() for path, content in files.items() if path.endswith(python.CONFIGURATION)}
    resolver = python.resolver(Surroundings(frozenset(files), {}, configuration))
    return {
        (path, edge.path)
        for path, content in files.items()
        if path.endswith((".py", ".pyi"))
        for edge in resolver.edges(path, python.extract(content.encode()))
    }


PACKAGE = {"shop/__init__.py": "", "shop/a.py": "", "shop/b.py": "", "shop/sub/__init__.py": "", "shop/sub/c.py": ""}


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("shop/x.py", "import shop.a", {"shop/a.py"}),
        ("shop/x.py", "import shop.a as a, shop.b", {"shop/a.py", "shop/b.py"}),
        ("shop/x.py", "from shop import a", {"shop/a.py"}),
        ("shop/x.py", "from shop import NAME", {"shop/__init__.py"}),
        ("shop/x.py", "from shop.a import NAME, other", {"shop/a.py"}),
        ("shop/x.py", "from shop.a import (\n    NAME,  # why\n    other,\n)", {"shop/a.py"}),
        ("shop/x.py", "from shop.a \\\n    import NAME", {"shop/a.py"}),
        ("shop/x.py", "from shop import a, \\\n    b", {"shop/a.py", "shop/b.py"}),
        ("shop/x.py", "from . import a", {"shop/a.py"}),
        ("shop/x.py", "from .sub import c", {"shop/sub/c.py"}),
        ("shop/x.py", "from .sub.c import f", {"shop/sub/c.py"}),
        ("shop/sub/x.py", "from .. import a", {"shop/a.py"}),
        ("shop/sub/x.py", "from ..b import f", {"shop/b.py"}),
        ("shop/x.py", "from shop import *", {"shop/__init__.py"}),
        ("shop/x.py", "def f():\n    from shop import a\n", {"shop/a.py"}),
        ("shop/x.py", "if TYPE_CHECKING:\n\tfrom shop.a import T\n", {"shop/a.py"}),
        ("shop/x.py", "try: import os\nexcept ImportError: pass\nimport shop.b; x = 1\n", {"shop/b.py"}),
        ("shop/x.py", "importlib.import_module('shop.a')", {"shop/a.py"}),
        ("shop/x.py", "import shop.a.attribute", {"shop/a.py"}),
        ("shop/x.py", "import os, json.decoder\nfrom django.db import models", set()),
        ("shop/x.py", '"""\nimport shop.a\n"""\n', set()),
        ("shop/x.py", "'''from shop import a'''\n# import shop.b\n", set()),
        ("shop/x.py", "x = 'import shop.a'\n", set()),
        ("shop/x.py", "import b", set()),
        ("shop/x.py", "from ..... import a", set()),
        ("tests/test_a.py", "import shop.a", {"shop/a.py"}),
    ],
)
def test_every_form_of_import(path: str, text: str, expected: set[str]) -> None:
    assert {target for source, target in edges({**PACKAGE, path: text}) if source == path} == expected


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"src/p/__init__.py": "", "src/p/a.py": "", "t/t.py": "import p.a"}, {"src/p/a.py"}, id="src"),
        pytest.param({"ns/part/a.py": "", "ns/part/b.py": "from ns.part import a"}, {"ns/part/a.py"}, id="a namespace"),
        pytest.param(
            {"x/y/ns/part/a.py": "", "x/y/ns/other/b.py": "from ns.part import a"},
            {"x/y/ns/part/a.py"},
            id="a namespace whose root is nowhere told",
        ),
        pytest.param({"tools/a.py": "", "tools/run.py": "import a"}, {"tools/a.py"}, id="a script and its neighbour"),
        pytest.param(
            {"one/pyproject.toml": "", "one/src/p/a.py": "", "two/pyproject.toml": "", "two/src/p/a.py": ""}
            | {"two/src/p/b.py": "import p.a"},
            {"two/src/p/a.py"},
            id="the nearest of two projects",
        ),
        pytest.param({"p/__init__.py": "", "p/a.pyi": "", "b.py": "from p import a"}, {"p/a.pyi"}, id="a stub"),
        pytest.param(
            {"p/__init__.py": "", "p/tempfile.py": "", "p/setup.py": "", "p/b.py": "import tempfile"},
            set(),
            id="a module of a package is no root",
        ),
    ],
)
def test_roots_are_found(files: Mapping[str, str], expected: set[str]) -> None:
    assert {target for _, target in edges(files)} == expected


def test_lines_are_those_of_the_statements() -> None:
    facts = python.extract(b'"""\ntext\n"""\nimport a\n\nfrom b import (\n    c,\n)\n')

    assert facts.references == {"a": 4, "b:c": 6}


def test_a_name_that_is_computed_is_said() -> None:
    assert python.extract(b"import_module(name)").dynamic
    assert not python.extract(b"import_module('a')").dynamic


@pytest.mark.parametrize(
    "content",
    [
        b'"' * 1_000_000,
        b"'''" * 300_000,
        b"import " * 200_000,
        b"from a import (" * 100_000,
        b"from " * 200_000,
        b"\nfrom a import b," * 1 + b"c," * 400_000,
        b"#" * 1_000_000,
        b"import a," + b"\\\n" * 400_000,
    ],
    ids=range(8),
)
def test_time_is_linear_on_hostile_input(content: bytes) -> None:
    start = time.process_time()
    python.extract(content)

    assert time.process_time() - start < 8
