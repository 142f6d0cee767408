"""Searches that share what was found, and the ways in which git searches: all give the same lines."""

import os
import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset
from riskcheck.errors import OverdueError
from riskcheck.records import Use
from riskcheck.repository import Repository
from riskcheck.searches import Searches
from tests.gitrepo import GitRepo

NASTY = (
    "older = old()", "old", "cold, old-timer", "über_old old_über oldü ü(old)", "x.old=1\r", "\told\t", "$old @old",
    "old_timer", "Old", "old2 2old", "oldold old", "\x1bold\x1b", "a" * 2_000 + " old", "",
)  # fmt: skip


@pytest.fixture
def nasty(repo: GitRepo) -> Contents:
    text = "\n".join((*NASTY, *(line.replace("old", "new_one") for line in NASTY)))
    repo.write("a.py", text + "\n")
    repo.write("sub/b.go", text)
    repo.write("latin.py", text.encode("latin-1"))
    repo.write("binary.py", b"\0old\n")
    repo.stage()
    return Contents(Changeset("staged", "t"), Repository.find(str(repo.folder), os.environ))


@pytest.mark.parametrize("words", [["old"], ["new_one", "old"], ["old_timer", "old", "missing"], ["old-timer", "old"]])
@pytest.mark.parametrize("suffixes", [(), (".go",), (".py", ".go")])
def test_every_way_of_searching_finds_the_same(
    nasty: Contents, words: list[str], suffixes: Sequence[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = list(nasty.uses(words, suffixes))
    nasty.expect(["new_one", "old2", "x"])
    together = list(nasty.uses(words, suffixes))
    monkeypatch.setattr(Repository, "_compiled", lambda *_: None)
    without_pcre = list(Contents(nasty.changeset, nasty.repository).uses(words, suffixes))

    assert alone == together == without_pcre
    assert {use.path for use in alone} >= {"sub/b.go"}
    assert [use.text for use in alone if use.path == "sub/b.go" and "old-timer" in use.text]


def test_git_without_pcre_searches_all_the_same(repo: GitRepo, tmp_path: Path) -> None:
    repo.write("a.py", "old = 1\n")
    repo.stage()
    found = Repository.find(str(repo.folder), os.environ)
    plain = tmp_path / "plain-git"
    refusing = 'for word; do [ "$word" = -P ] && echo "fatal: no PCRE" >&2 && exit 128; done'
    plain.write_text(f'#!/bin/sh\n{refusing}\nexec {found.git} "$@"\n')
    plain.chmod(0o755)
    repository = replace(found, git=str(plain))

    assert [use.path for use in Contents(Changeset("staged", "t"), repository).uses(["old"])] == ["a.py"]


def test_translations_are_not_searched(repo: GitRepo) -> None:
    for path in ("a.py", "a.txt", "po/a.pot", "po/de.po"):
        repo.write(path, 'msgid "old"\n')
    repo.stage()
    repository = Repository.find(str(repo.folder), os.environ)

    found = [use.path for use in Contents(Changeset("staged", "t"), repository).uses(["old"])]

    assert found == ["a.py", "a.txt"]


class Lines:
    """Files, and what they were searched for."""

    def __init__(self, texts: Sequence[str] = ("one two", "two_three", "three")) -> None:
        self.asked: list[tuple[list[str], tuple[str, ...]]] = []
        self.texts = texts

    def __call__(self, words: Sequence[str], suffixes: Sequence[str]) -> Iterator[Use]:
        self.asked.append((list(words), tuple(suffixes)))
        for number, text in enumerate(self.texts):
            if set(words) & set(text.split()):
                yield Use("a.py" if number % 2 else "a.go", number, text)


def test_what_is_expected_is_remembered_where_it_is_asked_for_with_more() -> None:
    lines = Lines()
    searches = Searches(lines)
    searches.expect(["two"])

    first = [use.text for use in searches.uses(["one", "two"], [".go"])]
    others = [[use.text for use in searches.uses([word], [])] for word in ("one", "two")]

    assert (first, others) == (["one two"], [["one two"], ["one two"]])
    assert lines.asked == [(["one", "two"], ())]


def test_what_is_expected_is_searched_for_once() -> None:
    lines = Lines()
    searches = Searches(lines)
    searches.expect(["two_three", "three"])

    first = [use.text for use in searches.uses(["two"], [".go"])]
    second = [use.text for use in searches.uses(["two_three", "three"], [])]
    other = [use.text for use in searches.uses(["one"], [])]

    assert (first, second, other) == (["one two"], ["two_three", "three"], ["one two"])
    assert lines.asked == [(["three", "two", "two_three"], ()), (["one"], ())]


def test_what_was_searched_for_is_not_expected_any_more() -> None:
    lines = Lines()
    searches = Searches(lines)
    searches.expect(["three"])

    list(searches.uses(["three"], []))
    list(searches.uses(["one"], [".go"]))

    assert lines.asked == [(["three"], ()), (["one"], (".go",))]


def test_who_asks_meanwhile_waits_for_what_is_searched_for() -> None:
    lines, begun, may_end = Lines(), threading.Event(), threading.Event()

    def slow(words: Sequence[str], suffixes: Sequence[str]) -> Iterator[Use]:
        begun.set()
        assert may_end.wait(10)
        return lines(words, suffixes)

    searches = Searches(slow)
    searches.expect(["three"])
    with ThreadPoolExecutor(2) as threads:
        first = threads.submit(searches.uses, ["one"], [])
        assert begun.wait(10)
        second = threads.submit(searches.uses, ["three"], [])
        may_end.set()
        texts = [[use.text for use in asked.result(10)] for asked in (first, second)]

    assert texts == [["one two"], ["three"]]
    assert lines.asked == [(["one", "three"], ())]


def test_words_of_other_signs_are_searched_for_alone() -> None:
    lines = Lines()
    searches = Searches(lines)
    searches.expect(["three"])

    list(searches.uses(["one-two"], [".py"]))
    list(searches.uses(["three"], []))

    assert lines.asked == [(["one-two"], (".py",)), (["three"], ())]


def test_a_search_that_took_too_long_leaves_the_words_to_the_next() -> None:
    calls: list[list[str]] = []

    def late(words: Sequence[str], suffixes: Sequence[str]) -> Iterator[Use]:
        calls.append(list(words))
        raise OverdueError("deadline reached", "more time")

    searches = Searches(late)
    searches.expect(["three"])
    for words in (["one"], ["three"]):
        with pytest.raises(OverdueError):
            searches.uses(words, [])

    assert calls == [["one", "three"], ["three"]]


WORDS = st.sampled_from(["one", "two", "two_three", "three", "thr"])


@given(
    st.lists(st.lists(WORDS, max_size=4).map(" ".join), max_size=6),
    st.lists(WORDS, max_size=3),
    st.lists(st.tuples(st.lists(WORDS, min_size=1, max_size=3), st.sampled_from([(), (".py",)])), max_size=4),
)
def test_sharing_changes_no_answer(
    texts: list[str], expected: list[str], asked: list[tuple[list[str], tuple[str, ...]]]
) -> None:
    searches = Searches(Lines(texts))
    searches.expect(expected)

    for words, suffixes in asked:
        alone = [use for use in Lines(texts)(words, ()) if not suffixes or use.path.endswith(suffixes)]
        shared = [use for use in searches.uses(words, suffixes) if not suffixes or use.path.endswith(suffixes)]
        assert shared == alone
