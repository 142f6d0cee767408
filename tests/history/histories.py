"""Histories made quickly with `git fast-import`, and what riskcheck and git say of them."""

import difflib
import os
import random
import subprocess
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from riskcheck.core.learned import Learned
from riskcheck.history import learning, lines, store
from riskcheck.history.store import Store
from riskcheck.history.timeline import Timeline
from riskcheck.repository import Repository
from tests.gitrepo import FIRST_DATE, GitRepo

DAY = 86_400
UNSEEN = learning.Progress(lambda done, total: None, lambda done, total: None)
File = bytes | tuple[bytes, bytes]  # content, or mode and content
Tree = Mapping[bytes, File]


@dataclass
class History:
    """Commits by mark, from 1 on, each with its whole tree; written at once, and again when there are more."""

    repo: GitRepo
    stream: bytearray = field(default_factory=bytearray)
    marks: int = 0
    shas: dict[int, str] = field(default_factory=dict)

    @classmethod
    def at(cls, folder: Path, *options: str) -> "History":
        return cls(GitRepo(folder, *options))

    def commit(
        self,
        tree: Tree,
        *parents: int,
        message: str | bytes = "Change",
        date: int | str | None = None,
        author: bytes = b"Robin Doe <robin@example.org>",
        encoding: bytes = b"",
    ) -> int:
        """One commit with these files and no others; its mark."""
        self.marks += 1
        when = str(FIRST_DATE + self.marks * DAY if date is None else date).encode()
        text = message.encode() if isinstance(message, str) else message
        self.stream += b"reset refs/heads/main\ncommit refs/heads/main\nmark :%d\n" % self.marks
        self.stream += b"author %s %s +0000\ncommitter %s %s +0000\n" % (author, when, author, when)
        self.stream += b"encoding %s\n" % encoding if encoding else b""
        self.stream += b"data %d\n%s\n" % (len(text), text)
        for word, parent in zip([b"from", *[b"merge"] * len(parents)], parents, strict=False):
            self.stream += b"%s :%d\n" % (word, parent)
        self.stream += b"deleteall\n"
        for path, entry in tree.items():
            mode, content = entry if isinstance(entry, tuple) else (b"100644", entry)
            if mode == b"160000":
                self.stream += b"M 160000 %s %s\n" % (content, quoted(path))
            else:
                self.stream += b"M %s inline %s\ndata %d\n%s\n" % (mode, quoted(path), len(content), content)
        return self.marks

    def write(self, head: int | None = None) -> str:
        """Put everything into the repository, with main at a mark (the last one); the id of that commit."""
        self.stream += b"reset refs/heads/main\nfrom :%d\n\n" % (head or self.marks)
        marks = self.repo.folder / "marks"
        kept = [f"--import-marks={marks}"] if marks.exists() else []
        options = ["--quiet", "--force", "--date-format=raw-permissive", *kept, f"--export-marks={marks}"]
        self.repo.git("fast-import", *options, input=bytes(self.stream))
        self.stream.clear()
        rows = (line.split() for line in marks.read_text().splitlines())
        self.shas = {int(mark[1:]): sha for mark, sha in rows}
        return self.shas[head or self.marks]

    @property
    def names(self) -> dict[str, int]:
        """The marks by commit id."""
        return {sha: mark for mark, sha in self.shas.items()}


def quoted(path: bytes) -> bytes:
    return b'"%s"' % b"".join(b"\\%03o" % byte if byte < 33 or byte in b'"\\' else bytes([byte]) for byte in path)


def text(*words: str) -> bytes:
    return "".join(f"{word}\n" for word in words).encode()


# What riskcheck says ---------------------------------------------------------------------------


def found(folder: Path) -> Repository:
    return Repository.find(str(folder), os.environ)


def learn(folder: Path, kept: Store, head: str = "HEAD", since: str | None = None) -> Learned:
    repository = found(folder)
    return learning.learn(repository, kept, repository.resolve(head), since, UNSEEN)


def fresh(folder: Path) -> Store:
    return store.opened(str(folder / "history.sqlite3"))


