"""Questions to git, asked so that the repository under test can neither run nor hide anything.

git's plumbing is called from inside the git directory with an environment built from
nothing; everything goes in and out as bytes. GitPython is imported only to find unusual
layouts, because its import alone takes longer than most of the answers.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from riskcheck.core.change import Commit, Identity
from riskcheck.errors import RepositoryError

# An environment that no user or repository setting reaches. The protocol list names no
# protocol that exists: a partial clone then reports a missing object and fetches nothing.
_ENVIRONMENT = {
    "LC_ALL": "C",
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_ATTR_NOSYSTEM": "1",
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_NOSYSTEM": "1",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_PAGER": "cat",
    "GIT_TERMINAL_PROMPT": "0",
}
_NO_INDEX = os.path.join(os.sep, "nonexistent", "index")
_SETTINGS = (
    ("core.bare", "true"),  # without a work tree no .gitattributes is read from it
    ("core.fsmonitor", "false"),
    ("core.hooksPath", os.devnull),
    ("core.attributesFile", os.devnull),
    ("core.bigFileThreshold", "512m"),  # git calls whatever is larger binary
    ("core.quotePath", "true"),
    ("diff.suppressBlankEmpty", "false"),
    ("diff.renameLimit", "1000"),
    ("protocol.allow", "never"),
)
_EMPTY_TREE = {
    40: "4b825dc642cb6eb9a060e54bf8d69288fbee4904",
    64: "6ef19b41225c5369f1c104d45d8d85efa9b057b53b14b4b9b939dd74decc5321",
}
_DIFF_OPTIONS = (
    "--raw", "--numstat", "-p", "-z", "--no-ext-diff", "--no-textconv", "--no-color", "--full-index", "--abbrev=64",
    "-M", "-l1000", "-U3", "--inter-hunk-context=0", "--src-prefix=a/", "--dst-prefix=b/", "--ignore-submodules=none",
    "--no-relative",
)  # fmt: skip
_DEFAULT_BRANCHES = ("main", "master", "trunk", "develop")
_COMMIT_FIELDS = ("%H", "%P", "%an", "%ae", "%cn", "%ce", "%B")
_HEX = re.compile(rb"^[0-9a-f]{40}(?:[0-9a-f]{24})?$")
MAX_PATCH_BYTES = 20_000_000


@dataclass(frozen=True)
class RawDiff:
    """What `git diff-tree --raw --numstat -p -z` printed; `complete` unless it was cut at a limit."""

    output: bytes
    complete: bool


@dataclass(frozen=True)
class Repository:
    """A repository on disk, found from any folder inside it.

    `work_tree` is None for a bare repository. `index` is the index file that "staged"
    refers to, which git names to its hooks in GIT_INDEX_FILE. `overlay` adds to git's
    environment, to place further objects beside those of the repository. Questions raise
    RepositoryError.
    """

    git_dir: str
    common_dir: str
    work_tree: str | None
    index: str
    git: str
    overlay: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def find(cls, folder: str, environ: Mapping[str, str]) -> "Repository":
        """The repository that `folder` is in, or that GIT_DIR names inside a hook."""
        git = shutil.which("git", path=environ.get("PATH", os.defpath))
        if git is None:
            raise RepositoryError("git is not on the PATH", "install git 2.30 or newer")
        git_dir, work_tree = _layout(folder, environ)
        index = environ.get("GIT_INDEX_FILE")
        return cls(
            git_dir=git_dir,
            common_dir=_common_dir(git_dir),
            work_tree=work_tree,
            index=os.path.join(folder, index) if index else os.path.join(git_dir, "index"),
            git=os.path.abspath(git),
        )

    def command(self, *arguments: str, index: str = _NO_INDEX) -> tuple[list[str], dict[str, str]]:
        """The whole argument list and environment of a git call, and nothing else gets in."""
        settings = [*_SETTINGS, ("safe.directory", self.git_dir), ("attr.tree", _EMPTY_TREE[40])]
        options = [word for name, value in settings for word in ("-c", f"{name}={value}")]
        environment = {**_ENVIRONMENT, "PATH": os.environ.get("PATH", os.defpath), "GIT_INDEX_FILE": index}
        return [self.git, "--no-pager", f"--git-dir={self.git_dir}", *options, *arguments], {
            **environment,
            **self.overlay,
        }

    def run(self, *arguments: str, stdin: bytes = b"", index: str = _NO_INDEX) -> bytes:
        """What git prints; RepositoryError with git's own words if it fails."""
        command, environment = self.command(*arguments, index=index)
        done = subprocess.run(command, env=environment, cwd=self.git_dir, input=stdin, capture_output=True, check=False)
        if done.returncode:
            raise RepositoryError(
                f"git {arguments[0]}: {_first_line(done.stderr)}", "run `git fsck` to see what is wrong"
            )
        return done.stdout

    def try_run(self, *arguments: str, stdin: bytes = b"", index: str = _NO_INDEX) -> bytes | None:
        """What git prints, or None if it says no."""
        try:
            return self.run(*arguments, stdin=stdin, index=index)
        except RepositoryError:
            return None

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
        return _EMPTY_TREE[64 if self.object_format == "sha256" else 40]

    @property
    def object_format(self) -> str:
        """The name of the hash that object ids are made with."""
        config = Path(self.common_dir, "config")
        text = config.read_bytes().lower() if config.exists() else b""
        return "sha256" if re.search(rb"^\s*objectformat\s*=\s*sha256\s*$", text, re.MULTILINE) else "sha1"

    # Content ------------------------------------------------------------------------------

    def commits(self, base: str | None, head: str) -> tuple[Commit, ...]:
        """The commits that `head` has and `base` has not, newest first."""
        # One field count for all: `rev-list` puts a line "commit <id>" before each record.
        format_ = "%x00" + "%x00".join(_COMMIT_FIELDS) + "%x00"
        limits = [f"^{base}"] if base else []
        output = self.run("rev-list", "--encoding=UTF-8", f"--format={format_}", "--end-of-options", head, *limits)
        fields = output.split(b"\0")
        width = len(_COMMIT_FIELDS) + 1
        return tuple(_commit(fields[start + 1 : start + width]) for start in range(0, len(fields) - width, width))

    def tree_diff(self, base: str, head: str, paths: Sequence[str] = (), *, text: bool = False) -> RawDiff:
        """The difference of two commits or trees, as records and patches; `text` overrules "binary"."""
        options = (*_DIFF_OPTIONS, "--text") if text else _DIFF_OPTIONS
        return self._diff("diff-tree", "-r", "--no-commit-id", *options, "--end-of-options", base, head, "--", *paths)

    def index_diff(self, base: str, paths: Sequence[str] = (), *, text: bool = False) -> RawDiff:
        """The difference of a commit or tree and the index; the work tree is not looked at."""
        options = (*_DIFF_OPTIONS, "--text") if text else _DIFF_OPTIONS
        return self._diff("diff-index", "--cached", *options, "--end-of-options", base, "--", *paths, index=self.index)

    def differs_from(self, sha: str) -> bool:
        """Whether the index holds anything that the commit does not."""
        return (
            self.run("diff-index", "--cached", "--raw", "-z", "--ignore-submodules=none", sha, index=self.index) != b""
        )

    def _diff(self, *arguments: str, index: str = _NO_INDEX) -> RawDiff:
        command, environment = self.command(*arguments, index=index)
        with subprocess.Popen(
            [os.fsencode(word) for word in command], env=environment, cwd=self.git_dir,
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        ) as process:  # fmt: skip
            assert process.stdout is not None
            assert process.stderr is not None
            output = process.stdout.read(MAX_PATCH_BYTES)
            complete = len(output) < MAX_PATCH_BYTES
            if not complete:
                process.kill()
            problem = process.stderr.read()
        if complete and process.returncode:
            raise RepositoryError(
                f"git {arguments[0]}: {_first_line(problem)}",
                "objects are missing: fetch them (`git fetch --refetch`, or a deeper clone), or check with `git fsck`",
            )
        return RawDiff(output, complete)

    def blobs(self, ids: Iterable[str], *, limit: int) -> dict[str, bytes]:
        """The contents by blob id, without those that this clone does not have or that exceed `limit` bytes."""
        wanted = "".join(f"{blob}\n" for blob in sorted(set(ids))).encode()
        if not wanted:
            return {}
        sizes = [line.split() for line in self.run("cat-file", "--batch-check", stdin=wanted).splitlines()]
        small = [words[0] for words in sizes if len(words) == 3 and int(words[2]) <= limit]
        return dict(_batch(self.run("cat-file", "--batch", stdin=b"".join(blob + b"\n" for blob in small))))

    def file_at(self, tree: str, path: str) -> bytes | None:
        """The content of a regular file in a commit or tree, or None; a link is not followed."""
        entry = self.try_run("ls-tree", "-z", "--end-of-options", tree, path)
        if not entry or not entry.startswith((b"100644 blob ", b"100755 blob ")):
            return None
        return self.try_run("cat-file", "blob", entry.split()[2].decode())

    def paths_at(self, tree: str) -> tuple[str, ...]:
        """Every path of a commit or tree."""
        listed = self.run("ls-tree", "-r", "-z", "--name-only", "--full-tree", "--end-of-options", tree)
        return tuple(os.fsdecode(path) for path in listed.split(b"\0")[:-1])

    def blamed(self, base: str, head: str, path: str) -> dict[int, str] | None:
        """The commit of `base..head` that each line of a file at `head` is from, by 1-based line."""
        output = self.try_run("blame", "--no-textconv", "--porcelain", head, f"^{base}", "--", path)
        if output is None:
            return None
        return _blamed(output)

    def touched(self, shas: Sequence[str]) -> dict[str, tuple[str, ...]]:
        """The paths that each commit touches, against its first parent."""
        output = self.run(
            "diff-tree", "--stdin", "-r", "-z", "--root", "--raw", "--no-renames", "--abbrev=64", "-m",
            "--first-parent", stdin="".join(f"{sha}\n" for sha in shas).encode(),
        )  # fmt: skip
        paths: dict[str, list[str]] = {}
        words = iter(output.split(b"\0"))
        sha = ""
        for word in words:
            if word.startswith(b":"):
                paths[sha].append(os.fsdecode(next(words)))
            elif word:
                sha = word.decode().strip()
                paths[sha] = []
        return {sha: tuple(names) for sha, names in paths.items()}


