"""What messages name, and which commits are meant; the messages are invented."""

import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from gitrepo import GitRepo
from hypothesis import example, given
from hypothesis import strategies as st

from riskcheck.history.links import Link, is_revert, keys, references, resolve

SHA = "1a2b3c4d5e6f7a8b9c0d1a2b3c4d5e6f7a8b9c0d"
OTHER = "fedcba9876543210fedcba9876543210fedcba98"
DIGITS = "1234567"

Named = tuple[str, tuple[str, ...]]


def named(message: str) -> list[Named]:
    """References without the names by subject."""
    found = [
        (known.kind, tuple(key for key in known.keys if key[:2] not in ("su", "ti"))) for known in references(message)
    ]
    return [known for known in found if known[1]]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param("Add  a Pump\n", ("subject:add a pump",), id="a subject"),
        pytest.param("Add a pump (#12)\n\nText (#13)\n", ("subject:add a pump", "pull:12"), id="a squashed request"),
        pytest.param("Add a pump (gh-12)\n", ("subject:add a pump", "pull:12"), id="a squashed request, gh"),
        pytest.param(
            "Merge pull request #12 from someone/pump\n\nAdd a pump\n",
            (
                "subject:merge pull request #12 from someone/pump",
                "merge:12",
                "merge:12 from someone",
                "title:add a pump",
            ),
            id="a merged request",
        ),
        pytest.param("Merged PR 12: Add a pump", ("subject:merged pr 12: add a pump", "pull:12"), id="Azure"),
        pytest.param(
            "Merge branch 'pump' into 'main'\n\nAdd a pump\n\nSee merge request group/tool!12\n",
            ("subject:merge branch 'pump' into 'main'", "title:add a pump", "merge:12"),
            id="GitLab",
        ),
        pytest.param(
            "Add a pump\n\nDifferential Revision: https://d.example.org/D123\n\nfbshipit-source-id: 0a1b2c3d4e5f6789\n",
            ("subject:add a pump", "diff:D123", "changeset:0a1b2c3d4e5f"),
            id="Phabricator",
        ),
        pytest.param(
            "Add\n\nDifferential Revision:\nD123\n", ("subject:add", "diff:D123"), id="a number on its own line"
        ),
        pytest.param(
            f"Add\n\nChange-Id: I{SHA}\nReviewed-on: https://review.example.org/c/tool/+/123\n",
            ("subject:add", f"change:I{SHA}", "cl:123"),
            id="Gerrit",
        ),
        pytest.param("Add\n\nPiperOrigin-RevId: 123\n", ("subject:add", "cl:123"), id="Piper"),
        pytest.param(
            "Add\r\n\r\ngit-svn-id: http://svn.example.org/trunk@77 0-0\r\n", ("subject:add", "svn:77"), id="svn, CRLF"
        ),
        pytest.param("Bug 77 - Add a pump", ("subject:bug 77 - add a pump", "bug:77"), id="a bug number"),
        pytest.param(
            "Revert D123: x\n\nDifferential Revision: D123\n", ("subject:revert d123: x",), id="not one's own diff"
        ),
        pytest.param("Add\n\nSee Reviewed-on: https://r.example.org/123\n", ("subject:add",), id="not in a sentence"),
        pytest.param(
            "Add a lo…\n\n…ng pump (#12)\n\nText\n", ("subject:add a long pump", "pull:12"), id="a cut subject"
        ),
        pytest.param("\n \n", (), id="nothing"),
    ],
)
def test_keys(message: str, expected: tuple[str, ...]) -> None:
    assert keys(message) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param('Fixes: 1a2b3c4d5e6f ("pump: Add")', [("fixes", ("sha:1a2b3c4d5e6f",))], id="the kernel's"),
        pytest.param(f"Fixes: {SHA}", [("fixes", (f"sha:{SHA}",))], id="a whole sha"),
        pytest.param("fixes commit 1a2b3c4 which did", [("fixes", ("sha:1a2b3c4",))], id="no colon"),
        pytest.param("Fixes: commit 1a2b3c4", [("fixes", ("sha:1a2b3c4",))], id="the word commit"),
        pytest.param("Fixes: <1a2b3c4>", [("fixes", ("sha:1a2b3c4",))], id="in brackets"),
        pytest.param(
            f"Fixes: https://git.example.org/tool/commit/{SHA}",
            [("fixes", (f"sha:{SHA}",))],
            id="an address of a commit",
        ),
        pytest.param(
            "Fixes: 1a2b3c4 ('a')\nFixes: 1a2b3c5 ('b')",
            [("fixes", ("sha:1a2b3c4",)), ("fixes", ("sha:1a2b3c5",))],
            id="two trailers",
        ),
        pytest.param(
            'Fixes: 1a2b3c4 ("a"), 1a2b3c5 ("b")',
            [("fixes", ("sha:1a2b3c4",)), ("fixes", ("sha:1a2b3c5",))],
            id="two in one trailer",
        ),
        pytest.param(
            f'Fixes: 1a2b3c4 ("a")\n(cherry picked from commit {SHA})', [("fixes", ("sha:1a2b3c4",))], id="a backport"
        ),
        pytest.param("Fixes: #123", [], id="an issue"),
        pytest.param("Fixes: https://git.example.org/tool/issues/123", [], id="an address of an issue"),
        pytest.param("Fixes: PUMP-123", [], id="a ticket"),
        pytest.param(f"Fixes: {DIGITS}", [], id="digits alone"),
        pytest.param(f'Fixes: {DIGITS} ("a pump")', [("fixes", (f"sha:{DIGITS}",))], id="digits with a subject"),
        pytest.param("Fixes: 1a2b3c", [], id="too short"),
        pytest.param("It fixes: 1a2b3c4", [], id="in a sentence"),
        pytest.param("> Fixes: 1a2b3c4", [], id="in quoted mail"),
        pytest.param("Log:\n\n    Fixes: 1a2b3c4\n\nEnd", [], id="in indented code"),
        pytest.param("```\nFixes: 1a2b3c4\n```\n", [], id="in fenced code"),
        pytest.param("Fixes: 1a2b3c4-alpha", [], id="part of a word"),
        pytest.param(
            "Fixes: 1a2b3c4\ufffd\r\nSigned-off-by: A\r\n", [("fixes", ("sha:1a2b3c4",))], id="broken bytes, CRLF"
        ),
        pytest.param(f"This reverts commit {SHA}.", [("revert", (f"sha:{SHA}",))], id="git revert"),
        pytest.param(
            f"This reverts commit {SHA}, reversing\nchanges made to {OTHER}.",
            [("revert", (f"sha:{SHA}",))],
            id="of a merge",
        ),
        pytest.param(
            f"This reverts commits {SHA},\n{OTHER} and 1a2b3c4.",
            [("revert", (f"sha:{SHA}",)), ("revert", (f"sha:{OTHER}",)), ("revert", ("sha:1a2b3c4",))],
            id="several commits",
        ),
        pytest.param("Reverts someone/tool#12", [("revert", ("pull:12", "merge:12"))], id="GitHub's button"),
        pytest.param(
            "Reverts https://git.example.org/someone/tool/pull/12",
            [("revert", ("pull:12", "merge:12"))],
            id="an address",
        ),
        pytest.param("This reverts merge request !12", [("revert", ("pull:12", "merge:12"))], id="GitLab's button"),
        pytest.param("This reverts CL 123.", [("revert", ("cl:123",))], id="a CL"),
        pytest.param(
            "This reverts commit 1a2b3c4 (CL 123).", [("revert", ("sha:1a2b3c4", "cl:123"))], id="two names of one"
        ),
        pytest.param("Partial revert of https://crrev.example.org/c/1", [], id="an unknown address"),
        pytest.param("Reverts git/git#12", [("revert", ("pull:12", "merge:12"))], id="an owner that is a word"),
        pytest.param("Reverts parts of 1a2b3c4", [("revert", ("sha:1a2b3c4",))], id="parts"),
        pytest.param("Undo the change made in 1a2b3c4", [("revert", ("sha:1a2b3c4",))], id="undo"),
        pytest.param("Rolls back r77", [("revert", ("svn:77",))], id="svn"),
        pytest.param(f"Reverts I{SHA}", [("revert", (f"change:I{SHA}",))], id="a Change-Id"),
        pytest.param("It was reverted in 1a2b3c4", [], id="told of the past"),
        pytest.param("After reverting 1a2b3c4 it works", [], id="a condition"),
        pytest.param("Part of the reverted commit 1a2b3c4", [], id="a reverted commit"),
        pytest.param("Needed by the revert of 1a2b3c4", [], id="the revert of"),
        pytest.param("Reason for revert: revert 1a2b3c4 first", [], id="a reason"),
        pytest.param("The revert of 1a2b3c4 came first", [], id="another's revert"),
        pytest.param("This is the revert of 1a2b3c4", [("revert", ("sha:1a2b3c4",))], id="the revert itself"),
        pytest.param("See the now reverted 1a2b3c4", [], id="now reverted"),
        pytest.param("We could just revert 1a2b3c4", [], id="what could be done"),
        pytest.param("One way would be to partially revert 1a2b3c4", [], id="what would be done"),
        pytest.param("Commit 1a2b3c4 reverted 1a2b3c5", [], id="what another commit did"),
        pytest.param('Commit 1a2b3c4 ("a pump") reverted 1a2b3c5', [], id="what another commit with a subject did"),
        pytest.param("It accidentally reverted 1a2b3c4", [], id="by accident"),
        pytest.param("Tells how to back out of a merge (1a2b3c4)", [], id="to back out of something"),
        pytest.param(
            "Revert the changes that accidentally slipped into 1a2b3c4",
            [("revert", ("sha:1a2b3c4",))],
            id="changes into a commit",
        ),
        pytest.param(
            "This reverts commit 1a2b3c4 (Revert 1a2b3c5 for now)",
            [("revert", ("sha:1a2b3c4",))],
            id="the subject of a revert",
        ),
        pytest.param(
            "This reverts:\n\n- commit 1a2b3c4 (add a pump).\n- commit 1a2b3c5",
            [("revert", ("sha:1a2b3c4",)), ("revert", ("sha:1a2b3c5",))],
            id="a list of commits",
        ),
        pytest.param(
            "Reverts part of\n\n1a2b3c4\n\nText", [("revert", ("sha:1a2b3c4",))], id="a commit on a line of its own"
        ),
        pytest.param(
            "Reverts part of\n\n    1a2b3c4 add a pump\n\nText", [("revert", ("sha:1a2b3c4",))], id="a commit set off"
        ),
        pytest.param("It is about a revert\n\n1a2b3c4 added the pump", [], id="a commit in another paragraph"),
        pytest.param(
            "This reverts\n\n1a2b3c4 pump: Fill the tank\n1a2b3c5 pump: Empty it\n",
            [("revert", ("sha:1a2b3c4",))],
            id="a sentence that goes on in another paragraph",
        ),
        pytest.param("1a2b3c4 unintentionally reverted 1a2b3c5. Apply it again.", [], id="what another took back"),
        pytest.param("Accidently backed out 1a2b3c4, sorry.", [], id="what was taken back by mistake"),
        pytest.param("Reverts 1a2b3c4\n1a2b3c5 fails", [("revert", ("sha:1a2b3c4",))], id="a line without a comma"),
        pytest.param("It takes up the original\nfix, 1a2b3c4, again", [], id="a noun at the start of a line"),
        pytest.param(
            f"Backed out changeset {SHA[:12]} (bug 77)",
            [("back-out", (f"sha:{SHA[:12]}", f"changeset:{SHA[:12]}", "bug:77"))],
            id="hg",
        ),
        pytest.param("Regression from 1a2b3c4", [("regression", ("sha:1a2b3c4",))], id="regression from"),
        pytest.param("was introduced by commit 1a2b3c4", [("regression", ("sha:1a2b3c4",))], id="introduced by"),
        pytest.param("Broken since #12", [("regression", ("pull:12", "merge:12"))], id="broken since"),
        pytest.param("git bisect says; bisected to 1a2b3c4", [("regression", ("sha:1a2b3c4",))], id="bisected to"),
        pytest.param("Follow-up to 1a2b3c4", [("follow-up", ("sha:1a2b3c4",))], id="follow-up"),
        pytest.param("(cherry picked from commit 1a2b3c4)", [], id="cherry picked"),
        pytest.param("See 1a2b3c4, prefix 1a2b3c5, and fixtures", [], id="no convention"),
    ],
)
def test_references_in_a_body(text: str, expected: list[Named]) -> None:
    assert named(f"Change the pump\n\n{text}\n") == expected


