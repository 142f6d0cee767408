"""What is told of the past at a commit: no more than what that commit descends from, and all of it."""

import random
from collections import Counter
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest

from riskcheck.core.measures import ChangedFile, PlannedChange
from riskcheck.core.past import RECENT_DAYS, Churn, Companion, Coverage, Experience, Ownership, faded
from riskcheck.history.ancestors import Ancestry
from riskcheck.history.before import History
from riskcheck.history.measures import measures
from riskcheck.history.store import Store
from tests.gitrepo import FIRST_DATE, GitRepo
from tests.history import histories
from tests.history.histories import DAY, blamed, found, fresh, learn

ROBIN = "robin@example.org"
KIM = "kim@example.org"
SAM = "sam@example.org"
PEOPLE = (ROBIN, KIM, SAM)
Tree = dict[bytes, list[bytes]]


def content(tree: Tree) -> dict[bytes, bytes]:
    return {path: b"".join(line + b"\n" for line in lines) for path, lines in tree.items()}


def address(email: str) -> bytes:
    return f"{email.partition('@')[0].title()} <{email}>".encode()


class Past:
    """A history that is written commit by commit, and what riskcheck says of it."""

    def __init__(self, folder: Path) -> None:
        self.history = histories.History.at(folder)
        self.folder = folder

    def commit(self, tree: dict[bytes, bytes], *parents: int, by: str = ROBIN, **rest: str | int) -> int:
        return self.history.commit(tree, *parents, author=address(by), **rest)  # type: ignore[arg-type]

    def sha(self, mark: int) -> str:
        if mark not in self.history.shas:
            self.history.write(mark)
        return self.history.shas[mark]

    def learned(self, mark: int, name: str = "all") -> Store:
        sha = self.sha(mark)
        place = self.folder / name
        kept = fresh(place)
        learn(self.folder, kept, sha)
        return kept

    def at(self, kept: Store, mark: int, now: int | None = None) -> History:
        return History.at(kept, found(self.folder), self.sha(mark), now)


@pytest.fixture
def past(tmp_path: Path) -> Past:
    return Past(tmp_path / "past")


def lines(*numbers: int) -> bytes:
    return "".join(f"line {number}\n" for number in numbers).encode()


# Files ----------------------------------------------------------------------------------------


def test_churn_and_ownership_and_age_are_those_of_the_commits_before(past: Past) -> None:
    one = past.commit({b"a.py": lines(1, 2, 3)}, by=ROBIN, date=FIRST_DATE)
    two = past.commit({b"a.py": lines(1, 2, 3, 4, 5)}, one, by=KIM, date=FIRST_DATE + 300 * DAY)
    three = past.commit({b"a.py": lines(1, 5)}, two, by=KIM, date=FIRST_DATE + 310 * DAY)
    later = past.commit({b"a.py": lines(6)}, three, by=SAM, date=FIRST_DATE + 320 * DAY)

    (file,) = past.at(past.learned(later), three).files(["a.py"], ROBIN)

    assert file.total == Churn(3, 5, 3)
    assert file.recent == Churn(2, 2, 3)
    assert file.ownership == Ownership(2, 0, KIM, 2 / 3, 1 / 3)
    assert (file.days_since_last, file.days_since_first) == (0, 310)
    assert file.earlier_paths == ()


def test_who_made_less_than_one_change_in_twenty_is_a_minor_author(past: Past) -> None:
    mark = past.commit({b"a.py": lines(0)}, by=KIM)
    for number in range(1, 21):
        mark = past.commit({b"a.py": lines(number)}, mark, by=ROBIN)

    (file,) = past.at(past.learned(mark), mark).files(["a.py"], SAM)

    assert file.ownership == Ownership(2, 1, ROBIN, 20 / 21, 0.0)


def test_of_a_new_file_nothing_is_known_which_is_not_zero_days(past: Past) -> None:
    mark = past.commit({b"a.py": lines(1)})

    (file,) = past.at(past.learned(mark), mark).files(["new.py"], ROBIN)

    assert (file.total, file.ownership) == (Churn(), None)
    assert (file.days_since_last, file.days_since_first) == (None, None)


