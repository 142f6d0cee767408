"""What calls riskcheck and what it goes by: hooks, the CI and its token, the configuration, specialists."""

import os
import re
from collections.abc import Mapping
from importlib.util import find_spec
from shlex import quote

from riskcheck import provenance, settings
from riskcheck.errors import CommentError, SettingsError
from riskcheck.expressions import expression
from riskcheck.setup import configuration as files
from riskcheck.setup import pre_commit
from riskcheck.setup.check import Check, Place
from riskcheck.setup.hooks import Hooks, find, folder_of
from riskcheck.setup.work_tree import WorkTree
from riskcheck.specialists import programs

_INIT = "riskcheck init"
_INSTALL: Mapping[str, str] = {"pre-commit": "pre-commit install", "lefthook": "lefthook install", "husky": "npx husky"}
_STAGES = ("pre-commit", "commit-msg", "pre-push")
# What is of use where a file of that kind is there, by the name of the program or module.
_SPECIALISTS: Mapping[str, re.Pattern[str]] = {
    "zizmor": expression(r"^\.github/workflows/|(^|/)action\.ya?ml$"),
    "squawk": expression(r"\.sql$", re.IGNORECASE),
    "sqlglot": expression(r"\.sql$", re.IGNORECASE),
}
_PACKAGES: Mapping[str, str] = {"squawk": "squawk-cli"}


def configuration(place: Place) -> Check:
    """Whether the configuration can be read, where it is in force and as it is in the work tree."""
    base = files.base_of(place.repository)
    found = settings.load(files.reader(place.repository, base), place.environ)
    provenance.with_rows(found.marks)
    waiting = files.unsaved(place.repository, base)
    if waiting and place.repository.work_tree is not None:
        try:
            found = settings.load(WorkTree(place.repository.work_tree).read, place.environ)
            provenance.with_rows(found.marks)
        except SettingsError as problem:
            return Check("configuration", "problem", f"in the work tree: {problem}", problem.remedy)
    if found.warnings:
        return Check("configuration", "note", "; ".join(found.warnings), "riskcheck config show --origin")
    if waiting:
        told = f"{', '.join(waiting)} in the work tree is another than at {(base or 'the base')[:10]}, which counts"
        return Check("configuration", "note", told, f"git commit {' '.join(waiting)}")
    return Check("configuration", "ok", "valid")


def specialists(place: Place) -> Check:
    """Whether the specialists that know files of this repository are installed."""
    paths = place.repository.paths_at(place.repository.head or place.repository.empty_tree)
    wanted = [name for name, pattern in _SPECIALISTS.items() if any(map(pattern.search, paths))]
    missing = [name for name in wanted if not _is_installed(name, place.environ)]
    if missing:
        packages = " ".join(_PACKAGES.get(name, name) for name in missing)
        return Check("specialists", "note", f"not installed: {', '.join(missing)}", f"pip install {packages}")
    return Check("specialists", "ok", ", ".join(wanted) or "none is needed here")


def hooks(place: Place) -> Check | None:
    """Whether commits and pushes get advice; a CI makes none."""
    if place.run is not None:
        return None
    top = WorkTree(place.repository.work_tree or place.repository.git_dir)
    found = find(top, place.repository)
    ours = [entry for entry in found if entry.runs_riskcheck]
    if not ours:
        managers = ", ".join(entry.path for entry in found)
        return Check("hooks", "note", f"{managers}: riskcheck is not called there", _INIT)
    content = top.read(pre_commit.FILE) if ours[0].manager == "pre-commit" else None
    called = pre_commit.hooks(content or b"")
    silent = [hook.id for hook in called if not hook.is_verbose]
    if silent:
        told = f"pre-commit hides what {', '.join(silent)} says"
        return Check("hooks", "note", told, f"add `verbose: true` to each of them in {pre_commit.FILE}")
    return _installed(ours[0], [hook.id for hook in called], place)


def pipeline(place: Place) -> Check | None:
    """Which CI this is, and what it does not say."""
    run = place.run
    if run is None:
        return None
    if run.skipped:
        told = "; ".join(f"{entry.what}: {entry.reason}" for entry in run.skipped)
        return Check("CI", "note", f"{run.name}, {told}", "RISKCHECK_BASE and RISKCHECK_HEAD name what is missing")
    request = f" {run.number}" if run.number is not None else ""
    return Check("CI", "ok", f"{run.name}, {run.event.replace('_', ' ')}{request}")


def token(place: Place) -> Check | None:
    """Whether a comment could be made in this CI; the token itself is never shown."""
    run = place.run
    if run is None or run.forge is None or run.number is None:
        return None
    # The client costs more than the rest.
    from riskcheck import comments

    try:
        comments.FORGES[run.forge].headers(place.environ)
    except CommentError as problem:
        return Check("token", "note", "none for `riskcheck ci --comment`", problem.remedy)
    if run.fork:
        told = "there is one, but a run for a fork may mostly not comment"
        return Check("token", "note", told, "see examples/github/fork-report.yml in riskcheck's repository")
    return Check("token", "ok", "there is one for `riskcheck ci --comment`")


def _installed(hooks: Hooks, ids: list[str], place: Place) -> Check:
    """Whether git calls what calls riskcheck."""
    if hooks.manager == "git":
        return _executable(place)
    folder = folder_of(place.repository)
    there = {stage for stage in _STAGES if os.path.exists(os.path.join(folder, stage))}
    if hooks.manager == "pre-commit":
        wanted = sorted({next((stage for stage in _STAGES[1:] if name.endswith(stage)), "pre-commit") for name in ids})
        missing = [stage for stage in wanted if stage not in there]
        if missing:
            remedy = " ".join(["pre-commit install", *(f"--hook-type {stage}" for stage in missing)])
            return Check("hooks", "note", f"{hooks.path} names {', '.join(ids)}, which git does not call yet", remedy)
    elif not there:
        told = f"{hooks.path} names riskcheck, but {hooks.manager} is not installed in this clone"
        return Check("hooks", "note", told, _INSTALL[hooks.manager])
    return Check("hooks", "ok", f"riskcheck is called by {hooks.manager}")


def _executable(place: Place) -> Check:
    folder = folder_of(place.repository)
    paths = [path for stage in _STAGES if os.path.isfile(path := os.path.join(folder, stage))]
    idle = [path for path in paths if not os.access(path, os.X_OK)]
    if idle:
        return Check(
            "hooks", "note", f"git ignores {', '.join(idle)}: not executable", f"chmod +x {' '.join(map(quote, idle))}"
        )
    return Check("hooks", "ok", "riskcheck is called by git")


def _is_installed(name: str, environ: Mapping[str, str]) -> bool:
    return find_spec("sqlglot") is not None if name == "sqlglot" else programs.find(name, environ) is not None