def revert(*found: str, kind: str = "revert") -> list[tuple[str, tuple[str, ...]]]:
    """One reference with these keys."""
    return [(kind, found)]


@pytest.mark.parametrize(
    ("message", "expected"),
    [
        pytest.param('Revert "Add a pump"', revert("subject:add a pump", "title:add a pump"), id="a quoted subject"),
        pytest.param(
            f'Revert "Add a pump"\n\nThis reverts commit {SHA}.',
            revert(f"sha:{SHA}", "subject:add a pump", "title:add a pump"),
            id="a sha and the subject name one commit",
        ),
        pytest.param(
            'Revert "Add a pump (#12)" (#13)\n\nReverts someone/tool#12',
            revert("pull:12", "merge:12", "subject:add a pump", "title:add a pump"),
            id="a number and the subject",
        ),
        pytest.param(
            'pump: revert "add a valve"',
            revert("subject:add a valve", "subject:pump: add a valve", "title:add a valve", "title:pump: add a valve"),
            id="a prefix that the original had",
        ),
        pytest.param(
            "revert: feat: add a pump", revert("subject:feat: add a pump", "title:feat: add a pump"), id="conventional"
        ),
        pytest.param(
            "Revert #12 (#13)",
            [("revert", ("pull:12", "merge:12")), ("revert", ("pull:13", "merge:13"))],
            id="a number",
        ),
        pytest.param(
            'Back out "Add a pump"\n\nOriginal commit changeset: 0a1b2c3d4e5f\n\nOriginal Phabricator Diff: D123456',
            [
                (
                    "back-out",
                    (
                        *("sha:0a1b2c3d4e5f", "sha:d123456", "diff:D123456", "changeset:0a1b2c3d4e5f"),
                        *("subject:add a pump", "title:add a pump"),
                    ),
                )
            ],
            id="Phabricator",
        ),
        pytest.param(
            "Add a pump (take 2)\n\nOriginal Phabricator Diff: D123\n", [], id="a second attempt is no back-out"
        ),
        pytest.param(
            'Back out "Add a pump"\n\nTests fail since the original diff (D123456).\n',
            [("back-out", ("sha:d123456", "diff:D123456", "subject:add a pump", "title:add a pump"))],
            id="the original in a sentence",
        ),
        pytest.param(
            'Revert "Merge pull request #12 from someone/pump"\n\nReverts https://git.example.org/a/b/pull/12\n',
            revert(
                "merge:12 from someone",
                "subject:merge pull request #12 from someone/pump",
                "title:merge pull request #12 from someone/pump",
            ),
            id="a request that is named with its author",
        ),
        pytest.param(
            f'Revert "Add a pump (#12)" (#13)\n\nReverts a/b#12\n\nIt said:\nThis reverts commit {SHA}.\n',
            [
                ("revert", ("pull:12", "merge:12", "subject:add a pump", "title:add a pump")),
                ("revert", (f"sha:{SHA}",)),
            ],
            id="the number that is quoted is the commit that is quoted",
        ),
        pytest.param(
            'Revert "Revert "Add a pump""',
            [("reland", ('subject:revert "add a pump"', 'title:revert "add a pump"'))],
            id="a revert of a revert",
        ),
        pytest.param(
            'Revert "Reland "Add a pump""',
            revert('subject:reland "add a pump"', 'title:reland "add a pump"'),
            id="a revert of a reland",
        ),
        pytest.param(
            f'Reapply "Add a pump"\n\nThis reverts commit {SHA}.',
            [("reland", (f"sha:{SHA}", "subject:add a pump", "title:add a pump"))],
            id="git's reapply",
        ),
        pytest.param(
            f"[pump] Add a valve (reland)\n\nThis reverts commit {SHA}.",
            [("reland", (f"sha:{SHA}",))],
            id="a tagged reland",
        ),
        pytest.param(
            f'Squash\n\n* Add a pump\n\nThis reverts commit {SHA}.\n\n* Revert "Add a valve"\n',
            revert(f"sha:{SHA}"),
            id="subjects in a squashed list are not looked up",
        ),
        pytest.param(
            f"Squash\n\nSquashed commit of the following:\n\ncommit {OTHER}\n\n    This reverts commit {SHA}.\n",
            revert(f"sha:{SHA}"),
            id="what git squashed is one's own",
        ),
        pytest.param(
            f"Merge branch 'next'\n\n* next:\n  Revert 1a2b3c4\n  Fixes: {SHA}\n",
            [],
            id="a merge lists what others say",
        ),
        pytest.param(
            "Revert to the old pump", revert("subject:to the old pump", "title:to the old pump"), id="no name at all"
        ),
        pytest.param('Roll back "Add a pump"', revert("subject:add a pump", "title:add a pump"), id="roll back"),
        pytest.param(
            f'[stable] Revert "Add a pump"\n\nThis reverts commit {SHA}.\n\n(cherry picked from commit {OTHER})',
            revert(
                f"sha:{SHA}",
                *("subject:add a pump", "subject:[stable] add a pump"),
                *("title:add a pump", "title:[stable] add a pump"),
            ),
            id="a revert on another branch",
        ),
        pytest.param(
            'Backport of "Revert "Add a pump""',
            revert("subject:add a pump", "title:add a pump"),
            id="backport of a revert",
        ),
        pytest.param(
            'Revert "Let "a" be "b""',
            revert('subject:let "a" be "b"', 'title:let "a" be "b"'),
            id="marks within marks",
        ),
        pytest.param("Update pump", [], id="nothing"),
        pytest.param("", [], id="empty"),
    ],
)
def test_references_in_a_subject(message: str, expected: list[Named]) -> None:
    assert [(known.kind, known.keys) for known in references(message)] == expected