def _layout(folder: str, environ: Mapping[str, str]) -> tuple[str, str | None]:
    """The git directory and the work tree, if there is one, that `folder` belongs to."""
    named = environ.get("GIT_DIR")
    if named and os.path.exists(os.path.join(folder, named, "HEAD")):
        work_tree = environ.get("GIT_WORK_TREE", None if _is_bare_name(named) else folder)
        return os.path.realpath(os.path.join(folder, named)), work_tree and os.path.realpath(
            os.path.join(folder, work_tree)
        )
    current = Path(os.path.realpath(folder))
    for candidate in (current, *current.parents):
        git_dir = _git_dir_in(candidate)
        if git_dir:
            return git_dir, str(candidate)
    return _unusual_layout(folder)


def _is_bare_name(git_dir: str) -> bool:
    return os.path.basename(git_dir.rstrip(os.sep)) != ".git" and f"{os.sep}worktrees{os.sep}" not in git_dir


def _git_dir_in(folder: Path) -> str | None:
    place = folder / ".git"
    if (place / "HEAD").is_file():
        return str(place)
    if not place.is_file():
        return None
    # A linked worktree or a submodule: the file says where the directory is.
    match = re.match(rb"gitdir: (.+?)\r?\n?\Z", place.read_bytes()[:4096])
    target = os.path.realpath(folder / os.fsdecode(match[1])) if match else ""
    return target if os.path.isfile(os.path.join(target, "HEAD")) else None