def test_a_renamed_file_keeps_its_history_and_not_that_of_a_later_file_of_its_old_name(past: Past) -> None:
    one = past.commit({b"old.py": lines(*range(20))}, by=KIM)
    two = past.commit({b"new.py": lines(*range(20))}, one)
    three = past.commit({b"new.py": lines(*range(20)), b"old.py": lines(50)}, two, by=SAM)
    four = past.commit({b"b/newest.py": lines(*range(20)), b"old.py": lines(50, 51)}, three, by=SAM)

    (file,) = past.at(past.learned(four), four).files(["b/newest.py"], KIM)

    assert file.earlier_paths == ("new.py", "old.py")
    assert file.total == Churn(3, 20, 0)
    assert file.ownership is not None
    assert file.ownership.authors == 3


def test_a_file_that_was_renamed_away_on_one_side_has_the_writers_of_the_other(past: Past) -> None:
    base, other = lines(*range(8)), lines(90)
    one = past.commit({b"a.py": base})
    two = past.commit({b"a.py": other, b"c.py": lines(70)}, one)
    three = past.commit({b"a.py": base, b"c.py": lines(70)}, two, by=KIM)
    four = past.commit({b"b.py": base}, one)
    merge = past.commit({b"a.py": base, b"b.py": base, b"c.py": lines(70)}, four, three)

    (found,) = past.at(past.learned(merge), merge).lines({"a.py": [(1, 8)]})

    assert [(writer.sha, writer.lines) for writer in found.writers] == [(past.sha(three), 8)]


def test_what_was_changed_under_the_old_name_on_a_merged_branch_counts(past: Past) -> None:
    base = past.commit({b"old.py": lines(*range(20))})
    renamed = past.commit({b"new.py": lines(*range(20))}, base)
    edited = past.commit({b"old.py": lines(*range(21))}, base, by=KIM)
    merge = past.commit({b"new.py": lines(*range(21))}, renamed, edited)

    (file,) = past.at(past.learned(merge), merge).files(["new.py"], KIM)

    assert file.total == Churn(3, 21, 0)


def test_a_merge_is_no_change_of_its_own(past: Past) -> None:
    base = past.commit({b"a.py": lines(1, 2, 3)})
    one = past.commit({b"a.py": lines(0, 1, 2, 3)}, base)
    two = past.commit({b"a.py": lines(1, 2, 3, 4)}, base)
    merge = past.commit({b"a.py": lines(0, 1, 2, 3, 4, 5)}, one, two, by=KIM)
    history = past.at(past.learned(merge), merge)

    (file,) = history.files(["a.py"], KIM)

    assert file.total.commits == 3
    assert history.experience(KIM, ["a.py"]) == Experience()


@pytest.mark.parametrize("when", [FIRST_DATE + 900 * DAY, FIRST_DATE - 900 * DAY])
def test_no_age_is_negative_however_wrong_a_clock_was(past: Past, when: int) -> None:
    one = past.commit({b"a.py": lines(1)}, date=when, by=KIM)
    two = past.commit({b"a.py": lines(2)}, one, date=FIRST_DATE)
    history = past.at(past.learned(two), two)

    (file,) = history.files(["a.py"], KIM)

    assert file.days_since_last == 0
    assert file.days_since_first == max((FIRST_DATE - when) / DAY, 0)
    assert 0 < history.experience(KIM, []).by_years <= 1


# Faults ---------------------------------------------------------------------------------------


