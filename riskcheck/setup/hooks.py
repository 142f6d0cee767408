"""The hooks of a repository: what runs them, whether riskcheck is among them, and how it gets there."""

import os
from collections.abc import Iterator
from dataclasses import dataclass

from riskcheck.repository import Repository
from riskcheck.setup import pre_commit
from riskcheck.setup.installation import Address
from riskcheck.setup.pipelines import speaks
from riskcheck.setup.plan import Edit, Note
from riskcheck.setup.snippets import snippet, without_heading
from riskcheck.setup.work_tree import WorkTree

STAGES = ("commit-msg", "pre-push")
HUSKY = ".husky"
_LEFTHOOK = tuple(
    f"{folder}{name}.{suffix}"
    for folder in ("", ".config/")
    for name in ("lefthook", ".lefthook")
    for suffix in ("yml", "yaml", "toml", "json", "jsonc")
)


@dataclass(frozen=True, slots=True)
class Hooks:
    """One program that runs hooks here: `pre-commit`, `lefthook`, `husky`, or git itself from a folder.

    `path` is its configuration in the work tree, or its folder of hooks.
    """

    manager: str
    path: str
    runs_riskcheck: bool


def find(files: WorkTree, repository: Repository) -> tuple[Hooks, ...]:
    """What runs hooks here; git itself only where there is nothing else."""
    found = []
    if files.has(pre_commit.FILE):
        found.append(Hooks("pre-commit", pre_commit.FILE, speaks(files, pre_commit.FILE)))
    found += [Hooks("lefthook", path, speaks(files, path)) for path in _LEFTHOOK if files.has(path)]
    if files.names(HUSKY):
        found.append(Hooks("husky", HUSKY, _any_speaks(files, HUSKY)))
    if found:
        return tuple(found)
    folder = folder_of(repository)
    parent, name = os.path.split(folder)
    return (Hooks("git", _short(folder, repository), _any_speaks(WorkTree(parent), name)),)


def folder_of(repository: Repository) -> str:
    """The folder in which git looks for hooks."""
    named = repository.try_run("config", "--local", "--type=path", "--get", "core.hooksPath")
    path = os.fsdecode((named or b"").rstrip(b"\n"))
    # A relative one begins where git runs hooks: at the top of the work tree.
    top = repository.work_tree or repository.git_dir
    return os.path.normpath(os.path.join(top, path)) if path else os.path.join(repository.common_dir, "hooks")


def proposals(files: WorkTree, repository: Repository, address: Address | None) -> Iterator[Edit | Note]:
    """What is to be done for what runs hooks here."""
    found = find(files, repository)
    if any(hooks.runs_riskcheck for hooks in found):
        return
    hooks = found[0]
    if hooks.manager == "pre-commit":
        yield from _in_pre_commit(files, address)
    elif hooks.manager == "lefthook":
        yield Note(f"lefthook: put this into {hooks.path}", _lines("lefthook.yml", address))
    else:
        yield from _scripts(hooks, address)


def _in_pre_commit(files: WorkTree, address: Address | None) -> Iterator[Edit | Note]:
    before = files.read(pre_commit.FILE)
    after = pre_commit.with_hooks(before or b"", address)
    if before is None or after is None:
        yield Note(f"pre-commit: put this into `repos` of {pre_commit.FILE}", pre_commit.entry(address))
    else:
        yield Edit(pre_commit.FILE, before, after, "pre-commit: advice when a commit is made or pushed")
    yield Note("pre-commit: then run", (pre_commit.INSTALL,))


def _scripts(hooks: Hooks, address: Address | None) -> Iterator[Note]:
    program = "husky" if hooks.manager == "husky" else "git"
    for stage in STAGES:
        told = f"{program}: put this into {hooks.path}/{stage}, and make it executable"
        yield Note(told, ("#!/bin/sh", *_lines(f"{stage}.sh", address)))


def _lines(template: str, address: Address | None) -> tuple[str, ...]:
    return tuple(without_heading(snippet(template, address)).splitlines())


def _any_speaks(files: WorkTree, folder: str) -> bool:
    return any(speaks(files, f"{folder}/{name}") for name in files.names(folder) if not name.endswith(".sample"))


def _short(folder: str, repository: Repository) -> str:
    top = repository.work_tree
    return os.path.relpath(folder, top) if top and os.path.commonpath([folder, top]) == top else folder
