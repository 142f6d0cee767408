"""Who wrote each line, against `git blame` and against histories with one answer."""

import random
from array import array
from pathlib import Path

import pytest

from riskcheck.history.lines import Versions
from tests.history.histories import History, Tree, Wild, blamed, fresh, learn, text, writers

Steps = list[tuple[Tree, tuple[int, ...]]]

ONE, TWO, THREE = b"a.txt", b"b.txt", b"c/d.txt"
BASE = text(*"abcdefgh")


def marks_of(history: History, folder: Path) -> dict[str, list[int]]:
    """The marks of the commits that wrote each line at the end of a history."""
    history.write()
    kept = fresh(folder)
    learn(history.repo.folder, kept)
    names = history.names
    found = writers(history.repo.folder, kept)
    kept.close()
    assert found == blamed(history.repo.folder, list(found))
    return {path: [names[sha] for sha in some] for path, some in found.items()}


@pytest.mark.parametrize(
    ("steps", "expected"),
    [
        pytest.param(
            [({ONE: text("a", "b", "c")}, ()), ({ONE: text("a", "B", "c", "d")}, (1,))],
            {"a.txt": [1, 2, 1, 2]},
            id="a changed and an added line",
        ),
        pytest.param(
            [({ONE: text("a", "b")}, ()), ({ONE: text("a", "b")[:-1]}, (1,))],
            {"a.txt": [1, 2]},
            id="a last line that loses its line feed",
        ),
        pytest.param(
            [({ONE: text("a", "b")}, ()), ({ONE: text("a")}, (1,)), ({ONE: text("a", "b")}, (2,))],
            {"a.txt": [1, 3]},
            id="a revert to an earlier blob writes anew",
        ),
        pytest.param(
            [({ONE: BASE}, ()), ({TWO: BASE}, (1,)), ({TWO: BASE + text("i")}, (2,)), ({THREE: BASE + b"i\n"}, (3,))],
            {"c/d.txt": [1] * 8 + [3]},
            id="renames are followed",
        ),
        pytest.param(
            [({ONE: BASE}, ()), ({TWO: BASE.replace(b"d", b"D")}, (1,))],
            {"b.txt": [1, 1, 1, 2, 1, 1, 1, 1]},
            id="a rename with a changed line",
        ),
        pytest.param(
            [({ONE: text("a"), TWO: text("k")}, ()), ({TWO: text("k")}, (1,)), ({ONE: text("a"), TWO: b"k\n"}, (2,))],
            {"a.txt": [3], "b.txt": [1]},
            id="a file that was deleted and came back is new",
        ),
        pytest.param(
            [
                ({ONE: BASE}, ()),
                ({ONE: BASE.replace(b"a", b"A")}, (1,)),
                ({ONE: BASE.replace(b"h", b"H")}, (1,)),
                ({ONE: BASE.replace(b"a", b"A").replace(b"h", b"H")}, (2, 3)),
            ],
            {"a.txt": [2, 1, 1, 1, 1, 1, 1, 3]},
            id="a merge has lines from both parents",
        ),
        pytest.param(
            [
                ({ONE: BASE}, ()),
                ({ONE: BASE.replace(b"a", b"A")}, (1,)),
                ({ONE: BASE.replace(b"h", b"H")}, (1,)),
                ({ONE: BASE.replace(b"a", b"A").replace(b"h", b"H").replace(b"d", b"evil")}, (2, 3)),
            ],
            {"a.txt": [2, 1, 1, 4, 1, 1, 1, 3]},
            id="an evil merge wrote its own lines",
        ),
        pytest.param(
            [({ONE: BASE}, ()), ({ONE: BASE, TWO: text("k")}, (1,)), ({ONE: BASE, THREE: text("evil")}, (1, 2))],
            {"a.txt": [1] * 8, "c/d.txt": [3]},
            id="an evil merge adds a file and drops one",
        ),
        pytest.param(
            [
                ({ONE: BASE}, ()),
                ({ONE: text("x") + BASE}, (1,)),
                ({ONE: BASE + text("y")}, (1,)),
                ({ONE: BASE.replace(b"d", b"D")}, (1,)),
                ({ONE: text("x") + BASE.replace(b"d", b"D") + text("y")}, (2, 3, 4)),
            ],
            {"a.txt": [2, 1, 1, 1, 4, 1, 1, 1, 1, 3]},
            id="an octopus merge has lines from all parents",
        ),
        pytest.param(
            [
                ({ONE: BASE}, ()),
                ({TWO: BASE}, (1,)),
                ({ONE: BASE + text("y")}, (1,)),
                ({TWO: BASE + text("y")}, (2, 3)),
            ],
            {"b.txt": [1] * 8 + [3]},
            id="a merge of a rename and a change",
        ),
        pytest.param(
            [
                ({ONE: BASE}, ()),
                ({ONE: BASE, TWO: text("same")}, (1,)),
                ({ONE: BASE, TWO: text("same"), THREE: text("k")}, (1,)),
                ({ONE: BASE, TWO: text("same"), THREE: text("k")}, (2, 3)),
                ({ONE: BASE, TWO: text("same", "more"), THREE: text("k")}, (4,)),
            ],
            {"a.txt": [1] * 8, "b.txt": [2, 5], "c/d.txt": [3]},
            id="of two branches that wrote one blob the first parent counts",
        ),
        pytest.param(
            [
                ({ONE: BASE}, ()),
                ({ONE: text("same")}, (1,)),
                ({ONE: text("same"), TWO: text("k")}, (1,)),
                ({ONE: text("same", "two")}, (2,)),
                ({ONE: text("same", "three"), TWO: text("k")}, (3,)),
                ({ONE: text("same", "two", "three"), TWO: text("k")}, (5, 4)),
            ],
            {"a.txt": [3, 4, 5], "b.txt": [3]},
            id="each branch goes on from its own writing of one blob",
        ),
        pytest.param(
            # One blob with one set of lines, written twice, and then once more with other lines.
            [
                ({ONE: BASE}, ()),
                ({ONE: BASE + text("i")}, (1,)),
                ({ONE: BASE}, (2,)),
                ({TWO: text("k")}, (1,)),
                ({ONE: BASE}, (4,)),
                ({ONE: BASE + text("z")}, (3,)),
                ({ONE: BASE + text("z"), TWO: text("l")}, (6, 5)),
            ],
            {"a.txt": [1] * 8 + [6], "b.txt": [7]},
            id="a blob that comes back has the lines of its own branch",
        ),
        pytest.param(
            # The first parent renamed the file away; the merge takes it from the second one.
            [
                ({ONE: BASE}, ()),
                ({ONE: text("x"), THREE: text("k")}, (1,)),
                ({ONE: BASE, THREE: text("k")}, (2,)),
                ({TWO: BASE}, (1,)),
                ({ONE: BASE, TWO: BASE, THREE: text("k")}, (4, 3)),
                ({ONE: BASE + text("end"), TWO: BASE, THREE: text("k")}, (5,)),
            ],
            {"a.txt": [3] * 8 + [6], "b.txt": [1] * 8, "c/d.txt": [2]},
            id="a file that was renamed away on one side is that of the other side",
        ),
        pytest.param(
            [
                ({ONE: BASE}, ()),
                ({TWO: BASE}, ()),
                ({ONE: BASE, TWO: BASE}, (1, 2)),
                ({ONE: BASE + text("x"), TWO: text("y") + BASE}, (3,)),
            ],
            {"a.txt": [1] * 8 + [4], "b.txt": [4] + [2] * 8},
            id="two roots are joined",
        ),
        pytest.param(
            [({ONE: b""}, ()), ({ONE: text("a"), TWO: b""}, (1,)), ({ONE: text("a"), TWO: text("b")}, (2,))],
            {"a.txt": [2], "b.txt": [3]},
            id="empty files",
        ),
        pytest.param(
            [
                ({ONE: text("a", "b")}, ()),
                ({ONE: (b"100755", text("a", "b"))}, (1,)),
                ({ONE: (b"100755", text("a", "b", "c"))}, (2,)),
            ],
            {"a.txt": [1, 1, 3]},
            id="a change of mode writes nothing",
        ),
        pytest.param(
            [({ONE: b"a\r\nb\r\n"}, ()), ({ONE: b"a\nb\r\n"}, (1,))], {"a.txt": [2, 1]}, id="an end of line changes"
        ),
        pytest.param(
            [({ONE: b"a\rb\rc\n\x0c\n"}, ()), ({ONE: b"a\rb\rc\n\x0c\nd\x85e\n"}, (1,))],
            {"a.txt": [1, 1, 2]},
            id="only line feeds end lines",
        ),
        pytest.param(
            [
                ({ONE: text("@@ -1 +1 @@", "-x", "+y", "diff --git a/x b/x", "\x01")}, ()),
                ({ONE: text("@@ -1 +1 @@", "-x", "--- a", "+++ b", "@@ -9 +9 @@", "+y", "diff --git", "\x01")}, (1,)),
            ],
            {"a.txt": [1, 1, 2, 2, 2, 1, 2, 1]},
            id="lines that look like a patch",
        ),
        pytest.param(
            [
                ({ONE: BASE}, ()),
                ({THREE: BASE}, ()),
                ({THREE: BASE + text("k")}, (2,)),
                ({ONE: BASE + text("k")}, (1, 3)),
            ],
            {"a.txt": [2] * 8 + [3]},
            id="what a subtree brings is of its own history",
        ),
    ],
)
def test_each_line_belongs_to_the_commit_that_wrote_it(
    steps: Steps, expected: dict[str, list[int]], tmp_path: Path
) -> None:
    history = History.at(tmp_path / "repo")
    for tree, parents in steps:
        history.commit(tree, *parents)

    assert marks_of(history, tmp_path) == expected


