from collections.abc import Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcheck.core.change import Hunk, Patch
from riskcheck.core.signal import Evidence
from riskcheck.reports.places import Place, head_side
from riskcheck.repository import Repository
from riskcheck.sources import revisions
from tests.builders import a_changeset, a_patch, a_signal
from tests.gitrepo import GitRepo

EDITED = a_patch("src/app.py", [" a", "-b", "-c", "+B", " d", "-e", " f"], start=10)
MOVED = a_patch("new.py", [" a", "+b"], start=5, change_type="R", source_path="old.py")
DELETED = a_patch("gone.py", ["-a", "-b"], change_type="D")
BINARY = a_patch("logo.png", (), binary=True)


@pytest.mark.parametrize(
    ("evidence", "expected"),
    [
        pytest.param(Evidence("", "src/app.py", 3), Place("src/app.py", 3, 3), id="a line"),
        pytest.param(Evidence("", "src/app.py", 3, 7), Place("src/app.py", 3, 7), id="lines"),
        pytest.param(Evidence("", "src/app.py", 7, 3), Place("src/app.py", 3, 7), id="lines the wrong way round"),
        pytest.param(Evidence("", "x.py", 2**40), Place("x.py", 2**31 - 1, 2**31 - 1), id="more than 32 bits hold"),
        pytest.param(Evidence("", "x.py", 0), Place("x.py", 1, 1), id="no line zero"),
        pytest.param(Evidence("", "src/app.py"), Place("src/app.py", 11, 11), id="a file: where it was added to"),
        pytest.param(Evidence("", "logo.png"), Place("logo.png", 1, 1), id="a file without lines"),
        pytest.param(Evidence("", "other.py"), Place("other.py", 1, 1), id="a file outside of the change"),
        pytest.param(Evidence(""), Place("src/app.py", 11, 11), id="the whole change: its first file that is left"),
        pytest.param(Evidence("", "src/"), Place("src/app.py", 11, 11), id="a folder: its first file"),
        pytest.param(Evidence("", "."), Place("gone.py", 1, 1), id="the root: any first file"),
        pytest.param(Evidence("", "lib/"), Place("src/app.py", 11, 11), id="a folder without a file of the change"),
        pytest.param(
            Evidence("", "src/app.py", 11, removed=True), Place("src/app.py", 11, 11), id="gone: what stands instead"
        ),
        pytest.param(
            Evidence("", "src/app.py", 12, removed=True), Place("src/app.py", 11, 11), id="gone with the line before"
        ),
        pytest.param(Evidence("", "src/app.py", 14, removed=True), Place("src/app.py", 13, 13), id="gone: the next"),
        pytest.param(Evidence("", "src/app.py", 13, removed=True), Place("src/app.py", 12, 12), id="moved up"),
        pytest.param(Evidence("", "src/app.py", 99, removed=True), Place("src/app.py", 97, 97), id="far below"),
        pytest.param(Evidence("", "src/app.py", 2, removed=True), Place("src/app.py", 2, 2), id="above"),
        pytest.param(Evidence("", "old.py", 5, removed=True), Place("new.py", 5, 5), id="under its new name"),
        pytest.param(Evidence("", "old.py", removed=True), Place("new.py", 6, 6), id="a file under its new name"),
        pytest.param(Evidence("", "gone.py", 2, removed=True), Place("gone.py", 1, 1), id="with its file"),
        pytest.param(Evidence("", "gone.py", removed=True), Place("gone.py", 1, 1), id="its whole file"),
        pytest.param(Evidence("", "x.py", 9, removed=True), Place("x.py", 1, 1), id="in a file that is unknown"),
    ],
)
def test_evidence_is_shown_on_the_head_side(evidence: Evidence, expected: Place) -> None:
    side = head_side(a_changeset(DELETED, EDITED, MOVED, BINARY), [a_signal(evidence=[evidence])])

    assert side.place(evidence) == expected


def test_a_change_without_files_has_no_place() -> None:
    assert head_side(a_changeset(), ()).place(Evidence("all of it")) is None


def test_a_change_that_only_deletes_is_shown_at_what_it_deleted() -> None:
    assert head_side(a_changeset(DELETED), ()).place(Evidence("all of it")) == Place("gone.py", 1, 1)


def test_a_path_that_two_files_have_had_is_that_of_the_file_that_has_it() -> None:
    swapped = [
        a_patch("b.py", ["+x"], start=5, change_type="R", source_path="a.py"),
        a_patch("a.py", ["+x"], start=9, change_type="R", source_path="b.py"),
    ]

    assert head_side(a_changeset(*swapped), ()).place(Evidence("", "a.py")) == Place("a.py", 9, 9)


@pytest.mark.parametrize(("line", "expected"), [(5, 5), (6, 8)])
def test_lines_move_by_what_was_inserted_between_them(line: int, expected: int) -> None:
    patch = Patch("a.py", "M", "code", hunks=(Hunk(5, 0, 6, 2, "", ("+x", "+y")),))
    evidence = Evidence("", "a.py", line, removed=True)
    place = head_side(a_changeset(patch), [a_signal(evidence=[evidence])]).place(evidence)

    assert place == Place("a.py", expected, expected)


def test_lines_at_the_end_that_are_gone_are_shown_at_the_last_that_is_left() -> None:
    patch = Patch("a.py", "M", "code", hunks=(Hunk(3, 2, 2, 0, "", ("-x", "-y")),))
    evidence = Evidence("", "a.py", 4, removed=True)

    assert head_side(a_changeset(patch), [a_signal(evidence=[evidence])]).place(evidence) == Place("a.py", 2, 2)


LINES = st.lists(st.sampled_from("abcdefgh"), max_size=30)


def test_lines_that_git_left_as_they_were_are_found_again(repo: GitRepo) -> None:
    @settings(max_examples=25, deadline=None)
    @given(LINES, LINES)
    def found(before: Sequence[str], after: Sequence[str]) -> None:
        repo.write("a.py", "".join(f"{line}\n" for line in before))
        base = repo.commit()
        repo.write("a.py", "".join(f"{line}\n" for line in after))
        head = repo.commit()
        changeset = revisions.read_range(Repository.find(str(repo.folder), {}), base, head)
        if not changeset.patches:
            return
        (patch,) = changeset.patches
        gone = {line for line, _ in patch.deleted()}
        for line, text in enumerate(before, 1):
            evidence = Evidence("", "a.py", line, removed=True)
            place = head_side(changeset, [a_signal(evidence=[evidence])]).place(evidence)
            assert place is not None
            assert 1 <= place.begin <= max(len(after), 1)
            assert line in gone or after[place.begin - 1] == text

    found()
