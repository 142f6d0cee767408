"""Gates that every change passes, made wider: checks that no longer run or no longer fail.

Workflows of GitHub have semgrep rules for what one file shows; what is told of them here takes
the whole change: checks that are gone for good, and triggers that became narrower. That agents
weaken the checks that judge them is reported in "ImpossibleBench", https://arxiv.org/abs/2510.20270.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.kinds import kind_of
from riskcheck.signals.context import Context
from riskcheck.signals.suites import both_sides, runs
from riskcheck.syntax import checkers

_REFERENCE = "https://arxiv.org/abs/2510.20270"
IGNORED = Rule(
    "pipelines.failure-ignored", "Failing check made to pass", "impact", "places", "pipeline",
    "The check still runs, but whatever it finds no longer stops anything.",
    "Let the failure stop the run, and repair what it found or silence that one finding.", 4,
    ai_typical=True, reference=_REFERENCE,
)  # fmt: skip
REMOVED = Rule(
    "pipelines.check-removed", "Check removed from what runs for every change", "impact", "checks", "pipeline",
    "What it found before is from now on merged without anyone being told.",
    "Bring the check back, or name the job that runs it now.", 4,
    ai_typical=True, reference=_REFERENCE,
)  # fmt: skip
TRIGGER = Rule(
    "pipelines.trigger", "Pipeline runs for fewer changes", "impact", "places", "pipeline",
    "A check that does not start counts as passed.",
    "Name the changes that are left out now, and what checks them.", 3,
    ai_typical=True, reference="https://docs.github.com/actions/reference/workflows-and-actions/workflow-syntax",
)  # fmt: skip
RULES: Final = (IGNORED, REMOVED, TRIGGER)
_PLACES = 5
_WIDTH = 500

_RUNS = expression(
    r"(^|/)(Makefile|GNUmakefile|[Jj]ustfile|Taskfile\.ya?ml|tox\.ini|noxfile\.py|package\.json|lefthook\.ya?ml|Rakefile)$"
    r"|^\.husky/|(^|/)\.pre-commit-config\.yaml$|^\.zuul\.(?:d/|ya?ml)|^\.cirrus\.ya?ml$|^\.(?:semaphore|teamcity)/"
    r"|^cloudbuild\.ya?ml$"
)
_IS_GITHUB = expression(r"^\.github/(?:workflows|actions)/")
# A failure that is ignored whatever failed; the option alone says so.
_ALWAYS = expression(
    r"^\s*(?:-\s+)?(?:allow_failure|soft_fail|ignore_errors|ignore_outcome|ignoreFailures|testFailureIgnore|continueOnError)"
    r"['\"]?\s?[:=]\s?['\"]?(?:true|yes)\b|<testFailureIgnore>true|^\s*set \+e\b|\bcatchError\("
    r"|\bgit (?:commit|push)\b.{0,100} --no-verify\b"
)
# And one after a check.
_AFTER = expression(r"\|\|\s*(?:true|:|exit 0|echo)(?=[\s\"';)]|$)|;\s*(?:true|exit 0)\s*[\"']?$")
_EVENTS = frozenset({"pull_request", "push", "merge_group", "merge_request_event", "merge_requests"})
_MAX_FILES = 100
_COMMENT = expression(r"\s*(?:#|//)")
_HOOK = expression(r"\s*(?:-\s*)?id:\s*[\"']?([\w./-]{2,80})")
_CHECKING = expression(r"check|test|lint|detect|secret|valid|audit|scan|types?\b|mypy|doc")
_KEYED = expression(r"\s*(?:-\s*)?[\"']?([\w:.-]{1,60})[\"']?\s?(?:[:=]|=>)\s")
_NOTHING = expression(r"[:=]\s*[\"']?(?:echo|true|exit 0|:|\"\"|'')(?=\W|$)")
# Where a tool is only named: what is installed, and titles.
_NAMED = expression(
    r"\b(?:pip3?|uv|pipx|npm|yarn|pnpm|gem|apt(?:-get)?|brew|dnf|go|cargo|poetry|conda|pecl) (?:[\w-]{1,20} )?"
    r"(?:install|add|i|ci|get)\b|^\s*[\"'][\w@/.-]{1,80}[\"']\s?:\s?[\"'][\^~>=\d*]"
    r"|^\s*(?:-\s)?(?:name|rev|repo|echo|image|key|path|desc\w*|tags?|needs|branches|deps|additional_dependencies|mypy_path)\b\s?[:=]",
    re.IGNORECASE,
)
_TRIGGER = expression(
    r"\s*(?:-\s*)?[\"']?(pull_request|push|merge_group|merge_request_event|merge_requests)\b[\"']?\s*(?::\s*)?$"
)
_INLINE = expression(r"\s*on:\s*\[?([\w, ]{1,200})\]?\s*$")
_LEFT_OUT = expression(r"\s*(paths-ignore|branches-ignore|exclude_paths|skip_branch_with_pr|except)\s*:")
_NEVER = expression(r"\s*(?:-\s*)?(when:\s*never|enabled:\s*false|condition:\s*(?:false|never)|if:\s*[\"']?false)\b")


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Checks that no longer fail, run or start because of the change."""
    read = [patch for patch in changeset.patches if patch.hunks and (patch.kind == "ci" or _RUNS.search(patch.path))]
    moved = {text.strip() for patch in changeset.patches for _, text in patch.deleted()}
    started = {name for patch in read for _, text in patch.added() for name in _triggers(text)}
    for rule, found in (
        (IGNORED, [place for patch in read if not _IS_GITHUB.match(patch.path) for place in _ignored(patch, moved)]),
        (REMOVED, list(_removed(read, changeset, context))),
        (TRIGGER, [place for patch in read if patch.change_type != "A" for place in _narrower(patch, started, moved)]),
    ):
        if found:
            yield Signal(rule, len(found), tuple(found[:_PLACES]))