class History:
    """Messages numbered in order, found by their names."""

    def __init__(self, *messages: str, shas: Sequence[str] = (), apart: Sequence[int] = ()) -> None:
        self.messages = messages
        self.shas = shas or [f"{number:040x}" for number in range(10, 10 + len(messages))]
        self.apart = apart

    def find(self, key: str) -> list[int]:
        """The commits with a key."""
        if key.startswith("sha:"):
            return [number for number, sha in enumerate(self.shas) if sha.startswith(key[4:])]
        return [number for number, message in enumerate(self.messages) if key in keys(message)]

    def links(self) -> list[tuple[int, int, str]]:
        """All links, as (by, of, kind)."""
        return [
            (link.by, link.of, link.kind)
            for number, message in enumerate(self.messages)
            for link in resolve(
                number,
                references(message),
                self.find,
                is_revert=lambda of: is_revert(self.messages[of]),
                is_ancestor=lambda of, _: of not in self.apart,
            )
        ]


A, B, C = "aaaaaaaa" * 5, "bbbbbbbb" * 5, "cccccccc" * 5


@pytest.mark.parametrize(
    ("history", "expected"),
    [
        pytest.param(History("Add a pump", "Other", 'Revert "Add a pump"'), [(2, 0, "revert")], id="a subject"),
        pytest.param(
            History("Add a pump", "Add a pump", 'Revert "Add a pump"', "Add a pump"),
            [(2, 1, "revert")],
            id="the last earlier one",
        ),
        pytest.param(
            History("Add a pump", "Add a pump", 'Revert "Add a pump"', apart=[1]),
            [(2, 0, "revert")],
            id="an ancestor first",
        ),
        pytest.param(History("Add a pump", 'Revert "Add a pump"', apart=[0]), [(1, 0, "revert")], id="the only one"),
        pytest.param(
            History("Add a pump", "Add a pump", f'Revert "Add a pump"\n\nThis reverts commit {A}.', shas=(A, B, C)),
            [(2, 0, "revert")],
            id="a sha before a subject",
        ),
        pytest.param(
            History("Add a pump", f'Revert "Add a pump"\n\nThis reverts commit {C}.', shas=(A, B)),
            [(1, 0, "revert")],
            id="the subject when the sha is elsewhere",
        ),
        pytest.param(History("x", f"y\n\nFixes: {C}", shas=(A, B)), [], id="a sha that is not here"),
        pytest.param(
            History("x", "z", "y\n\nFixes: aaaaaaa", shas=(A, A[:9] + "b" * 31, C)), [], id="an ambiguous sha"
        ),
        pytest.param(History(f"y\n\nFixes: {A}", shas=(A,)), [], id="itself"),
        pytest.param(History(f"y\n\nFixes: {B}", "x", shas=(A, B)), [(0, 1, "fixes")], id="a sha on another branch"),
        pytest.param(History('Revert "Add a pump"', "Add a pump"), [], id="a later subject"),
        pytest.param(
            History(
                "Add a pump", 'Revert "Add a pump"', 'Revert "Revert "Add a pump""', 'Revert "Reapply "Add a pump""'
            ),
            [(1, 0, "revert"), (2, 1, "reland")],
            id="a revert of a revert says nothing against it",
        ),
        pytest.param(
            History(
                "Add a pump",
                f"Drop it\n\nThis reverts commit {A}.",
                f"Back\n\nThis reverts commit {B}.",
                shas=(A, B, C),
            ),
            [(1, 0, "revert"), (2, 1, "reland")],
            id="a revert is told by its body too",
        ),
        pytest.param(
            History(
                "Add a pump (#3)", "Reland: add a pump (#5)", f"Revert it\n\nThis reverts commit {B}.", shas=(A, B, C)
            ),
            [(1, 0, "reland"), (2, 1, "revert")],
            id="what was relanded can be taken back",
        ),
        pytest.param(
            History("Add a pump", "Merge pull request #3 from a/b\n\nAdd pumps", 'Revert "Add pumps"\n\nReverts a/c#3'),
            [(2, 1, "revert")],
            id="a request by its title and number",
        ),
        pytest.param(
            History(
                "Add a pump", "Merge pull request #3 from a/b\n\nAdd pumps", 'Revert "Add a pump"\n\nReverts a/c#3'
            ),
            [(2, 0, "revert"), (2, 1, "revert")],
            id="a commit and the request it came with",
        ),
        pytest.param(
            History(
                "Merge pull request #3 from some/pump\n\nAdd",
                "Merge pull request #3 from other/valve\n\nAdd",
                'Revert "Merge pull request #3 from some/pu…',
            ),
            [(2, 0, "revert")],
            id="a request with its author when the subject is cut",
        ),
        pytest.param(
            History("Add a pump (#3)", "Add a valve (#3)", 'Revert "Add a pump" (#9)\n\nReverts a/c#3'),
            [(2, 0, "revert")],
            id="two names outvote one",
        ),
        pytest.param(
            History(
                "Add\n\nDifferential Revision: D77777",
                "Revert D77777: Add\n\nDifferential Revision: D77777",
                "Fix\n\nFixes: D77777",
            ),
            [(1, 0, "revert"), (2, 0, "fixes")],
            id="a back-out under the number of its diff",
        ),
        pytest.param(
            History("x", f"y\n\nThis reverts commit {A}.\n\nFixes: {A}\nRegression from {A}", shas=(A, B)),
            [(1, 0, "revert")],
            id="one link for one pair",
        ),
        pytest.param(History("x", f"y\n\nRegression from {A}", shas=(A, B)), [(1, 0, "regression")], id="weak"),
    ],
)
def test_links(history: History, expected: list[tuple[int, int, str]]) -> None:
    assert history.links() == expected