def test_a_common_line_between_the_two_changes_of_a_merge_keeps_its_writer(tmp_path: Path) -> None:
    history = History.at(tmp_path / "repo")
    history.commit({ONE: text("a", "b", "c", "d", "e")})
    history.commit({ONE: text("a", "b", "gone", "c", "new", "newer", "e")}, 1)
    history.commit({ONE: text("a", "b", "c", "d", "e", "f")}, 1)
    history.commit({ONE: text("a", "b", "c", "new", "newer", "e", "f")}, 3, 2)

    assert marks_of(history, tmp_path) == {"a.txt": [1, 1, 1, 2, 2, 1, 3]}


def test_a_linear_history_agrees_with_blame_on_every_line(tmp_path: Path) -> None:
    history = History.at(tmp_path / "repo")
    chance, lines = random.Random(5), [f"line {number}" for number in range(300)]
    mark = history.commit({ONE: text(*lines)})
    for step in range(60):
        at = chance.randrange(len(lines))
        lines[at : at + chance.randrange(4)] = [f"line {step}.{number}" for number in range(chance.randrange(4))]
        mark = history.commit({ONE: text(*lines)}, mark)

    assert len(marks_of(history, tmp_path)["a.txt"]) == len(lines)


@pytest.mark.parametrize(
    ("common", "seeds"),
    [
        pytest.param(0, range(8), id="lines that are all unlike"),
        pytest.param(15, range(100, 108), id="lines that are often alike"),
    ],
)
def test_histories_at_random_agree_with_blame(common: int, seeds: range, tmp_path: Path) -> None:
    same = total = 0
    for seed in seeds:
        history = History.at(tmp_path / f"repo-{seed}", "--bare")
        Wild(history, random.Random(seed), common).grow(40)
        history.write()
        kept = fresh(tmp_path / f"kept-{seed}")
        learn(history.repo.folder, kept)
        ours = writers(history.repo.folder, kept)
        kept.close()
        for path, theirs in blamed(history.repo.folder, list(ours)).items():
            pairs = list(zip(ours[path], theirs, strict=True))
            total += len(pairs)
            same += sum(own == other for own, other in pairs)

    assert total > 500
    assert same / total >= 0.995


def test_a_writer_is_sought_past_equal_versions() -> None:
    key = (1, b"blob")
    first, second = array("I", [1, 2]), array("I", [3, 4])
    # 0 and 1 wrote the file alike, 2 on another branch with other lines; 3 follows 1.
    parents = [(), (0,), (0,), (1,)]
    versions = Versions({key: 1}, lambda _: {0, 1, 2}, parents)
    for commit, some in ((0, first), (1, first), (2, second)):
        versions.put(key, commit, some)

    assert versions.take(key, 3) == first


def test_a_version_that_nothing_begins_from_is_not_kept() -> None:
    versions = Versions({}, lambda _: set(), [()])
    versions.put((1, b"blob"), 0, array("I", [1]))

    assert not versions._kept
