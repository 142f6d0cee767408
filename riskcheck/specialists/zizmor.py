"""Asks zizmor about workflows and actions of GitHub (the only caller of it).

Neither its configuration in the repository nor ignore comments have a say, and it stays off the network.
"""

import json
import os
from collections import ChainMap
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from riskcheck.core.signal import Rule
from riskcheck.expressions import expression
from riskcheck.specialists import programs
from riskcheck.specialists.answers import Answer, Finding, in_short


def _rule(audit: str, grade: int, title: str, why: str, remedy: str) -> Rule:
    reference = f"https://docs.zizmor.sh/audits/#{audit}"
    return Rule(f"zizmor.{audit}", title, "impact", "places", "pipeline", why, remedy, grade, reference=reference)


_PIN: Final = "Name it by the full id of a commit or digest, with the version in a comment."
_COMPARE: Final = "Compare with ==, or use contains with a list from fromJSON."

RULES: Final = (
    _rule("template-injection", 4, "Expression written into a script",
          "Who can choose that text, such as a title or a branch name, runs commands in the workflow.",
          "Pass it to the script in an environment variable."),
    _rule("dangerous-triggers", 4, "Workflow with secrets started by outsiders",
          "This trigger gives code and text from forks a run with the repository's own token.",
          "Use pull_request, or never check out or run anything of the pull request here."),
    _rule("hardcoded-container-credentials", 5, "Password of a registry in a workflow",
          "Whoever can read the repository can use it.", "Replace it where it was issued, and read it from a secret."),
    _rule("insecure-commands", 4, "Unsafe workflow commands allowed",
          "Whatever prints to the log can set variables of later steps.",
          "Write to the files that GitHub offers for it."),
    _rule("typosquat-uses", 5, "Action with a name close to a known one",
          "Such names are taken by those who wait for a slip of the finger.",
          "Check the owner and the name letter by letter."),
    _rule("bot-conditions", 4, "Trust in the name of a bot",
          "The last actor can be a bot while the change is somebody else's.",
          "Ask for the author of the pull request instead of the actor."),
    _rule("unsound-condition", 4, "Condition that is always true",
          "A trailing line break makes it a text, which counts as true, and the step always runs.",
          "Write the expression on one line, or with a block that strips line breaks."),
    _rule("unsound-contains", 4, "Condition satisfied by part of a name",
          "A branch whose name is a part of the allowed text passes it.", _COMPARE),
    _rule("overprovisioned-secrets", 4, "All secrets handed to a step",
          "One step that leaks its environment leaks every secret.", "Pass the secrets by name."),
    _rule("unredacted-secrets", 4, "Part of a secret taken out in an expression",
          "The log hides the whole secret, not its parts.", "Keep each part as a secret of its own."),
    _rule("excessive-permissions", 3, "Token with wide permissions",
          "A step that goes wrong can write where it had nothing to do.",
          "Set permissions to what each job needs, and none by default."),
    _rule("secrets-inherit", 3, "All secrets handed to another workflow",
          "The called workflow gets secrets that it has no use for.", "Pass the secrets by name."),
    _rule("cache-poisoning", 3, "Cache used where releases are built",
          "What another run put into the cache ends up in the release.", "Build releases without a cache."),
    _rule("github-app", 2, "App token with wide reach",
          "The token holds for more repositories or rights than the workflow needs.",
          "Ask for the repositories and permissions that it uses, and let it be revoked."),
    _rule("ref-version-mismatch", 3, "Pinned commit is not the version it claims",
          "The comment names a version that the commit is not.", "Correct the comment or the commit."),
    _rule("archived-uses", 2, "Action that is no longer maintained", "Nobody will repair it.",
          "Use one that is maintained."),
    _rule("unpinned-images", 2, "Container image that can be exchanged",
          "Who owns the name decides what runs next time.", _PIN),
)  # fmt: skip
_KNOWN: Final = frozenset(rule.id for rule in RULES)
# Left out are what zizmor itself takes for little or is not sure of, and the habits of most repositories: actions by
# tag, a checkout with its defaults, no word on permissions, and values chosen by those who may start the workflow.
_HABITS: Final = {
    "zizmor.excessive-permissions": expression(r"(?!permissions:|[\w-]+: *(?:write|read)|\w+-all)"),
    "zizmor.secrets-inherit": expression(r"[\"']?\./"),
    "zizmor.template-injection": expression(
        r"(?:inputs|matrix|github\.(?:ref|ref_name|event\.(?:inputs|client_payload)))\b"
        r"|github\.event\.workflow_run\.\w*(?:id|url)\b"
    ),
}
# Whether a workflow releases anything, zizmor only guesses; by the names of actions, and well enough.
_GUESSED: Final = frozenset({"zizmor.cache-poisoning"})
_SERIOUS: Final = frozenset({"Medium", "High"})
# An image can be named in two forms, and is the same.
_CONTAINER: Final = expression(r"^(?:container|image):|\s")
_OPTIONS: Final = (
    "--offline", "--no-config", "--no-ignores", "--format=json-v1", "--persona=regular", "--strict-collection",
    "--no-exit-codes", "--no-progress", "--color=never", "--quiet",
)  # fmt: skip
_UNREADABLE: Final = "not a workflow or action that zizmor can read"