def test_a_convention_is_explicit_and_prose_is_not() -> None:
    kinds = ("fixes", "revert", "back-out", "reland", "regression", "follow-up")

    assert [Link(1, 0, kind).is_explicit for kind in kinds] == [True, True, True, False, False, False]  # type: ignore[arg-type]


def test_what_git_itself_writes_is_understood(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "repo")
    for content in ("one\n", "two\n"):
        repo.write("pump.txt", content)
        repo.commit(f"Set the pump to {content.strip()}")
    for _ in range(2):
        repo.git("revert", "--no-edit", "HEAD")
    log = repo.git("log", "--reverse", "--format=%H%x00%B%x00").decode().split("\0")
    shas, messages = [sha.strip() for sha in log[:-1:2]], log[1::2]

    assert History(*messages, shas=shas).links() == [(2, 1, "revert"), (3, 2, "reland")]


WORDS = ["Fixes: ", "revert ", 'Revert "', "commit ", "1a2b3c4", SHA, "#12", "\n", "\r\n", " and ", "(", '"', "D123456"]
WORDS += [
    "Merge pull request ",
    "Original commit changeset: ",
    "…",
    "    ",
    "> ",
    "```",
    "introduced by ",
    "[",
    ":",
    "İ",
]
MESSAGES = st.lists(st.sampled_from(WORDS) | st.text(max_size=8), max_size=25).map("".join)
NAMES = {"sha", "diff", "cl", "change", "changeset", "svn", "pull", "merge", "bug", "subject", "title"}


@given(MESSAGES)
def test_any_message_gives_well_formed_names(message: str) -> None:
    for name in (*keys(message), *(key for known in references(message) for key in known.keys)):
        kind, _, value = name.partition(":")
        assert kind in NAMES
        assert value
        assert "\n" not in value


@given(MESSAGES)
@example("\nMerge pull request ")
def test_line_endings_change_nothing(message: str) -> None:
    text = message.replace("\r", "")

    assert references(text.replace("\n", "\r\n")) == references(text)
    assert keys(text.replace("\n", "\r\n")) == keys(text)


@pytest.mark.parametrize(
    "word", [*WORDS, "revert the ", "revert a/", "r", "a.b/", "https://", "(#1)", "`'-", "back out ", "/pull/1"]
)
def test_a_message_of_three_hundred_thousand_characters_takes_no_square_of_the_time(word: str) -> None:
    message = "Revert " + word * (300_000 // len(word))
    start = time.process_time()

    keys(message)
    references(message)
    is_revert(message)

    assert time.process_time() - start < 12