def _unusual_layout(folder: str) -> tuple[str, str | None]:
    import git

    try:
        with git.Repo(folder, search_parent_directories=True) as found:
            return os.path.realpath(found.git_dir), None if found.working_tree_dir is None else str(
                found.working_tree_dir
            )
    except (git.InvalidGitRepositoryError, git.NoSuchPathError, OSError, ValueError):
        raise RepositoryError(
            f"{folder} is not inside a git repository",
            "change into one, or give a patch with `riskcheck check --diff FILE`",
        ) from None


def _common_dir(git_dir: str) -> str:
    try:
        named = Path(git_dir, "commondir").read_bytes().rstrip(b"\r\n")
    except OSError:
        return git_dir
    return os.path.realpath(os.path.join(git_dir, os.fsdecode(named)))


def _commit(fields: Sequence[bytes]) -> Commit:
    sha, parents, *texts = fields
    name, email, committer, committer_email, message = (text.decode("utf-8", "surrogateescape") for text in texts)
    return Commit(
        sha.decode(),
        tuple(parents.decode().split()),
        Identity(name, email),
        Identity(committer, committer_email),
        message,
    )


def _batch(output: bytes) -> Iterator[tuple[str, bytes]]:
    """The objects in what `git cat-file --batch` printed: a line "id type size", then the content."""
    position = 0
    while position < len(output):
        end = output.index(b"\n", position)
        header = output[position:end].split()
        position = end + 1
        if len(header) == 3 and header[1] != b"missing":
            size = int(header[2])
            yield header[0].decode(), output[position : position + size]
            position += size + 1


def _blamed(output: bytes) -> dict[int, str]:
    owner: dict[int, str] = {}
    boundary: set[str] = set()
    sha = ""
    for line in output.split(b"\n"):
        words = line.split(b" ")
        if _HEX.match(words[0]) and len(words) in (3, 4):
            sha = words[0].decode()
            owner[int(words[2])] = sha
        elif line == b"boundary":
            boundary.add(sha)
    return {line: sha for line, sha in owner.items() if sha not in boundary}


def _first_line(text: bytes) -> str:
    lines = text.decode("utf-8", "backslashreplace").strip().splitlines()
    return lines[0].removeprefix("fatal: ") if lines else "no explanation"
