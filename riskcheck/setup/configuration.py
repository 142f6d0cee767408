"""The configuration that a repository has, at the base of a change and in the work tree, or is to get."""

from collections.abc import Callable, Iterator

from riskcheck import settings
from riskcheck.errors import SettingsError
from riskcheck.repository import Repository
from riskcheck.setup import listing
from riskcheck.setup.plan import Edit, Note
from riskcheck.setup.work_tree import WorkTree

_OWN, _SHARED = settings.FILES
_WHY = "configuration: every key with what holds where nothing is set"


def base_of(repository: Repository) -> str | None:
    """The commit whose configuration judges what is on this branch; None before the first commit."""
    head, default = repository.head, repository.default_branch()
    if head is None or default is None:
        return head
    name = default.removeprefix("refs/remotes/origin/").removeprefix("refs/heads/")
    return head if repository.branch == name else repository.merge_base(default, head) or head


def reader(repository: Repository, commit: str | None) -> Callable[[str], bytes | None]:
    """What gives the files of a commit by name."""
    return lambda name: repository.file_at(commit, name) if commit else None


def unsaved(repository: Repository, commit: str | None) -> tuple[str, ...]:
    """The files whose text in the work tree is another than in the commit: they do not count yet."""
    if repository.work_tree is None:
        return ()
    files, read = WorkTree(repository.work_tree), reader(repository, commit)
    return tuple(name for name in settings.FILES if _said(name, files.read(name)) != _said(name, read(name)))


def proposals(files: WorkTree) -> Iterator[Edit | Note]:
    """A section in pyproject.toml or a file of our own, unless there is one."""
    if files.has(_OWN):
        return
    before = files.read(_SHARED)
    if before is None:
        lines = ["# Settings of riskcheck, each with what holds where nothing is set.", *listing.defaults()]
        yield Edit(_OWN, None, "".join(f"{line}\n" for line in lines).encode(), _WHY)
        return
    section = ["[tool.riskcheck]", *listing.defaults()]
    try:
        known = settings.document(_SHARED, before)
        if settings.table(_SHARED, before) is not None:
            return
        after = _appended(before, section)
        is_sound = settings.document(_SHARED, after) == {**known, "tool": {**known.get("tool", {}), "riskcheck": {}}}
    except SettingsError:
        is_sound = False
    if is_sound:
        yield Edit(_SHARED, before, after, _WHY)
    else:
        yield Note(f"{_SHARED} is left as it is; what can be set there", tuple(section))


def _appended(before: bytes, lines: list[str]) -> bytes:
    feed = "\r\n" if b"\r\n" in before else "\n"
    gap = feed if before.endswith(b"\n") else feed * 2
    return before + (gap + "".join(f"{line}{feed}" for line in lines)).encode()


def _said(name: str, content: bytes | None) -> object:
    """What a file says about riskcheck, or its bytes where that cannot be read."""
    try:
        return None if content is None else settings.table(name, content)
    except SettingsError:
        return content
