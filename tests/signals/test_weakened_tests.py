"""Tests that a change deletes, switches off or makes say less, and what only looks like it."""

import os
import time
from collections.abc import Mapping

import pytest

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Signal
from riskcheck.kinds import kind_of
from riskcheck.repository import Repository
from riskcheck.signals import assertions, expectations, mocks, skips, tests
from riskcheck.signals.context import Context
from riskcheck.sources import revisions
from riskcheck.syntax.testcases import cases, language_of
from tests.builders import a_patch
from tests.gitrepo import GitRepo

DETECTORS = (tests, assertions, skips, expectations, mocks)
BEFORE = """\
import app


def test_adds():
    result = app.add(1, 2)
    assert result == 3
    assert result.kind == "sum"


class TestMore:
    def test_subtracts(self):
        difference = app.subtract(3, 2)
        self.assertEqual(1, difference)
        self.check_signs(difference)
"""
CODE = "def add(a, b):\n    return a + b\n\n\ndef subtract(a, b):\n    return a - b\n"
MORE = "import app\n\n\n" + BEFORE[BEFORE.index("class TestMore") :]
WITHOUT_SUBTRACT = BEFORE[: BEFORE.index("\n\nclass TestMore")]


def observed(repo: GitRepo, *steps: Mapping[str, str | None]) -> dict[str, list[str]]:
    """What the last of some commits did, as messages by rule; `tests.missing` aside."""
    for step in steps:
        for path, content in step.items():
            if content is None:
                (repo.folder / path).unlink()
            else:
                repo.write(path, content)
        repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    return told(changeset := revisions.read_commit(repository, "HEAD"), Contents(changeset, repository))


def told(changeset: Changeset, contents: Contents | None = None) -> dict[str, list[str]]:
    context = Context(contents=contents) if contents else Context()
    return {
        signal.id: [evidence.message for evidence in signal.evidence]
        for detector in DETECTORS
        for signal in detector.observe(changeset, context)
        if isinstance(signal, Signal) and signal.id != "tests.missing"
    }


def in_diff(path: str, *lines: str) -> dict[str, list[str]]:
    return told(Changeset("patch", "t", patches=(a_patch(path, lines, kind=kind_of(path)),)))


@pytest.mark.parametrize(
    "code",
    [
        pytest.param(CODE, id="alone"),
        pytest.param(CODE.replace("- b", "- b - 0"), id="with a change of its subject"),
        pytest.param(CODE + "\n\ndef multiply(a, b):\n    return a * b\n", id="with a change beside its subject"),
    ],
)
def test_a_test_that_is_gone_is_told(repo: GitRepo, code: str) -> None:
    found = observed(
        repo, {"tests/test_app.py": BEFORE, "app.py": CODE}, {"tests/test_app.py": WITHOUT_SUBTRACT, "app.py": code}
    )

    assert found == {"tests.case-deleted": ["test_subtracts deleted"]}


ANEW = """\
    def test_all_differences(self):
        for a, b in TABLE:
            self.assertLess(app.subtract(a, b), a)
"""
WITHOUT_SUBJECT = {"tests/test_app.py": WITHOUT_SUBTRACT, "app.py": CODE[: CODE.index("\n\n\ndef subtract")] + "\n"}


@pytest.mark.parametrize(
    "after",
    [
        pytest.param({"tests/test_app.py": BEFORE.replace("test_subtracts", "test_takes_away")}, id="renamed"),
        pytest.param({"tests/test_app.py": WITHOUT_SUBTRACT, "tests/test_more.py": MORE}, id="moved to another file"),
        pytest.param(WITHOUT_SUBJECT, id="its subject is gone, too"),
        pytest.param(
            {"tests/test_app.py": WITHOUT_SUBTRACT + "\n\nclass TestMore:\n" + ANEW}, id="written anew in its place"
        ),
        pytest.param({"tests/test_app.py": BEFORE.replace("    ", "        ")}, id="reindented"),
    ],
)
def test_a_test_that_is_still_there_in_another_form_is_not(repo: GitRepo, after: Mapping[str, str | None]) -> None:
    found = observed(repo, {"tests/test_app.py": BEFORE, "app.py": CODE}, after)

    assert "tests.case-deleted" not in found


def test_a_bare_diff_says_what_it_does_not_know() -> None:
    changeset = Changeset("patch", "t", patches=(a_patch("tests/test_a.py", ["-    assert f() == 2"], kind="test"),))

    found = [entry for entry in tests.observe(changeset, Context()) if isinstance(entry, Skipped)]

    assert [entry.reason for entry in found] == ["a bare diff has no whole files"]