def writers(folder: Path, kept: Store, head: str = "HEAD") -> dict[str, list[str]]:
    """The id of the commit that wrote each line of each file at `head`, "?" where it is not known."""
    repository = found(folder)
    sha = repository.resolve(head)
    rows, merged = list(kept.rows()), kept.merged()
    timeline = Timeline.of(rows)
    numbers = {os.fsdecode(path): number for number, path in kept.connection.execute("SELECT number, path FROM paths")}
    tree = {path: blob for path, blob in repository.entries_at(sha).items() if path in numbers}
    uses = lines.uses(kept.changes(), merged)
    uses.update((numbers[path], bytes.fromhex(blob)) for path, blob in tree.items())
    versions = lines.Versions(uses, kept.touching, timeline.parents)
    for _ in lines.replay(kept.changes(), merged, timeline.first_line, versions, timeline.parents):
        pass
    number = kept.number(sha)
    assert number is not None
    answer = {}
    for path, blob in tree.items():
        owners = versions.take((numbers[path], bytes.fromhex(blob)), number)
        owned = [bisect_right(timeline.first_line, line) - 1 if line else -1 for line in owners or ()]
        answer[path] = [timeline.rows[of].sha if of >= 0 else "?" for of in owned]
    return answer


# What git says ---------------------------------------------------------------------------------


def blamed(folder: Path, paths: Sequence[str], head: str = "HEAD") -> dict[str, list[str]]:
    """The same, as `git blame` says it."""
    answer = {}
    for path in paths:
        command = ["git", "blame", "-l", "-s", "--root", head, "--", path]
        rows = subprocess.run(command, cwd=folder, check=True, capture_output=True).stdout.split(b"\n")[:-1]
        answer[path] = [row[:40].decode() for row in rows]
    return answer


# Everything that is kept -----------------------------------------------------------------------


def dump(kept: Store) -> dict[str, list[object]]:
    """All tables, sorted, with ids, paths and addresses in place of the numbers that a run happened to give."""
    query = kept.connection.execute
    sha = dict(query("SELECT number, sha FROM commits"))
    path = dict(query("SELECT number, path FROM paths"))
    email = dict(query("SELECT number, email FROM people"))
    keys = {row.number: (sha[row.of], path[row.path]) for row in kept.changes()}
    answer: dict[str, list[object]] = {
        "commits": [
            (row.sha, [sha.get(at) for at in row.parent_numbers], email[row.author], row[4:8], row.added, row.deleted,
             row.tip)
            for row in kept.rows()
        ],
        "changes": [
            (keys[row.number], row.letter, path.get(row.source or 0), row[5:])
            for row in kept.changes()
        ],
        "merged": [
            (keys[row.change], row.parent, path.get(row.source or 0), row.blob)
            for rows in kept.merged().values() for row in rows
        ],
        "names": [(name, sha[of]) for name, of in query("SELECT name, of FROM names")],
        "pointers": [(sha[of], *rest) for of, *rest in query("SELECT * FROM pointers")],
        **judged(kept),
    }  # fmt: skip
    return {table: sorted(rows, key=repr) for table, rows in answer.items()}


def judged(kept: Store) -> dict[str, list[object]]:
    """Labels and fates, by the ids of commits."""
    query = kept.connection.execute
    sha = dict(query("SELECT number, sha FROM commits"))
    labels: list[object] = [
        (sha[of], kind, source, round(weight, 9), sha[by], known)
        for of, kind, source, weight, by, known in query("SELECT * FROM labels")
    ]
    fates: list[object] = [(sha[of], *rest) for of, *rest in query("SELECT of, gone, gone_30, gone_90 FROM fates")]
    return {"labels": sorted(labels, key=repr), "fates": sorted(fates, key=repr)}


# Histories at random ---------------------------------------------------------------------------

Lines = list[bytes]
_COMMON = (b"", b"}", b"    return", b"else:")


