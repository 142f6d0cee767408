"""Excerpts leave out functions that a change does not touch, and nothing that would change what a rule sees."""

import ast
import sysconfig
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.syntax import excerpts
from riskcheck.syntax.excerpts import excerpt


@pytest.fixture(autouse=True)
def _every_file_is_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(excerpts, "MIN_LINES", 0)


CUTS = {
    "py": (
        "import os\nLIMIT = (\n    3\n)\n\n@cache\n@wraps(\n    f\n)\nasync def a(\n    x,\n):\n    # note\n"
        "# outside\n    return x\n\n"
        "class B:\n    size = 1\n\n    def c(self):\n        return 1\n\n    def d(self):\n        return 2\n",
        "return 2",
        "import os\nLIMIT = (\n    3\n)\n\npass\n\n\n\n\n\n\n\n\n\n\nclass B:\n    size = 1\n\n    pass\n\n\n"
        "    def d(self):\n        return 2\n",
    ),
    "go": (
        'package a\n\nimport "fmt"\n\nfunc one() int { return 1 }\n\nfunc two(\n\tx int,\n) (int, error) {\n'
        "\treturn x, nil\n}\n\nfunc three() {\n}\n",
        "func three",
        'package a\n\nimport "fmt"\n\n\n\n\n\n\n\n\n\nfunc three() {\n}\n',
    ),
    "ts": (
        "const key = 1;\nexport const a = async (x: number) => {\n  return x;\n};\n\nexport class B {\n"
        "  one(): void {\n    go();\n  }\n\n"
        "  two() {\n    if (x) {\n      stop();\n    }\n  }\n}\n\nfunction c() {\n}\n",
        "stop();",
        "const key = 1;\n\n\n\n\nexport class B {\n\n\n\n\n  two() {\n    if (x) {\n      stop();\n    }\n  }\n"
        "}\n\n\n\n",
    ),
    "java": (
        "class A {\n    int b = f(1);\n\n    @Deprecated\n    public int c(\n        int d) {\n"
        "        return d;\n    }\n\n"
        "    private void e() {\n    }\n}\n",
        "private void",
        "class A {\n    int b = f(1);\n\n\n\n\n\n\n\n    private void e() {\n    }\n}\n",
    ),
    "cs": (
        "class A\n{\n    int b = 1;\n\n    [Authorize]\n    public async Task C(\n        int d)\n    {\n"
        "        go();\n    }\n\n"
        "    private void E()\n    {\n    }\n}\n",
        "private void",
        "class A\n{\n    int b = 1;\n\n\n\n\n\n\n\n\n    private void E()\n    {\n    }\n}\n",
    ),
    "kt": (
        "class A {\n    val b = 1\n    override fun c() {\n        go()\n    }\n\n    fun d() {\n    }\n}\n",
        "fun d",
        "class A {\n    val b = 1\n\n\n\n\n    fun d() {\n    }\n}\n",
    ),
    "php": (
        "<?php\nclass A\n{\n    public function b($c)\n    {\n        go();\n    }\n\n    function d() {\n    }\n}\n",
        "function d",
        "<?php\nclass A\n{\n\n\n\n\n\n    function d() {\n    }\n}\n",
    ),
    "rs": (
        "use a::b;\n\n#[test]\n#[ignore]\nfn c() {\n    go();\n}\n\nimpl D {\n    pub fn e(&self) -> u8 {\n"
        "        1\n    }\n}\n\n"
        "fn f() {\n}\n",
        "fn f",
        "use a::b;\n\n\n\n\n\n\n\nimpl D {\n\n\n\n}\n\nfn f() {\n}\n",
    ),
    "rb": (
        "class A\n  before_action :login\n  def b\n    1\n  end\n\n  def c\n    2\n  end\nend\n",
        "    2",
        "class A\n  before_action :login\n\n\n\n\n  def c\n    2\n  end\nend\n",
    ),
}


@pytest.mark.parametrize("suffix", CUTS)
def test_untouched_functions_are_left_out_and_lines_keep_their_numbers(suffix: str) -> None:
    content, touched, expected = CUTS[suffix]
    line = content[: content.index(touched)].count("\n") + 1

    assert excerpt(content.encode(), [(line, line)], f".{suffix}").decode() == expected


def test_text_at_the_margin_of_a_string_ends_no_function() -> None:
    content = 'class A:\n    def a(self):\n        return f"""x\ndef y():\n"""\n\n    def b(self):\n        pass\n'

    assert excerpt(content.encode(), [(8, 8)], ".py") == b"class A:\n    pass\n\n\n\n\n    def b(self):\n        pass\n"


WHOLE = {
    "a body that begins in an unusual place": (
        "java",
        "class A {\n    void a()\n  {\n  }\n\n    public void b()\n      {\n      }\n}\n",
    ),
    "a string that does not end": ("py", 'def a():\n    """x\ny\n\ndef b():\n    pass\n'),
    "a function that does not end": ("go", "func a() {\n\treturn\nfunc b() {\n}\n"),
    "tabs and spaces mixed": ("py", "def a():\n\treturn 1\n\ndef b():\n    pass\n"),
    "an unknown language": ("zig", "fn a() {\n}\n\nfn b() {\n}\n"),
}


@pytest.mark.parametrize("why", WHOLE)
def test_a_doubtful_layout_is_kept_whole(why: str) -> None:
    suffix, content = WHOLE[why]

    last = content.count("\n")
    assert excerpt(content.encode(), [(last, last)], f".{suffix}").decode() == content


MODULES = sorted(Path(sysconfig.get_path("stdlib")).glob("*.py"))


@given(st.data())
def test_an_excerpt_of_python_parses_and_keeps_what_is_touched(data: st.DataObject) -> None:
    content = data.draw(st.sampled_from(MODULES)).read_bytes()
    lines = content.split(b"\n")
    first = data.draw(st.integers(1, len(lines)))
    last = data.draw(st.integers(first, min(first + 40, len(lines))))

    cut = excerpt(content, [(first, last)], ".py")

    assert len(cut.split(b"\n")) == len(lines)
    assert cut.split(b"\n")[first - 1 : last] == lines[first - 1 : last]
    ast.parse(cut)


@given(
    st.binary(max_size=400), st.sampled_from(sorted(CUTS)), st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)))
)
def test_any_bytes_keep_their_number_of_lines(content: bytes, suffix: str, touched: list[tuple[int, int]]) -> None:
    assert excerpt(content, touched, f".{suffix}").count(b"\n") == content.count(b"\n")
