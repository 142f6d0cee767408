"""Questions to git, in bytes, answered from its objects and never from what the work tree says."""

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from riskcheck.core.change import Commit
from riskcheck.errors import OverdueError, RepositoryError
from riskcheck.expressions import expression
from riskcheck.layout import common_dir, layout
from riskcheck.plumbing import EMPTY_TREES, Plumbing, RawDiff
from riskcheck.records import Origin, Row, Use, batch, blamed, uses
from riskcheck.searches import is_plain

_DIFF_OPTIONS = (
    "--raw", "--numstat", "-p", "-z", "--no-ext-diff", "--no-textconv", "--no-color", "--full-index", "--abbrev=64",
    "-M", "-l1000", "-U3", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=none",
    "--no-relative",
)  # fmt: skip
_DEFAULT_BRANCHES = ("main", "master", "trunk", "develop")
_COMMIT_FIELDS = ("%H", "%P", "%an", "%ae", "%cn", "%ce", "%n%B")
MAX_NOTE_BYTES = 20_000_000
MAX_REWRITTEN = 20_000
_NO_TRANSLATIONS = (":(exclude)*.po", ":(exclude)*.pot")  # large, and they repeat what stands elsewhere
_HEX = expression(rb"^[0-9a-f]{40}(?:[0-9a-f]{24})?$")

# What an extended regular expression obeys.
_ACTIVE = expression(r"[][\\.^$*+?(){}|]")


