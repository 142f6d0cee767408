"""What a clone has to have: history, a default branch, notes, and a place for the cache."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from shlex import quote

from riskcheck.provenance import git_ai, source_trace, whogitit
from riskcheck.setup.check import Check, Place

_NOTES = {"git-ai": git_ai.REF, "whogitit": whogitit.REF, "SourceTrace": source_trace.REF}
_ALL_NOTES = "'refs/notes/*:refs/notes/*'"
_WIDEN = (
    "git config --unset remote.origin.partialclonefilter; git fetch --refetch origin && "
    "git config --unset remote.origin.promisor"
)


def ownership(place: Place) -> Check:
    """Whether git lets this user work in the repository at all, as it does not in one that is somebody else's."""
    owner = os.stat(place.repository.git_dir).st_uid
    if owner in (os.geteuid(), _caller(place)):
        return Check("owner", "ok", "the repository is yours")
    told = f"the repository belongs to user {owner}: git refuses to work in it, riskcheck reads it all the same"
    top = place.repository.work_tree or place.repository.git_dir
    return Check("owner", "note", told, f"git config --global --add safe.directory {quote(top)}")


def history(place: Place) -> Check:
    """Whether the history reaches back to where a change left its target."""
    repository = place.repository
    head = repository.head
    if head is None:
        return Check("history", "note", "there is no commit yet", "git commit")
    count = (repository.try_run("rev-list", "--count", head) or b"?").decode().strip()
    told = f"{count} commit{'s' if count != '1' else ''}"
    if not repository.is_shallow:
        return Check("history", "ok", f"{told}, complete")
    remedy = place.run.deepen if place.run else "git fetch --unshallow"
    default = repository.default_branch()
    if default and repository.merge_base(default, head) is None:
        return Check("history", "problem", f"shallow, {told}: where this branch left {default} is not in it", remedy)
    return Check("history", "note", f"shallow, {told}: earlier ones are not known", remedy)


def blobs(place: Place) -> Check:
    """Whether the clone has the content of its commits; riskcheck fetches nothing."""
    found = place.repository.try_run("config", "--local", "--get-regexp", r"^remote\..*\.promisor$")
    if not found:
        return Check("content", "ok", "this clone has all of it")
    return Check("content", "note", "a partial clone: what was not fetched is listed as not assessed", _WIDEN)


def default_branch(place: Place) -> Check:
    """Whether the clone knows what a branch is compared with."""
    repository = place.repository
    found = repository.default_branch()
    has_remote = bool(repository.try_run("config", "--local", "--get-regexp", r"^remote\.origin\.url$"))
    remedy = "git remote set-head origin --auto" if has_remote else "name it: riskcheck check BASE...HEAD"
    if found is None:
        return Check("default branch", "problem" if has_remote else "note", "not known to this clone", remedy)
    symbolic = repository.try_run("symbolic-ref", "--quiet", "refs/remotes/origin/HEAD")
    if has_remote and not symbolic:
        return Check("default branch", "note", f"{found}, guessed from its name", remedy)
    return Check("default branch", "ok", found)


def notes(place: Place) -> Check:
    """Which notes about authorship are here: a clone does not bring them along."""
    repository = place.repository
    present = [name for name, ref in _NOTES.items() if repository.has_ref(ref)]
    has_remote = bool(repository.try_run("config", "--local", "--get-regexp", r"^remote\.origin\.url$"))
    if present or not has_remote:
        return Check("notes", "ok", f"of {', '.join(present)}" if present else "none, and no remote to have them from")
    # Without the sign that forces them, so that nobody's own notes are lost.
    return Check("notes", "ok", "none here; a clone does not bring them along", f"git fetch origin {_ALL_NOTES}")


def cache(place: Place) -> Check:
    """Whether answers can be kept."""
    folder = os.path.join(place.repository.common_dir, "riskcheck")
    path = os.path.join(folder, "cache.sqlite3")
    existing = next(each for each in (path, folder, place.repository.common_dir, os.sep) if os.path.exists(each))
    if not os.access(existing, os.W_OK):
        told = f"{existing} cannot be written: each run asks semgrep again"
        return Check("cache", "note", told, f"chmod -R u+w {quote(existing)}, or --no-cache")
    if existing != path:
        return Check("cache", "ok", "empty: the first run begins it")
    if not _is_sound(path):
        return Check("cache", "note", "damaged: the next run that writes begins it anew", f"rm {quote(path)}")
    return Check("cache", "ok", f"{os.path.getsize(path) / 1e6:.1f} MB")


def _is_sound(path: str) -> bool:
    try:
        with closing(sqlite3.connect(f"{Path(path).as_uri()}?mode=ro", uri=True, timeout=0.2)) as connection:
            return bool(connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


def _caller(place: Place) -> int | None:
    # git also trusts the user who called sudo, https://git-scm.com/docs/git-config#Documentation/git-config.txt-safedirectory
    caller = place.environ.get("SUDO_UID", "")
    return int(caller) if os.geteuid() == 0 and caller.isdecimal() and len(caller) < 12 else None