def test_a_file_of_tests_that_was_spread_over_others_is_not_deleted(repo: GitRepo) -> None:
    both = {
        "tests/test_sum.py": WITHOUT_SUBTRACT,
        "tests/test_rest.py": "import app\n\n\n" + BEFORE[BEFORE.index("class") :],
    }

    assert observed(repo, {"tests/test_app.py": BEFORE}, {"tests/test_app.py": None, **both}) == {}
    assert "tests.deleted" in observed(repo, {"tests/test_sum.py": None})


@pytest.mark.parametrize(
    ("path", "source", "names"),
    [
        ("a_test.go", "func TestA(t *testing.T) {\n\tx()\n}\n\nfunc helper() {\n}\n", ["TestA"]),
        (
            "a.test.ts",
            "describe('x', () => {\n  it('works', () => {\n    y()\n  })\n  test.only(`t`, f)\n})",
            ["works", "t"],
        ),
        ("ATest.java", "@Test\nvoid works() {\n}\n@Test public void also() {\n}\nvoid no() {\n}", ["works", "also"]),
        (
            "a.rs",
            "#[test]\nfn works() {\n    x();\n}\nfn no() {\n}\n#[tokio::test]\nasync fn too() {\n}",
            ["works", "too"],
        ),
        ("a_test.rb", '  test "a b" do\n    x\n  end\n  def test_c\n  end\n  def d\n  end', ["a b", "test_c"]),
        ("a_test.cc", "TEST(A, Works) {\n  x();\n}\nTEST_F(B, Too)\n{\n}", ["A, Works", "B, Too"]),
        ("ATests.cs", "[Fact]\npublic void Works()\n{\n}\npublic void No()\n{\n}", ["Works"]),
        ("ATest.kt", "@Test\nfun `works well`() {\n}\nfun no() {\n}", ["works well"]),
        ("t/t1.sh", "test_expect_success 'works' '\n\tx\n'\ntest_expect_success PERL 'too' 'y'", ["works", "too"]),
        ("a_test.exs", 'test "works" do\n  assert x\nend', ["works"]),
        ("ATest.php", "public function testWorks(): void\n{\n}\nfunction no()\n{\n}", ["testWorks"]),
        ("a_test.dart", "testWidgets('works', (tester) async {\n  x();\n});", ["works"]),
    ],
)
def test_tests_are_found_in_each_language(path: str, source: str, names: list[str]) -> None:
    language = language_of(path)

    assert language is not None
    assert [case.name for case in cases(language, source.split("\n"))] == names


def test_a_case_ends_with_its_body() -> None:
    language = language_of("a.py")
    assert language is not None
    lines = ["def test_a(", "    x,", "):", "    assert x", "", "", "X = 1", "async def test_b():", "    pass"]

    assert [(case.start_line, case.end_line) for case in cases(language, lines)] == [(1, 6), (8, 9)]


ASSERTED = '    assert result == 3\n    assert result.kind == "sum"\n'
KIND = '\n\ndef test_kind():\n    result = app.add(1, 2)\n    assert result.kind == "sum"\n'
HELPER = "\n\ndef same_as(result, number):\n    assert result == number\n"


def test_assertions_that_a_test_lost_are_counted(repo: GitRepo) -> None:
    after = BEFORE.replace(ASSERTED, "    print(result)\n")

    found = observed(repo, {"tests/test_app.py": BEFORE}, {"tests/test_app.py": after})

    assert found == {"assertions.removed": ["2 assertions fewer in test_adds"]}


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(BEFORE.replace(ASSERTED, "    assert result == 3\n") + KIND, id="moved"),
        pytest.param(BEFORE.replace("    assert result == 3\n    assert", "    assert result == 3 and"), id="joined"),
        pytest.param(BEFORE.replace(ASSERTED, "    same_as(result, 3)\n") + HELPER, id="in a helper of its own"),
        pytest.param(BEFORE.replace(ASSERTED, "    for x in (3,):\n        assert result == x\n"), id="in a loop"),
        pytest.param(BEFORE.replace("    assert", "        assert"), id="reindented"),
    ],
)
def test_assertions_that_stand_elsewhere_are_not(repo: GitRepo, after: str) -> None:
    assert "assertions.removed" not in observed(repo, {"tests/test_app.py": BEFORE}, {"tests/test_app.py": after})