def test_a_fault_fades_from_the_day_on_which_it_became_known(past: Past) -> None:
    one = past.commit({b"a.py": lines(1)}, date=FIRST_DATE)
    sha = past.sha(one)
    fix = past.commit({b"a.py": lines(2)}, one, message=f"fix: 2\n\nFixes: {sha}", date=FIRST_DATE + 400 * DAY)
    kept = past.learned(fix)

    (now,) = past.at(kept, fix).files(["a.py"], ROBIN)
    (later,) = past.at(kept, fix, FIRST_DATE + 580 * DAY).files(["a.py"], ROBIN)

    assert (now.faults.fixed, now.faults.reverted) == (1.0, 0.0)
    assert [(fault.sha, fault.by, fault.kind, fault.days) for fault in now.faults.evidence] == [
        (sha, past.sha(fix), "fixed", 0)
    ]
    assert later.faults.fixed == pytest.approx(0.5)
    assert later.repairs == pytest.approx(0.5 * now.repairs)


def test_one_commit_that_was_fixed_twice_is_one_fault(past: Past) -> None:
    one = past.commit({b"a.py": lines(1), b"b.py": lines(1)}, date=FIRST_DATE)
    trailer = f"\n\nFixes: {past.sha(one)}"
    two = past.commit({b"a.py": lines(2), b"b.py": lines(1)}, one, message=f"fix: 2{trailer}")
    three = past.commit({b"a.py": lines(2), b"b.py": lines(2)}, two, message=f"fix: 3{trailer}")

    (file,) = past.at(past.learned(three), three).files(["a.py"], ROBIN)

    assert file.faults.fixed == 1.0


def test_a_revert_on_a_branch_that_is_not_merged_yet_is_not_seen(past: Past) -> None:
    one = past.commit({b"a.py": lines(1)})
    two = past.commit({b"a.py": lines(1, 2)}, one)
    message = f'Revert "Change"\n\nThis reverts commit {past.sha(two)}.'
    revert = past.commit({b"a.py": lines(1)}, two, message=message)
    main = past.commit({b"a.py": lines(1, 2), b"b.py": lines(1)}, two)
    merge = past.commit({b"a.py": lines(1), b"b.py": lines(1)}, main, revert)
    kept = past.learned(merge)

    seen = {mark: past.at(kept, mark).files(["a.py"], ROBIN)[0] for mark in (two, main, revert, merge)}

    assert {mark: file.faults.reverted > 0 for mark, file in seen.items()} == {
        two: False, main: False, revert: True, merge: True,
    }  # fmt: skip
    assert {mark: file.total.commits for mark, file in seen.items()} == {two: 2, main: 2, revert: 3, merge: 3}
    written = past.at(kept, main).lines({"a.py": [(2, 2)]})[0].writers
    assert [(writer.sha, writer.faults.evidence) for writer in written] == [(past.sha(two), ())]


def test_before_a_commit_that_fixes_its_own_label_is_not_known(past: Past) -> None:
    one = past.commit({b"a.py": lines(1)})
    fix = past.commit({b"a.py": lines(2)}, one, message=f"fix: 2\n\nFixes: {past.sha(one)}")
    kept = past.learned(fix)

    (file,) = History.before(kept, found(past.folder), past.sha(fix)).files(["a.py"], ROBIN)

    assert (file.faults.fixed, file.total.commits, file.days_since_last) == (0.0, 1, 1.0)


# Authors --------------------------------------------------------------------------------------


def test_experience_counts_commits_in_general_and_around_the_files(past: Past) -> None:
    mark = past.commit({b"src/web/a.py": lines(1)}, by=KIM, date=FIRST_DATE)
    tree = {b"src/web/a.py": lines(2), b"src/db/b.py": lines(1)}
    mark = past.commit(tree, mark, by=KIM, date=FIRST_DATE + 365 * DAY)
    tree[b"srcery/c.py"] = lines(1)
    mark = past.commit(tree, mark, by=KIM, date=FIRST_DATE + 366 * DAY)
    tree[b"README"] = lines(1)
    mark = past.commit(tree, mark, by=KIM, date=FIRST_DATE + 367 * DAY)
    history = past.at(past.learned(mark), mark)

    in_db, in_root = (history.experience(KIM, [path]) for path in ("src/db/new.py", "setup.py"))

    assert (in_db.commits, in_db.recent, in_db.in_directories, in_db.in_subsystems) == (4, 3, 1, 2)
    assert (in_root.in_directories, in_root.in_subsystems) == (1, 1)
    assert in_db.by_years == pytest.approx(sum(1 / (days / 365.25 + 1) for days in (367, 2, 1, 0)))
    assert history.experience("nobody@example.org", ["README"]) == Experience()


