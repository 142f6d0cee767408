"""Functions that return a constant in place of a result, and code that a return cuts off."""

import os
import time

import pytest

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Kind
from riskcheck.repository import Repository
from riskcheck.signals import Context, results
from riskcheck.sources import revisions
from tests.builders import a_patch
from tests.gitrepo import GitRepo


def observed(path: str, lines: list[str], kind: Kind = "code") -> dict[str, tuple[int | None, str]]:
    changeset = Changeset("patch", "t", patches=(a_patch(path, lines, kind=kind),))
    return {
        signal.id: (signal.evidence[0].start_line, signal.evidence[0].message)
        for signal in results.observe(changeset, Context())
    }


@pytest.mark.parametrize(
    ("path", "lines", "told"),
    [
        (
            "a.py",
            [" def f(a):", "-    if a:", "-        return g(a)", "-    return h(a)", "+    return True"],
            "f returns True in place of 3 lines that worked it out",
        ),
        (
            "a.py",
            [
                " def f(a):",
                '     """It."""',
                "-    for x in a:",
                "-        g(x)",
                "-    return h(a)",
                "+    return {'ok': True}",
            ],
            None,
        ),
        (
            "a.go",
            [
                " func F(a int) bool {",
                "-\tif a > 1 {",
                "-\t\treturn g(a)",
                "-\t}",
                "-\treturn h(a)",
                "+\treturn true",
                " }",
            ],
            "F returns true in place of 4 lines that worked it out",
        ),
        (
            "a.ts",
            [
                " export function f(a) {",
                "-  const b = g(a);",
                "-  if (b) {",
                "-    return b;",
                "-  }",
                "+  return { status: 'ok' };",
                " }",
            ],
            "f returns { status: 'ok' } in place of 4 lines that worked it out",
        ),
        (
            "a.java",
            [
                "     public int f(int a) {",
                "-        if (a > 1) {",
                "-            return g(a);",
                "-        }",
                "-        return h(a);",
                "+        return 0;",
                "     }",
            ],
            "f returns 0 in place of 4 lines that worked it out",
        ),
        (
            "a.rb",
            [" def f(a)", "-  b = g(a)", "-  b.each { |c| h(c) }", "-  b", "+  []", " end"],
            "f returns [] in place of 3 lines that worked it out",
        ),
        (
            "a.rs",
            [
                " fn f(a: u8) -> bool {",
                "-    if a > 1 {",
                "-        return g(a);",
                "-    }",
                "-    h(a)",
                "+    false",
                " }",
            ],
            "f returns false in place of 4 lines that worked it out",
        ),
        (
            "a.kt",
            [
                " fun f(a: Int): Int {",
                "-    if (a > 1) {",
                "-        return g(a)",
                "-    }",
                "-    return h(a)",
                "+    return 1",
                " }",
            ],
            "f returns 1 in place of 4 lines that worked it out",
        ),
        (
            "a.cs",
            [
                "-    public bool F(int a)",
                "-    {",
                "-        if (a > 1) {",
                "-            return G(a);",
                "-        }",
                "-        return H(a);",
                "-    }",
                "+    public bool F(int a) => true;",
            ],
            None,
        ),
        (
            "a.php",
            [
                " function f($a) {",
                "-    if ($a) {",
                "-        return g($a);",
                "-    }",
                "-    return h($a);",
                "+    return '';",
                " }",
            ],
            "f returns '' in place of 4 lines that worked it out",
        ),
    ],
)
def test_a_function_that_computed_returns_a_constant(path: str, lines: list[str], told: str | None) -> None:
    found = observed(path, lines)

    assert list(found) == ["results.constant"]
    assert told is None or found["results.constant"][1] == told


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        pytest.param("a.py", [" def f(a):", "-    return g(a)", "+    return True"], id="one line computed nothing"),
        pytest.param(
            "a.py",
            [" def f(a):", "-    x = 1", "-    y = 2", "-    return x", "+    return 1"],
            id="nothing was called",
        ),
        pytest.param("a.py", ["+def f(a):", "+    return True"], id="a new function"),
        pytest.param(
            "a.py",
            [" def f(a):", "-    if a:", "-        return g(a)", "-    return h(a)", "+    return k(a)"],
            id="still a call",
        ),
        pytest.param(
            "a.py",
            [
                "-def f(a):",
                "-    if a:",
                "-        return g(a)",
                "-    return h(a)",
                "+def other(a):",
                "+    return True",
            ],
            id="another function",
        ),
        pytest.param(
            "a.py",
            [
                " def f(a):",
                "-    if a:",
                "-        return g(a)",
                "-    return h(a)",
                "+    return None",
                " def real_f(a):",
                "+    if a:",
                "+        return g(a)",
                "+    return h(a)",
            ],
            id="the body moved",
        ),
        pytest.param(
            "a.go",
            [
                " func F(a int) bool {",
                "-\tif a > 1 {",
                "-\t\treturn g(a)",
                "-\t}",
                "-\treturn true",
                "+\tif h(a) {",
                "+\t\treturn false",
                "+\t}",
                "+\treturn true",
                " }",
            ],
            id="it still decides",
        ),
    ],
)
def test_what_only_looks_like_a_constant_result(path: str, lines: list[str]) -> None:
    assert observed(path, lines) == {}