@dataclass(frozen=True)
class Repository(Plumbing):
    """A repository on disk, found from any folder inside it.

    `work_tree` is None for a bare repository. `index` is the index file that "staged"
    refers to, which git names to its hooks in GIT_INDEX_FILE. Questions raise RepositoryError.
    """

    common_dir: str
    work_tree: str | None
    index: str

    @classmethod
    def find(cls, folder: str, environ: Mapping[str, str]) -> "Repository":
        """The repository that `folder` is in, or that GIT_DIR names inside a hook."""
        git = shutil.which("git", path=environ.get("PATH", os.defpath))
        if git is None:
            raise RepositoryError("git is not on the PATH", "install git 2.30 or newer")
        git_dir, work_tree = layout(folder, environ)
        index = environ.get("GIT_INDEX_FILE")
        return cls(
            git_dir=git_dir,
            common_dir=common_dir(git_dir),
            work_tree=work_tree,
            index=os.path.join(folder, index) if index else os.path.join(git_dir, "index"),
            git=os.path.abspath(git),
        )

    # Revisions ----------------------------------------------------------------------------

    def resolve(self, revision: str) -> str:
        """The commit id that a revision names; only such ids are passed on to git."""
        sha = self.try_resolve(revision)
        if sha is None:
            remedy = "check the spelling with `git rev-parse`"
            if self.is_shallow:
                remedy = "this clone is shallow: fetch more history, for example `git fetch --unshallow`"
            raise RepositoryError(f"no commit is called {revision!r}", remedy)
        return sha

    def try_resolve(self, revision: str) -> str | None:
        """The commit id that a revision names, or None."""
        if "\0" in revision:
            return None
        found = self.try_run("rev-parse", "--verify", "--quiet", "--end-of-options", revision + "^{commit}")
        sha = (found or b"").strip()
        return sha.decode() if _HEX.match(sha) else None

    def parents(self, sha: str) -> tuple[str, ...]:
        """The parents that this clone has; a shallow boundary has none."""
        line = self.run("rev-list", "--parents", "--max-count=1", "--end-of-options", sha)
        return tuple(line.decode().split()[1:])

    def merge_base(self, base: str, head: str) -> str | None:
        """The best common ancestor, or None where this clone knows none."""
        found = self.try_run("merge-base", "--end-of-options", base, head)
        return found.split()[0].decode() if found else None

    @property
    def head(self) -> str | None:
        """The commit that is checked out; None before the first commit."""
        return self.try_resolve("HEAD")

    @property
    def branch(self) -> str | None:
        """The branch that is checked out; None where HEAD is detached."""
        name = self.try_run("symbolic-ref", "--quiet", "--short", "HEAD")
        return os.fsdecode(name.rstrip(b"\n")) if name else None

    @property
    def is_shallow(self) -> bool:
        """Whether history was cut off when this clone was made."""
        return os.path.exists(os.path.join(self.common_dir, "shallow"))

    @property
    def shallow_boundary(self) -> frozenset[str]:
        """The commits whose parents this shallow clone does not have."""
        try:
            return frozenset(Path(self.common_dir, "shallow").read_text("ascii").split())
        except FileNotFoundError:
            return frozenset()

    def branch_at(self, sha: str) -> str | None:
        """The branch that is checked out, if it stands at that commit."""
        return self.branch if sha == self.head else None

    def default_branch(self) -> str | None:
        """The ref of the default branch, as far as this clone knows without asking the network."""
        symbolic = self.try_run("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
        if symbolic:
            return os.fsdecode(symbolic.rstrip(b"\n"))
        names = [f"{folder}{name}" for name in _DEFAULT_BRANCHES for folder in ("refs/remotes/origin/", "refs/heads/")]
        listed = self.run("for-each-ref", "--format=%(refname)", *names).decode().split()
        return next((name for name in names if name in listed), None)

    @property
    def empty_tree(self) -> str:
        """The id of the tree without entries, in this repository's hash."""
        return EMPTY_TREES[64 if self.object_format == "sha256" else 40]

    @property
    def object_format(self) -> str:
        """The name of the hash that object ids are made with."""
        config = Path(self.common_dir, "config")
        text = config.read_bytes().lower() if config.exists() else b""
        return "sha256" if re.search(rb"^\s*objectformat\s*=\s*sha256\s*$", text, re.MULTILINE) else "sha1"

    # Content ------------------------------------------------------------------------------

    def commits(self, base: str | None, head: str) -> tuple[Commit, ...]:
        """The commits that `head` has and `base` has not, newest first."""
        return tuple(self.history(base, head))

    def history(self, base: str | None, head: str) -> Iterator[Commit]:
        """The same one by one, while git is still reading them."""
        for fields in self.history_rows(base, head):
            yield Row(*fields).commit()

    def history_rows(self, base: str | None, head: str) -> Iterator[tuple[str, ...]]:
        """The same as fields of `Row`, which cost far less than values where most of them are only looked at."""
        # One field count for all: `rev-list` puts a line "commit <id>" before each record.
        format_ = "%x00" + "%x00".join(_COMMIT_FIELDS) + "%x00"
        limits = [f"^{base}"] if base else []
        width = len(_COMMIT_FIELDS) + 1
        rest: list[str] = []
        for block in self.stream(
            "rev-list", "--encoding=UTF-8", f"--format={format_}", "--end-of-options", head, *limits
        ):
            words = block.decode("utf-8", "surrogateescape").split("\0")
            if rest:
                words[0] = rest.pop() + words[0]
                words = rest + words
            whole = (len(words) - 1) // width * width
            rest = words[whole:]
            yield from zip(*[iter(words[:whole])] * width, strict=True)

    def tree_diff(self, base: str, head: str, paths: Sequence[str] = (), *, text: bool = False) -> RawDiff:
        """The difference of two commits or trees, as records and patches; `text` overrules "binary"."""
        options = (*_DIFF_OPTIONS, "--text") if text else _DIFF_OPTIONS
        return self.diff("diff-tree", "-r", "--no-commit-id", *options, "--end-of-options", base, head, "--", *paths)

    def index_diff(self, base: str, paths: Sequence[str] = (), *, text: bool = False) -> RawDiff:
        """The difference of a commit or tree and the index; the work tree is not looked at."""
        options = (*_DIFF_OPTIONS, "--text") if text else _DIFF_OPTIONS
        return self.diff("diff-index", "--cached", *options, "--end-of-options", base, "--", *paths, index=self.index)

    def differs_from(self, sha: str) -> bool:
        """Whether the index holds anything that the commit does not."""
        return (
            self.run("diff-index", "--cached", "--raw", "-z", "--ignore-submodules=none", sha, index=self.index) != b""
        )

    def blobs(self, ids: Iterable[str], *, limit: int) -> dict[str, bytes]:
        """The contents by blob id, without those that this clone does not have or that exceed `limit` bytes."""
        wanted = "".join(f"{blob}\n" for blob in sorted(set(ids))).encode()
        if not wanted:
            return {}
        sizes = [line.split() for line in self.run("cat-file", "--batch-check", stdin=wanted).splitlines()]
        small = [words[0] for words in sizes if len(words) == 3 and int(words[2]) <= limit]
        return dict(batch(self.run("cat-file", "--batch", stdin=b"".join(blob + b"\n" for blob in small))))

    def contents(self, names: Sequence[str], *, limit: int) -> dict[str, bytes]:
        """Blobs by object name, such as "<commit>:path"; absent ones and those over `limit` bytes are left out."""
        askable = [name for name in names if "\n" not in name]
        if not askable:
            return {}
        asked = b"".join(os.fsencode(name) + b"\n" for name in askable)
        answers = self.run("cat-file", "--batch-check", stdin=asked, index=self.index)
        found = {}
        for name, line in zip(askable, answers.split(b"\n"), strict=False):
            words = line.rsplit(b" ", 2)
            if len(words) == 3 and words[1] == b"blob":
                found[name] = words[0].decode()
        blobs = self.blobs(found.values(), limit=limit)
        return {name: blobs[blob] for name, blob in found.items() if blob in blobs}

    def attributes(self, tree: str, names: Sequence[str], paths: Sequence[str]) -> Iterator[tuple[str, str, str]]:
        """Path, name and value of attributes that the `.gitattributes` files of a tree give to paths."""
        folders = {""} | {path[: at + 1] for path in paths for at, sign in enumerate(path) if sign == "/"}
        files = self.contents([f"{tree}:{folder}.gitattributes" for folder in sorted(folders)], limit=1_000_000)
        if not any(name.encode() in content for content in files.values() for name in names):
            return
        stdin = b"".join(os.fsencode(path) + b"\0" for path in paths)
        # Since git 2.40 a tree can be named; for an older one it has to be an index.
        found = self.try_run("check-attr", f"--source={tree}", "--stdin", "-z", *names, stdin=stdin)
        if found is None:
            with tempfile.TemporaryDirectory(prefix="riskcheck-") as folder:
                index = os.path.join(folder, "index")
                self.run("read-tree", tree, index=index)
                found = self.run("check-attr", "--cached", "--stdin", "-z", *names, stdin=stdin, index=index)
        words = [os.fsdecode(word) for word in found.split(b"\0")]
        yield from zip(words[0:-1:3], words[1:-1:3], words[2:-1:3], strict=True)

    def has_ref(self, name: str) -> bool:
        """Whether a ref of this full name exists."""
        return self.try_run("show-ref", "--verify", "--quiet", name) is not None

    def notes(self, ref: str, shas: Sequence[str]) -> dict[str, bytes]:
        """git notes by the commit they are on; none where the ref is absent."""
        if not self.has_ref(ref):
            return {}
        # The more notes there are, the deeper git spreads them over folders of two digits.
        names = {
            f"{ref}:{'/'.join([*(sha[2 * at : 2 * at + 2] for at in range(depth)), sha[2 * depth :]])}": sha
            for sha in shas
            for depth in range(4)
        }
        found = self.contents(list(names), limit=MAX_NOTE_BYTES)
        return {names[name]: content for name, content in found.items()}

    def has_refs(self, prefix: str) -> bool:
        """Whether any ref begins with this name."""
        return self.run("for-each-ref", "--count=1", prefix) != b""

    def noted(self, ref: str) -> tuple[str, ...]:
        """The ids of all objects that have a note."""
        listed = self.try_run("ls-tree", "-r", "--name-only", "--full-tree", "--end-of-options", ref) or b""
        ids = (line.replace(b"/", b"") for line in listed.splitlines())
        return tuple(id_.decode() for id_ in ids if _HEX.match(id_))

    def rewritten(self, shas: Sequence[str], older: Sequence[str]) -> dict[str, str]:
        """Commits by those of `older` that they were rewritten from: same author, time and subject, same patch."""
        if not shas or not 0 < len(older) <= MAX_REWRITTEN:
            return {}
        known = self.run("cat-file", "--batch-check", stdin="".join(f"{sha}\n" for sha in older).encode())
        commits = [words[0] for words in map(bytes.split, known.splitlines()) if words[1:2] == [b"commit"]]
        wanted = set(shas)
        twins: dict[bytes, list[str]] = {}
        format_ = "--format=%H%x00%ae%x00%at%x00%s"
        listed = self.run("log", "--no-walk=unsorted", "--stdin", format_, stdin=b"\n".join(commits) + b"\n")
        for line in listed.splitlines():
            sha, _, key = line.partition(b"\0")
            twins.setdefault(key, []).append(sha.decode())
        own = self.run("log", "--no-walk=unsorted", "--stdin", format_, stdin="\n".join(shas).encode() + b"\n")
        pairs = [
            (sha.decode(), twin)
            for sha, _, key in (line.partition(b"\0") for line in own.splitlines())
            for twin in twins.get(key, ())
            if twin not in wanted
        ]
        ids = self._patch_ids(sorted({sha for pair in pairs for sha in pair})) if pairs else {}
        return {sha: twin for sha, twin in pairs if sha in ids and ids[sha] == ids.get(twin)}

    def _patch_ids(self, shas: Sequence[str]) -> dict[str, str]:
        text = self.run(
            "diff-tree", "--stdin", "-p", "--no-ext-diff", "--no-textconv", "--root",
            stdin="".join(f"{sha}\n" for sha in shas).encode(),
        )  # fmt: skip
        pairs = (line.split() for line in self.run("patch-id", "--stable", stdin=text).decode().splitlines())
        return {sha: patch_id for patch_id, sha in pairs}

    def file_at(self, tree: str, path: str) -> bytes | None:
        """The content of a regular file in a commit or tree, or None; a link is not followed."""
        entry = self.try_run("ls-tree", "-z", "--end-of-options", tree, path)
        if not entry or not entry.startswith((b"100644 blob ", b"100755 blob ")):
            return None
        return self.try_run("cat-file", "blob", entry.split()[2].decode())

    def paths_at(self, tree: str | None) -> tuple[str, ...]:
        """Every path of a commit or tree, or of the index for None."""
        if tree is None:
            listed = self.run("ls-files", "-z", index=self.index)
        else:
            listed = self.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", tree)
        return tuple(os.fsdecode(path) for path in listed.split(b"\0")[:-1])

    def entries_at(self, tree: str | None) -> dict[str, str]:
        """The blob ids of the files of a commit or tree, or of the index for None; without links and submodules."""
        if tree is None:
            # "<mode> <blob> <stage>\t<path>"
            listed = self.run("ls-files", "--stage", "-z", index=self.index)
        else:
            # "<mode> <type> <blob>\t<path>"
            listed = self.run("ls-tree", "-r", "-z", "--full-tree", "--end-of-options", tree)
        at = 1 if tree is None else 2
        files = (entry.partition("\t") for entry in os.fsdecode(listed).split("\0") if entry.startswith("100"))
        return {path: words.split(" ")[at] for words, _, path in files}

    def changed_entries(self, source: str, target: str) -> dict[str, tuple[str | None, str | None]] | None:
        """The files that differ between two commits or trees, each with its blob before and after; None if unknown."""
        output = self.try_run(
            "diff-tree", "-r", "-z", "--raw", "--no-renames", "--abbrev=64", "--end-of-options", source, target
        )
        if output is None:
            return None
        words = output.split(b"\0")[:-1]
        changed: dict[str, tuple[str | None, str | None]] = {}
        for record, path in zip(words[::2], words[1::2], strict=True):
            # ":<mode> <mode> <blob> <blob> <letter>"
            source_mode, target_mode, before, after, _ = record[1:].decode("ascii").split(" ")
            sides = (
                before if source_mode.startswith("100") else None,
                after if target_mode.startswith("100") else None,
            )
            changed[os.fsdecode(path)] = sides
        return changed

    def files_at(self, tree: str | None, paths: Sequence[str], *, limit: int) -> dict[str, bytes]:
        """Files by path in a commit or tree, or in the index for None; without absent ones and those over `limit`."""
        prefix = f"{tree or ''}:"
        found = self.contents([prefix + path for path in paths], limit=limit)
        return {name.removeprefix(prefix): content for name, content in found.items()}

    def uses_at(
        self, tree: str | None, words: Sequence[str], suffixes: Sequence[str], *, seconds: float
    ) -> Iterator[Use]:
        """Lines with one of these whole words in a commit or tree, or in the index for None.

        Only files with one of `suffixes` are searched, or all without any but translations.

        Raises OverdueError where git has not answered after so many seconds.
        """
        # One expression: git 2.39 takes ten times as long for twenty fixed words.
        pattern = "|".join(_ACTIVE.sub(r"\\\g<0>", word) for word in words)
        where = (tree or "--cached", "--", *([f"*{suffix}" for suffix in suffixes] or _NO_TRANSLATIONS))
        found = self._compiled(pattern, where, seconds) if is_plain(words) else None
        if found is None:
            found = self._grep("-w", "-E", "-e", f"({pattern})", *where, seconds=seconds)
        return uses(found, f"{tree}:" if tree else "")

    def _compiled(self, pattern: str, where: Sequence[str], seconds: float) -> bytes | None:
        """The same by PCRE, which takes two thirds of the time; None where git was built without it."""
        try:
            return self._grep("-P", "-e", rf"\b(?:{pattern})\b", *where, seconds=seconds)
        except OverdueError:
            raise
        except RepositoryError:
            return None

    def _grep(self, *arguments: str, seconds: float) -> bytes:
        return self.run(
            "grep", "-n", "-z", "-I", "--no-color", "--full-name", *arguments,
            overlay={"GIT_LITERAL_PATHSPECS": "0"}, index=self.index, seconds=seconds,
            accepted=(0, 1),  # 1: no such line
        )  # fmt: skip

    def blamed(self, base: str | None, head: str, path: str) -> dict[int, Origin] | None:
        """Where each line of a file at `head` is from, by 1-based line, as far as it is from `base..head`."""
        limits = [f"^{base}"] if base else []
        output = self.try_run("blame", "--no-textconv", "--line-porcelain", head, *limits, "--", path)
        return None if output is None else blamed(output)

    def commit_of_index(self, parent: str) -> str | None:
        """A commit of what the index holds, put into the object store beside the repository's own; None without one."""
        if not self.overlay:
            return None
        tree = self.try_run("write-tree", "--missing-ok", index=self.index)
        commit = tree and self.try_run("commit-tree", tree.decode().strip(), "-p", parent, "-m", "not committed yet")
        return commit.decode().strip() if commit else None

    def touched(self, shas: Sequence[str]) -> dict[str, dict[str, str]]:
        """The paths that each commit touches, against its first parent, with a letter for how."""
        output = self.run(
            "diff-tree", "--stdin", "-r", "-z", "--root", "--raw", "--no-renames", "--abbrev=64", "-m",
            "--first-parent", stdin="".join(f"{sha}\n" for sha in shas).encode(),
        )  # fmt: skip
        paths: dict[str, dict[str, str]] = {}
        words = iter(output.split(b"\0"))
        sha = ""
        for word in words:
            if word.startswith(b":"):
                paths[sha][os.fsdecode(next(words))] = word[-1:].decode()
            elif word:
                sha = word.decode().strip()
                paths[sha] = {}
        return paths