def examine(files: Mapping[str, bytes], environ: Mapping[str, str], limit: float) -> Answer | None:
    """What zizmor says of workflows and actions by name of each; None where it is not installed."""
    program = programs.find("zizmor", environ)
    if program is None:
        return None
    texts = {name: content.decode("utf-8", "replace").encode() for name, content in files.items()}
    findings, unread = _told(program, texts, limit)
    if len(texts) > 1 and set(unread.values()) == {_UNREADABLE}:
        # One file that zizmor cannot read ends the run for all.
        alone = [_told(program, {name: text}, limit) for name, text in sorted(texts.items())]
        return Answer(dict(ChainMap(*(told for told, _ in alone))), dict(ChainMap(*(untold for _, untold in alone))))
    return Answer(findings, unread)


def _told(
    program: str, texts: Mapping[str, bytes], limit: float
) -> tuple[dict[str, tuple[Finding, ...]], dict[str, str]]:
    """What one run says of these files, and why it says nothing of them."""
    places = {_place(number, name): name for number, name in enumerate(sorted(texts), start=1)}
    given = {place: texts[name] for place, name in places.items()}
    try:
        status, output = programs.run([program, *_OPTIONS, *places], given, limit)
    except programs.ProgramError as problem:
        return {}, dict.fromkeys(texts, str(problem))
    if status:
        return {}, dict.fromkeys(texts, _UNREADABLE)
    found: dict[str, list[Finding]] = {name: [] for name in texts}
    try:
        for report in json.loads(output):
            location = _primary(report["locations"])
            place = str(location["symbolic"]["key"]["Local"]["verbatim_path"])
            if place in places:
                found[places[place]] += _findings(report, location["concrete"]["location"], given[place])
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}, dict.fromkeys(texts, "zizmor gave an answer of another form")
    return {name: tuple(_distinct(findings)) for name, findings in found.items()}, {}


def _place(number: int, name: str) -> str:
    """A name made here; whether a file is an action, zizmor knows by its name."""
    base = os.path.basename(name)
    return f"{number:05}/{base}" if base in ("action.yml", "action.yaml") else f"{number:05}.yml"


def _primary(locations: Sequence[Mapping[str, Any]]) -> Mapping[str, Any]:
    return next((place for place in locations if place["symbolic"]["kind"] == "Primary"), locations[0])


def _findings(report: Mapping[str, Any], region: Mapping[str, Any], content: bytes) -> Iterator[Finding]:
    rule, symbolic = f"zizmor.{report['ident']}", _primary(report["locations"])["symbolic"]
    determined = report["determinations"]
    is_sure = rule in _GUESSED or determined["confidence"] in _SERIOUS
    if rule not in _KNOWN or not is_sure or determined["severity"] not in _SERIOUS:
        return
    span = region["offset_span"]
    text = " ".join(content[span["start"] : span["end"]].decode("utf-8", "replace").split())
    first, end = int(region["start_point"]["row"]) + 1, region["end_point"]
    # A region that ends at the start of a line has nothing on it.
    last = int(end["row"]) + bool(end["column"])
    if rule in _HABITS and _HABITS[rule].match(text):
        return
    message = in_short(f"{symbolic['annotation']}: {text}")
    subject = _CONTAINER.sub("", text) if rule == "zizmor.unpinned-images" else text
    yield Finding(rule, message, first, max(first, last), subject, json.dumps(symbolic["route"]))


def _distinct(findings: Sequence[Finding]) -> list[Finding]:
    """One finding a rule and place: some are told once for each route that leads there."""
    by_place = {(finding.rule, finding.start_line, finding.end_line, finding.text): finding for finding in findings}
    return [by_place[place] for place in sorted(by_place)]