def test_a_test_may_return_what_it_likes() -> None:
    lines = [" def f(a):", "-    if a:", "-        return g(a)", "-    return h(a)", "+    return True"]

    assert observed("tests/test_a.py", lines, kind="test") == {}


@pytest.mark.parametrize(
    ("name", "constant", "rule"),
    [
        ("is_valid", "True", "results.validation"),
        ("_check_owner", "None", "results.validation"),
        ("verify_token", "True", "results.validation"),
        ("is_valid", "False", "results.constant"),
        ("checksum", "True", "results.constant"),
        ("total", "True", "results.constant"),
    ],
)
def test_a_check_that_always_agrees_is_worse(name: str, constant: str, rule: str) -> None:
    lines = [f" def {name}(a):", "-    if a:", "-        return g(a)", "-    return h(a)", f"+    return {constant}"]

    assert list(observed("a.py", lines)) == [rule]


@pytest.mark.parametrize(
    ("path", "lines", "seen"),
    [
        ("a.py", ["+    def __eq__(self, other):", "+        return True"], True),
        ("a.java", ["+    public boolean equals(Object other) {", "+        return true;", "+    }"], True),
        ("a.rb", ["+  def ==(other)", "+    true", "+  end"], True),
        ("a.py", ["+    def __eq__(self, other):", "+        return False"], False),
        ("a.py", ["+    def __eq__(self, other):", "+        return self.a == other.a"], False),
        ("a.py", ["     def __eq__(self, other):", "         return True", "+x = 1"], False),
    ],
)
def test_a_comparison_that_always_agrees(path: str, lines: list[str], seen: bool) -> None:
    assert ("results.equality" in observed(path, lines)) is seen


@pytest.mark.parametrize(
    ("path", "lines", "line"),
    [
        ("a.py", [" def f(a):", "+    return {}", "     if a:", "         return g(a)", "     return h(a)"], 2),
        ("a.go", [" func F(a int) bool {", "+\treturn true", " \tb := g(a)", " \treturn b", " }"], 2),
        ("a.js", [" function f(a) {", "+  return;", "   const b = g(a);", "   return b;", " }"], 2),
        ("a.rb", [" def f(a)", "+  return true", "   g(a)", " end"], 2),
    ],
)
def test_code_behind_a_new_return_is_dead(path: str, lines: list[str], line: int) -> None:
    assert observed(path, lines)["results.early-return"][0] == line


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        pytest.param(
            "a.py", [" def f(a):", "     if not a:", "+        return None", "     return h(a)"], id="a guard"
        ),
        pytest.param("a.py", [" def f(a):", "+    return None", "+    x = 1"], id="both are new"),
        pytest.param(
            "a.py",
            [" def f(a):", "     '''", "+    return True", "     or not", "     '''", "     g()"],
            id="in a text",
        ),
        pytest.param("a.py", [" def f(a):", "+    return", "     yield"], id="an empty generator"),
        pytest.param(
            "a.js",
            [" function f(a) {", "   if (a)", "+  return true;", "   g(a);", " }"],
            id="a guard that is badly laid out",
        ),
        pytest.param(
            "a.go", [" \tswitch a {", " \tcase 1:", "+\t\treturn true", " \tcase 2:", " \t\tg()", " \t}"], id="a case"
        ),
        pytest.param(
            "a.rb",
            [" def f(a)", "   if a", "+    return true", "   else", "     g(a)", "   end", " end"],
            id="a branch",
        ),
        pytest.param(
            "a.py", [" def f(a):", "-    return None", "+    return None", "     g(a)"], id="it stood there before"
        ),
    ],
)
def test_a_return_that_cuts_off_nothing(path: str, lines: list[str]) -> None:
    assert observed(path, lines) == {}


def test_whole_files_show_functions_that_hunks_cut(repo: GitRepo) -> None:
    body = "".join(f"    total = add(total, {number})\n" for number in range(12))
    repo.write("app.py", f"class A:\n    pass\n\n\ndef f(total):\n    '''Return True.'''\n{body}    return total\n")
    repo.commit()
    repo.write("app.py", "class A:\n    pass\n\n\ndef f(total):\n    '''Return True.'''\n    return 12\n")
    repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")

    (signal,) = results.observe(changeset, Context(contents=Contents(changeset, repository)))

    assert (signal.id, signal.evidence[0].start_line, signal.evidence[0].end_line) == ("results.constant", 5, 7)


@pytest.mark.parametrize("suffix", ["py", "js", "go", "java", "rb", "rs", "kt", "cs", "php"])
@pytest.mark.parametrize(
    "line",
    [
        "return " * 900,
        "return {" + "a: 1, " * 900,
        "public " * 900,
        "def f(" * 900,
        "\0\ud800return 1",
        "x" * 50_000,
        "}" * 900,
    ],
)
def test_a_hostile_line_costs_no_time_and_raises_nothing(suffix: str, line: str) -> None:
    start = time.process_time()

    observed(f"a.{suffix}", [f"+{line}"] * 50 + ["+    return True", f" {line}"] * 50)

    assert time.process_time() - start < 8