@pytest.mark.parametrize(
    ("path", "old", "new", "message"),
    [
        ("tests/test_a.py", "    assert reply.total == 42", "    assert reply.total", "total == 42 -> total"),
        (
            "tests/test_a.py",
            "    assert reply.total == 42",
            "    assert reply.total is not None",
            "== 42 -> is not None",
        ),
        (
            "tests/test_a.py",
            "        self.assertEqual(reply.total, 42)",
            "        self.assertIsNotNone(reply.total)",
            "assertEqual(reply.total, 42) -> assertIsNotNone(reply.total)",
        ),
        (
            "tests/test_a.py",
            "        self.assertEqual(reply.names, ['a'])",
            "        self.assertIn('a', reply.names)",
            "assertEqual(reply.names, ['a']) -> assertIn('a', reply.names)",
        ),
        (
            "tests/test_a.py",
            "    with pytest.raises(KeyError):",
            "    with pytest.raises(Exception):",
            "expects Exception instead of KeyError",
        ),
        (
            "tests/test_a.py",
            "    with pytest.raises(KeyError, match='x'):",
            "    with pytest.raises(KeyError):",
            "no longer says what KeyError tells",
        ),
        (
            "tests/test_a.py",
            "    assert x == pytest.approx(1.5, abs=0.01)",
            "    assert x == pytest.approx(1.5, abs=0.5)",
            "tolerance widened",
        ),
        (
            "tests/test_a.py",
            "    send.assert_called_once_with(order)",
            "    send.assert_called_once()",
            "assert_called_once_with(order) -> assert_called_once()",
        ),
        (
            "src/a.test.ts",
            "  expect(reply.total).toBe(42)",
            "  expect(reply.total).toBeTruthy()",
            "toBe(42) -> toBeTruthy()",
        ),
        (
            "src/a.test.ts",
            "  expect(send).toHaveBeenCalledWith(order)",
            "  expect(send).toHaveBeenCalled()",
            "toHaveBeenCalledWith(order) -> toHaveBeenCalled()",
        ),
        (
            "ATest.java",
            "    assertEquals(42, reply.total());",
            "    assertNotNull(reply.total());",
            "assertEquals(42, reply.total()); -> assertNotNull(reply.total());",
        ),
    ],
)
def test_an_assertion_that_says_less_is_told(path: str, old: str, new: str, message: str) -> None:
    assert in_diff(path, f"-{old}", f"+{new}")["assertions.weakened"] == [message]


@pytest.mark.parametrize(
    ("path", "old", "new"),
    [
        ("tests/test_a.py", "    assert reply.total", "    assert reply.total == 42"),
        ("tests/test_a.py", "        self.assertEqual(reply.ok, True)", "        self.assertTrue(reply.ok)"),
        ("tests/test_a.py", "        self.assertEqual(None, reply.ok)", "        self.assertIsNone(reply.ok)"),
        ("tests/test_a.py", "    assert type(reply) == dict", "    assert isinstance(reply, dict)"),
        ("tests/test_a.py", "    assert reply.total == 42", "    assert session.closed"),
        ("tests/test_a.py", "    with pytest.raises(Exception):", "    with pytest.raises(KeyError):"),
        (
            "tests/test_a.py",
            "    assert x == pytest.approx(1.5, abs=0.5)",
            "    assert x == pytest.approx(1.5, abs=0.01)",
        ),
        ("src/a.test.ts", "  expect(reply.total).toBe(42)", "  expect(reply.total).toEqual(42)"),
        ("src/app.py", "    assert reply.total == 42", "    assert reply.total"),
    ],
)
def test_an_assertion_that_says_as_much_is_not(path: str, old: str, new: str) -> None:
    assert "assertions.weakened" not in in_diff(path, f"-{old}", f"+{new}")