# Companions -----------------------------------------------------------------------------------


def test_companions_are_the_files_that_changed_together_most_often(past: Past) -> None:
    files = [b"model.py", b"schema.sql", b"other.py"]
    tree = dict.fromkeys(files, lines(0))
    mark = past.commit(tree)
    for number, some in enumerate([files[:2], files[:2], files[:1], files[2:]], start=1):
        tree |= dict.fromkeys(some, lines(number))
        mark = past.commit(tree, mark)
    huge = {b"f%d" % number: lines(number) for number in range(30)}
    mark = past.commit(tree | huge | {b"model.py": lines(9), b"other.py": lines(9)}, mark)

    found = past.at(past.learned(mark), mark).companions(["model.py"])

    assert found == (Companion("schema.sql", "model.py", 3, 4),)
    assert found[0].confidence == 0.75


def test_the_earlier_name_of_a_file_is_no_companion_of_it(past: Past) -> None:
    mark = past.commit({b"old.py": lines(*range(9))})
    for number in range(3):
        mark = past.commit({b"old.py": lines(*range(9), 20 + number)}, mark)
    mark = past.commit({b"new.py": lines(*range(9), 22)}, mark)

    assert past.at(past.learned(mark), mark).companions(["new.py", "old.py"]) == ()


# Coverage -------------------------------------------------------------------------------------


def test_of_a_commit_that_is_not_kept_its_kept_ancestors_tell(past: Past) -> None:
    one = past.commit({b"a.py": lines(1, 2, 3)}, date=FIRST_DATE)
    side = past.commit({b"a.py": lines(1, 2, 3, 4)}, one, by=KIM)
    two = past.commit({b"a.py": lines(0, 1, 2, 3)}, one)
    kept = past.learned(past.commit({b"a.py": lines(0, 1, 2, 3, 4)}, two, side))
    new = past.commit({b"a.py": lines(0, 1, 2, 3), b"b.py": lines(1)}, two, date=FIRST_DATE + 50 * DAY)
    newest = past.commit({b"a.py": lines(0, 1, 2, 3), b"b.py": lines(2)}, new, date=FIRST_DATE + 51 * DAY)

    history = past.at(kept, newest)
    (file,) = history.files(["a.py"], ROBIN)
    (a, b) = history.lines({"a.py": [(1, 2)], "b.py": [(1, 1)]})

    assert history.coverage == Coverage(past.sha(two), 2)
    assert (file.total, file.days_since_first) == (Churn(2, 4, 0), 51)
    assert {writer.sha for writer in a.writers} == {past.sha(one), past.sha(two)}
    assert (b.writers, b.lines_unknown) == ((), 1)
    assert History.before(kept, found(past.folder), past.sha(newest)).coverage == Coverage(past.sha(two), 1)


def test_an_empty_store_knows_nothing_and_says_of_how_much(past: Past, tmp_path: Path) -> None:
    one = past.commit({b"a.py": lines(1)})
    two = past.commit({b"a.py": lines(2)}, one)
    history = past.at(fresh(tmp_path / "empty"), two)

    assert history.coverage == Coverage(None, 2)
    assert history.files(["a.py"], ROBIN)[0].total == Churn()


def test_the_first_commit_has_nothing_before_it(past: Past) -> None:
    one = past.commit({b"a.py": lines(1)})
    history = History.before(past.learned(one), found(past.folder), past.sha(one))

    assert history.coverage == Coverage(None, 0)
    assert history.files(["a.py"], ROBIN)[0].total == Churn()
    assert history.experience(ROBIN, ["a.py"]) == Experience()
    assert history.lines({"a.py": [(1, 1)]})[0].lines_unknown == 1