@dataclass
class Wild:
    """Commits at random: branches, merges of all kinds, renames, deletions, files that come back as they were.

    `common` is how many lines in a hundred are no line of their own.
    """

    history: History
    random: random.Random
    common: int = 0
    trees: dict[int, dict[bytes, Lines]] = field(default_factory=dict)
    heads: list[int] = field(default_factory=list)
    known: dict[int, frozenset[int]] = field(default_factory=dict)
    _lines: Iterator[int] = field(default_factory=lambda: iter(range(1 << 30)))
    _old: list[Lines] = field(default_factory=list)

    def grow(self, count: int) -> None:
        """So many commits more, and a merge of all heads at the end."""
        for _ in range(count):
            if not self.heads or self.random.random() < 0.02:
                self._commit(self._edited({}), ())
            elif len(self.heads) > 1 and self.random.random() < 0.3:
                self._merge(self.random.sample(self.heads, min(len(self.heads), self.random.choice((2, 2, 2, 3, 4)))))
            else:
                head = self.random.choice([*self.heads, self.random.choice(list(self.trees))])
                self._commit(self._edited(self.trees[head]), (head,))
        while len(self.heads) > 1:
            self._merge(self.heads[:4])

    def _commit(self, tree: dict[bytes, Lines], parents: Sequence[int]) -> None:
        content = {path: b"".join(line + b"\n" for line in some) for path, some in tree.items()}
        known = frozenset(parents).union(*(self.known[parent] for parent in parents))
        mark = self.history.commit(content, *parents, message=self._message(known))
        self.known[mark] = known
        self.trees[mark] = tree
        self.heads = [head for head in self.heads if head not in parents] + [mark]
        self._old += tree.values()

    def _message(self, known: frozenset[int]) -> str:
        """One that names none but commits that its author can have seen."""
        mark = self.history.marks + 1
        if not known or self.random.random() > 0.3:
            return self._subject(mark)
        of = self._subject(self.random.choice(sorted(known)))
        return self.random.choice([f'Revert "{of}"', f"fix: crash {mark}\n\nFixes: {of}", f"fix: crash in {of}"])

    def _subject(self, mark: int) -> str:
        return f"Change {mark} of the {'abcde'[mark % 5]}-part"

    def _line(self) -> bytes:
        if self.random.random() * 100 < self.common:
            return self.random.choice(_COMMON)
        return b"line %d" % next(self._lines)

    def _edited(self, tree: dict[bytes, Lines]) -> dict[bytes, Lines]:
        answer = dict(tree)
        for _ in range(self.random.randint(1, 3)):
            self._step(answer)
        return answer

    def _step(self, tree: dict[bytes, Lines]) -> None:
        chance, rolled = self.random, self.random.random()
        path = chance.choice(sorted(tree)) if tree else b""
        if not tree or (rolled < 0.12 and len(tree) < 8):
            tree[b"%c/f%d" % (chance.choice(b"ab"), chance.randint(0, 9))] = [
                self._line() for _ in range(chance.randint(3, 25))
            ]
        elif rolled < 0.17:
            del tree[path]
        elif rolled < 0.25:
            some = tree.pop(path)
            tree[b"%c/f%d" % (chance.choice(b"ab"), chance.randint(0, 9))] = some
        elif rolled < 0.33 and self._old:
            tree[path] = chance.choice(self._old[-40:])
        else:
            tree[path] = self._changed(tree[path])

    def _changed(self, some: Lines) -> Lines:
        answer = list(some)
        for _ in range(self.random.randint(1, 3)):
            at = self.random.randint(0, len(answer))
            gone = self.random.choice((0, 0, 1, 2))
            answer[at : at + gone] = [self._line() for _ in range(self.random.choice((0, 1, 1, 3)))]
        return answer

    def _merge(self, parents: Sequence[int]) -> None:
        trees = [self.trees[parent] for parent in parents]
        merged: dict[bytes, Lines] = {}
        for path in sorted({path for tree in trees for path in tree}):
            versions = [tree[path] for tree in trees if path in tree]
            if len(versions) < len(trees) and self.random.random() < 0.3:
                continue
            joined = versions[0]
            for version in versions[1:]:
                joined = self._joined(joined, version)
            merged[path] = self._changed(joined) if self.random.random() < 0.15 else joined
        self._commit(merged, parents)

    def _joined(self, first: Lines, second: Lines) -> Lines:
        rolled = self.random.random()
        if rolled < 0.3:
            return self.random.choice((first, second))
        answer: Lines = []
        for tag, start, end, begin, stop in difflib.SequenceMatcher(a=first, b=second, autojunk=False).get_opcodes():
            own, other = first[start:end], second[begin:stop]
            answer += own if tag == "equal" else self.random.choice((own, other, own + other))
        return answer
