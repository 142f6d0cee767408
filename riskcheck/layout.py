"""Where a repository keeps its parts: git directory, common directory, work tree.

GitPython is asked for unusual layouts only, because its import takes longer than most answers.
"""

import os
import re
from collections.abc import Mapping
from pathlib import Path

from riskcheck.errors import RepositoryError


def layout(folder: str, environ: Mapping[str, str]) -> tuple[str, str | None]:
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
        if candidate.name != ".git" and all((candidate / part).exists() for part in ("HEAD", "objects", "refs")):
            break  # A bare repository, whatever work tree it stands in.
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


def common_dir(git_dir: str) -> str:
    """The directory that all worktrees of a repository share."""
    try:
        named = Path(git_dir, "commondir").read_bytes().rstrip(b"\r\n")
    except OSError:
        return git_dir
    return os.path.realpath(os.path.join(git_dir, os.fsdecode(named)))