def test_what_is_not_merged_yet_does_not_tell_whom_a_repair_is_blamed_on(past: Past) -> None:
    one = past.commit({b"a.py": lines(1, 2, 3)}, message="Add the parser")
    two = past.commit({b"a.py": lines(1, 2, 3, 4)}, one, message="Add the socket")
    fix = past.commit({b"a.py": lines(1, 2, 5)}, two, message="fix: crash of the parser")
    side = one
    for number in range(5):
        side = past.commit({b"a.py": lines(1, 2, 3), b"b.py": lines(number)}, side, message=f"Parser {number}")
    merge = past.commit({b"a.py": lines(1, 2, 5), b"b.py": lines(4)}, side, fix, message="Merge")

    seen = [
        past.at(past.learned(tip, f"up-to-{tip}"), fix).files(["a.py"], ROBIN)[0].faults.fixed for tip in (merge, fix)
    ]

    assert seen[0] == seen[1] > 0


# At random ------------------------------------------------------------------------------------


class Wild:
    """Commits of several people at random: branches, merges, renames, fixes, reverts, wrong clocks."""

    def __init__(self, past: Past, seed: int) -> None:
        self.past = past
        self.random = random.Random(seed)
        self.trees: dict[int, Tree] = {}
        self.parents: dict[int, tuple[int, ...]] = {}
        self.times: dict[int, int] = {}

    def grow(self, count: int) -> int:
        heads: list[int] = []
        for _ in range(count):
            if len(heads) > 1 and self.random.random() < 0.35:
                parents = tuple(self.random.sample(heads, 2))
            elif heads:
                parents = (self.random.choice([*heads, heads[-1], self.random.choice(list(self.trees))]),)
            else:
                parents = ()
            heads = [head for head in heads if head not in parents] + [self._commit(parents)]
        while len(heads) > 1:
            heads = [*heads[2:], self._commit((heads[0], heads[1]))]
        return heads[0]

    def _commit(self, parents: tuple[int, ...]) -> int:
        tree, message = self._next(parents)
        number = self.past.history.marks + 1
        skew = self.random.choice((0, 0, 0, 0, -150, 80))
        when = FIRST_DATE + (number * 20 + skew) * DAY + number
        by = self.random.choice(PEOPLE)
        mark = self.past.commit(content(tree), *parents, by=by, message=message, date=when)
        self.trees[mark], self.parents[mark], self.times[mark] = tree, parents, when
        return mark

    def _next(self, parents: tuple[int, ...]) -> tuple[Tree, str]:
        number = self.past.history.marks + 1
        tree = dict(self.trees[parents[0]]) if parents else {}
        if len(parents) == 2:
            other = self.trees[parents[1]]
            for path, some in other.items():
                tree[path] = self.random.choice((some, tree.get(path, some), [*tree.get(path, some), b"m%d" % number]))
            return tree, f"{number}"
        rolled = self.random.random()
        if parents and rolled < 0.2 and self.parents[parents[0]]:
            tree = dict(self.trees[self.parents[parents[0]][0]])
            return tree, f'Revert "{parents[0]}"\n\nThis reverts commit {self.past.sha(parents[0])}.'
        self._edit(tree, number)
        if parents and rolled < 0.5:
            of = self.random.choice(list(self.trees))
            trailer = f"\n\nFixes: {self.past.sha(of)}" if rolled < 0.35 else ""
            return tree, f"fix: {number}{trailer}"
        return tree, f"{number}"

    def _edit(self, tree: Tree, number: int) -> None:
        if len(tree) < 2 or self.random.random() < 0.2:
            tree[b"%c/f%d" % (self.random.choice(b"ab"), number)] = [b"%d %d" % (number, at) for at in range(8)]
            return
        path = self.random.choice(sorted(tree))
        if self.random.random() < 0.2:
            tree[b"%c/f%d" % (self.random.choice(b"ab"), number)] = tree.pop(path)
        elif self.random.random() < 0.1:
            del tree[path]
        else:
            some = list(tree[path])
            at = self.random.randint(0, len(some))
            some[at : at + self.random.choice((0, 1, 2))] = [b"%d" % number] * self.random.choice((0, 1, 2))
            tree[path] = some