@pytest.mark.parametrize(
    ("path", "lines", "message"),
    [
        (
            "a_test.cc",
            ["-TEST(Cart, Sums) {", "+TEST(Cart, DISABLED_Sums) {", "   x();", " }"],
            "Cart, Sums renamed so that it does not run",
        ),
        (
            "tests/test_a.py",
            ["-def test_sums():", "+def _test_sums():", "     assert f() == 2"],
            "test_sums renamed so that it does not run",
        ),
        (
            "tests/test_a.py",
            ["-def test_sums():", "-    assert f() == 2", "+# def test_sums():", "+#     assert f() == 2"],
            "test_sums commented out",
        ),
        ("ATest.kt", [" @Test", "+@Ignore", " fun sums() {", "   check(f())", " }"], "sums switched off"),
        ("a_test.exs", ["+  @tag :skip", '   test "sums" do', "     assert f() == 2", "   end"], "sums switched off"),
        (
            "a_test.dart",
            [" test('sums', () {", "   expect(f(), 2);", "-});", "+}, skip: 'flaky');"],
            "sums switched off",
        ),
        ("a_test.cc", [" TEST(Cart, Sums) {", "+  GTEST_SKIP();", "   x();", " }"], "Cart, Sums switched off"),
        (
            "tests/test_a.py",
            ["+pytest.skip('later', allow_module_level=True)", " x = 1"],
            "every test of the file switched off",
        ),
        ("a_test.go", ["+//go:build ignore", " package a"], "every test of the file switched off"),
    ],
)
def test_a_test_that_is_switched_off_is_told(path: str, lines: list[str], message: str) -> None:
    assert in_diff(path, *lines)["skips.test"] == [message]


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        pytest.param(
            "a_test.cc",
            [" TEST(Cart, Sums) {", "+  if (!has_gpu()) {", "+    GTEST_SKIP();", "+  }", " }"],
            id="under a condition",
        ),
        pytest.param("ATest.kt", ["+@Test", "+@Ignore", "+fun sums() {", "+}"], id="a new test"),
        pytest.param(
            "tests/test_a.py",
            ["-def test_sums():", "+def _test_sums(a):", "     assert f(a)", "+def test_one():", "+    _test_sums(1)"],
            id="a helper",
        ),
        pytest.param("ATest.kt", ["-@Ignore", " @Test", "+@Ignore", " fun sums() {", " }"], id="moved"),
        pytest.param("tests/test_a.py", ["+    pytest.skip('no gpu', allow_module_level=True)"], id="indented"),
    ],
)
def test_a_test_that_still_runs_is_not(path: str, lines: list[str]) -> None:
    assert "skips.test" not in in_diff(path, *lines)


@pytest.mark.parametrize(
    ("path", "lines", "message"),
    [
        (
            "pyproject.toml",
            ["-addopts = '-ra'", "+addopts = '-ra --deselect tests/test_a.py::test_b'"],
            "left out: tests/test_a.py::test_b",
        ),
        ("tox.ini", ["-commands = pytest", "+commands = pytest --ignore=tests/slow"], "left out: tests/slow"),
        ("Makefile", ["-\tpytest", '+\tpytest -k "not slow"'], "left out: not slow"),
        ("package.json", ['+    "testPathIgnorePatterns": ["cart"],'], 'left out: ["cart"]'),
        (".gitlab-ci.yml", ["-  - mvn verify", "+  - mvn verify -DskipTests"], "left out: -DskipTests"),
        (
            "pytest.ini",
            ["-testpaths = tests integration", "+testpaths = tests"],
            "test paths tests integration -> tests",
        ),
    ],
)
def test_tests_left_out_by_configuration_are_told(path: str, lines: list[str], message: str) -> None:
    assert in_diff(path, *lines)["skips.selection"] == [message]


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        ("tox.ini", ["-commands = pytest --ignore=tests/slow", "+commands = pytest -x --ignore=tests/slow"]),
        ("tox.ini", ["-commands = pytest --ignore=tests/slow", "+commands = pytest"]),
        ("Makefile", ["+\t# pytest --ignore=tests/slow"]),
        ("docs/a.md", ["+pytest --ignore=tests/slow"]),
        ("pytest.ini", ["-testpaths = tests", "+testpaths = tests integration"]),
        ("Makefile", ["+\trsync --ignore=times a b"]),
    ],
)
def test_options_that_leave_out_nothing_new_are_not(path: str, lines: list[str]) -> None:
    assert "skips.selection" not in in_diff(path, *lines)


EXPECTED = ["-    assert total(cart) == 42", "+    assert total(cart) == 43"]


def with_code(*patches: object) -> dict[str, list[str]]:
    code = a_patch("src/cart.py", ["-x = 1", "+x = 2"])
    return told(Changeset("patch", "t", patches=(code, *patches)))  # type: ignore[arg-type]


def test_an_expected_value_that_changed_with_the_code_is_told() -> None:
    assert with_code(a_patch("tests/test_cart.py", EXPECTED, kind="test")) == {
        "expectations.edited": ["expected 42 -> 43"]
    }