def _ignored(patch: Patch, moved: set[str]) -> Iterator[Evidence]:
    for number, text in patch.added():
        line = text[:_WIDTH]
        if _COMMENT.match(line) or text.strip() in moved:
            continue
        always, after = _ALWAYS.search(line), _AFTER.search(line)
        check = re.search(checkers.COMMAND, line[: after.start()]) if after else None
        if check and after:
            yield Evidence(f"{_tool(check)}: failure ignored with {after[0].strip()}", patch.path, number, number)
        elif always and patch.change_type != "A":
            yield Evidence(f"failure ignored with {always[0].strip(' -')[:60]}", patch.path, number, number)


def _removed(read: Sequence[Patch], changeset: Changeset, context: Context) -> Iterator[Evidence]:
    gone: dict[str, tuple[str, Evidence]] = {}
    for patch in read:
        if _IS_GITHUB.match(patch.path) and patch.change_type != "D":
            continue
        for run in runs(patch):
            replaced = {key for _, text in run.added if (key := _key(text)) and not _NOTHING.search(text[:_WIDTH])}
            for number, text in run.deleted:
                for family, tool in _checks(patch, text) if _key(text) not in replaced else ():
                    path = patch.source_path or patch.path
                    place = Evidence(f"{tool} no longer runs", path, number, number, removed=True)
                    gone.setdefault(tool, (family, place))
    if not gone:
        return
    new = {check for patch in read for _, text in patch.added() for check in _checks(patch, text)}
    families, left = {family for family, _ in new}, _still(gone, read, context)
    if any(checkers.FILE.search(patch.path) or checkers.SHARED.search(patch.path) for patch in changeset.patches):
        families.add("lint")  # One linter takes over rules of another by its configuration.
    for tool, (family, place) in gone.items():
        if tool not in left and family not in families:
            yield place


def _key(text: str) -> str:
    """The name under which a line runs something, such as that of a script."""
    found = _KEYED.match(text[:_WIDTH])
    return found[1] if found else ""


def _still(gone: Iterable[str], read: Sequence[Patch], context: Context) -> set[str]:
    """Those of the checks that something on the head side still runs."""
    texts = [(patch, line) for patch in read for line in both_sides(patch, context.contents)[1]]
    found = {tool for patch, line in texts for _, tool in _checks(patch, line)}
    changed = {patch.path for patch in read}
    others = sorted(path for path in context.contents.paths - changed if kind_of(path) == "ci" or _RUNS.search(path))
    for path, content in context.contents.files(others[:_MAX_FILES]).items():
        text = content.decode("utf-8", "replace")
        found.update(tool for tool in gone if tool in text and path)
    return found


def _checks(patch: Patch, text: str) -> Iterator[tuple[str, str]]:
    """The (family, tool) of each check that a line runs."""
    line = text[:_WIDTH]
    if patch.path.endswith(".pre-commit-config.yaml"):
        hook = _HOOK.match(line)
        command = re.search(checkers.COMMAND, hook[1]) if hook else None
        # Our own hooks have a detector of their own.
        if hook and not hook[1].startswith("riskcheck") and (command or _CHECKING.search(hook[1])):
            yield (command.lastgroup or "" if command else "hooks"), hook[1]
    elif not _COMMENT.match(line) and not _NAMED.search(line):
        for command in re.finditer(checkers.COMMAND, line):
            yield command.lastgroup or "", _tool(command)


def _tool(command: re.Match[str]) -> str:
    return " ".join(word for word in command[command.lastgroup or 0].split() if word[0] != "-")


def _narrower(patch: Patch, started: set[str], moved: set[str]) -> Iterator[Evidence]:
    for number, text in patch.deleted():
        for name in _triggers(text):
            if name not in started and patch.change_type != "D":
                path = patch.source_path or patch.path
                yield Evidence(f"no longer started by {name}", path, number, number, removed=True)
    for number, text in patch.added():
        line = text[:_WIDTH]
        found = _LEFT_OUT.match(line) or (None if _IS_GITHUB.match(patch.path) else _NEVER.match(line))
        if found and text.strip() not in moved:
            yield Evidence(f"{found[1]} added", patch.path, number, number)


def _triggers(text: str) -> Iterator[str]:
    block, inline = _TRIGGER.match(text[:_WIDTH]), _INLINE.match(text[:_WIDTH])
    if block:
        yield block[1]
    elif inline:
        yield from (name for word in inline[1].split(",") if (name := word.strip()) in _EVENTS)