def told(history: History, tree: Tree) -> list[object]:
    """Everything that can be asked."""
    paths = sorted(path.decode() for path in tree)
    change = PlannedChange((*(ChangedFile(path, 2, 1, 5) for path in paths), ChangedFile("new", 1, 0, 0)), KIM, False)
    return [
        history.coverage,
        history.files([*paths, "absent"], KIM),
        history.companions(paths),
        history.lines({path: [(1, len(tree[path.encode()]))] for path in paths if tree[path.encode()]}),
        [history.experience(email, paths) for email in PEOPLE],
        measures(history, change),
    ]


@pytest.mark.parametrize("seed", range(3))
def test_nothing_that_came_later_reaches_an_answer(past: Past, seed: int) -> None:
    wild = Wild(past, seed)
    last = wild.grow(16)
    kept, repository = past.learned(last), found(past.folder)
    faults = 0
    for mark, tree in wild.trees.items():
        only = past.learned(mark, f"up-to-{mark}")

        expected = told(past.at(only, mark), tree)

        assert told(past.at(kept, mark), tree) == expected, (seed, mark)
        faults += sum(len(file.faults.evidence) for file in past.at(kept, mark).files([*map(bytes.decode, tree)], KIM))
        for parent in wild.parents[mark][:1]:
            before = History.before(kept, repository, past.sha(mark))
            if len(wild.parents[mark]) == 1:
                same = past.at(kept, parent, wild.times[mark])
                assert told(before, wild.trees[parent]) == told(same, wild.trees[parent])
    assert faults > 0


@pytest.mark.parametrize("seed", range(4, 8))
def test_who_wrote_a_line_is_as_git_blame_says(past: Past, seed: int) -> None:
    wild = Wild(past, seed)
    last = wild.grow(25)
    kept = past.learned(last)
    right = total = 0
    for mark in (last, *wild.parents[last]):
        tree = {path.decode(): some for path, some in wild.trees[mark].items() if some}
        for path, owners in blamed(past.folder, sorted(tree), past.sha(mark)).items():
            middle = len(owners) // 2
            (whole,) = past.at(kept, mark).lines({path: [(1, middle), (middle + 1, len(owners))]})
            (line,) = past.at(kept, mark).lines({path: [(middle + 1, middle + 1)]})
            written = Counter({writer.sha: writer.lines for writer in whole.writers})
            right += (written & Counter(owners)).total() + ([writer.sha for writer in line.writers] == [owners[middle]])
            total += len(owners) + 1
    assert right >= 0.98 * total


def test_the_ancestors_of_a_commit_are_those_that_git_lists(past: Past) -> None:
    wild = Wild(past, 9)
    last = wild.grow(40)
    kept = past.learned(last)
    ancestry = Ancestry(kept)
    known = {row.sha: row.number for row in kept.rows()}
    for mark in wild.trees:
        listed = GitRepo(past.folder).git("rev-list", past.sha(mark)).decode().split()
        ancestors = ancestry.of([known[past.sha(mark)]])

        assert {sha for sha, number in known.items() if number in ancestors} == set(listed)
        assert ancestors.newest == known[past.sha(mark)]
    assert any(not ancestry.of([number]).above for number in list(known.values())[1:])


def test_what_is_old_counts_less() -> None:
    ages = [faded(days) for days in range(0, 1000, RECENT_DAYS)]

    assert faded(0) == 1.0
    assert faded(180) == 0.5
    assert all(older < newer for newer, older in pairwise(ages))


def test_an_answer_is_the_same_in_whatever_order_it_is_asked_for(past: Past) -> None:
    wild = Wild(past, 3)
    last = wild.grow(15)
    kept = past.learned(last)
    paths = [path.decode() for path in wild.trees[last]]
    history = past.at(kept, last)

    forward = {file.path: file for path in paths for file in history.files([path], KIM)}
    together = {file.path: file for file in past.at(kept, last).files(reversed(paths), KIM)}

    assert forward == together
    assert replace(next(iter(forward.values())), path="") not in together.values()