@pytest.mark.parametrize(
    "line",
    [
        'assert len(answer["{}"]) == 1',
        'require.NoError(t, os.WriteFile("{}", script, 0o644))',
        'assertRoundTrip(tester, topic, "{}")',
    ],
)
def test_what_is_looked_at_is_no_expected_value(line: str) -> None:
    path = "tests/test_a.py" if line.startswith("assert len") else "a_test.go"
    head = "def test_a():\n" if path.endswith(".py") else "func TestA(t *testing.T) {\n"
    lines = [f" {head.strip()}", f"-    {line.format('old')}", f"+    {line.format('new')}"]
    code = a_patch("src/a.py", ["-x = 1", "+x = 2"])
    changeset = Changeset("range", "t", patches=(code, a_patch(path, lines, kind="test")))

    assert list(expectations.observe(changeset, Context())) == []


def test_an_expected_value_that_changed_alone_is_not() -> None:
    assert in_diff("tests/test_cart.py", *EXPECTED) == {}


def test_a_renamed_subject_is_no_new_expectation() -> None:
    patch = a_patch(
        "tests/test_cart.py", ["-    assert total(cart) == 42", "+    assert sum_of(cart) == 42"], kind="test"
    )

    assert with_code(patch) == {}


def test_a_recording_renewed_with_the_code_is_told_unless_its_input_changed() -> None:
    recording = a_patch("src/__snapshots__/cart.snap", ["-<b>42</b>", "+<b>43</b>"], kind="generated")
    output = a_patch("testdata/a.go.golden", ["-a", "+b"], kind="test")

    assert with_code(recording, output) == {"expectations.recorded": ["1 lines replaced", "1 lines replaced"]}
    assert with_code(output, a_patch("testdata/a.go", ["-a", "+b"], kind="test")) == {}


MOCKS = """\
+@patch("app.cart.tax")
+@patch("app.cart.store")
+@patch("app.cart.mail")
+def test_checkout(mail, store, tax):
+    checkout(Cart())
+    mail.assert_called_once()
+    store.assert_called_once()
"""


def test_a_new_test_that_checks_only_stand_ins_is_told() -> None:
    found = in_diff("tests/test_cart.py", *MOCKS.splitlines())

    assert found == {"mocks.only": ["test_checkout: 3 stand-ins, and no assertion on anything else"]}


@pytest.mark.parametrize(
    "lines",
    [
        pytest.param([*MOCKS.splitlines(), "+    assert cart.total == 3"], id="a result is checked"),
        pytest.param([line.replace("+", " ", 1) for line in MOCKS.splitlines()], id="it was there before"),
        pytest.param(MOCKS.splitlines()[2:], id="one stand-in"),
    ],
)
def test_stand_ins_beside_results_are_not(lines: list[str]) -> None:
    assert in_diff("tests/test_cart.py", *lines) == {}


def test_a_test_that_replaces_what_it_tests_is_told() -> None:
    lines = [
        '+@patch("app.cart.checkout", return_value=3)',
        "+def test_checkout(fake):",
        "+    assert cart.checkout() == 3",
        '+@patch("app.cart.store")',
        "+def test_total(fake):",
        "+    assert cart.total() == 3",
    ]

    assert in_diff("tests/test_cart.py", *lines) == {"mocks.subject": ["test_checkout replaces checkout and calls it"]}


@pytest.mark.parametrize(
    "line",
    ["assert " + "in " * 9000, "assert x" * 4000, "expect(" * 5000, "func (" * 5000, "patch(" * 4000, "((((" * 5000],
)
def test_hostile_lines_cost_little(line: str) -> None:
    patches = tuple(
        a_patch(path, [f"-{line}"] * 40 + [f"+{line}1"] * 40, kind="test")
        for path in ("tests/test_a.py", "a.test.ts", "a_test.go", "ATest.java")
    )
    began = time.process_time()

    told(Changeset("patch", "t", patches=(a_patch("a.py"), *patches)))

    assert time.process_time() - began < 12


def test_a_crafted_file_does_not_raise(repo: GitRepo) -> None:
    odd = (
        "\ufffd\x0bdef test_a("
        + "\ndef test_b(" * 50
        + "\n"
        + "def test_c():\n    assert \udcff\n".encode("utf-8", "surrogateescape").decode("latin-1")
    )

    found = observed(repo, {"tests/test_a.py": "def test_a():\n    assert x\n" * 3}, {"tests/test_a.py": odd})

    assert isinstance(found, dict)
