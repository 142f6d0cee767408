"""What is left of work that only looks finished: words of a generator, code in comments, conditions switched off.

Incomplete code is one of the patterns of defects in generated code, see https://arxiv.org/abs/2403.08937.
"""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Hunk, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.syntax.functions import is_comment, language_of

COMMENT = Rule(
    "residue.comment", "Placeholder left in a comment", "likelihood", "lines", "placeholders",
    "The comment says that what stands here is not the real thing.",
    "Write what is missing, or fail loudly where it is missing.", grade=3, ai_typical=True,
    reference="https://arxiv.org/abs/2403.08937",
)  # fmt: skip
CONDITION = Rule(
    "residue.condition", "Condition switched off", "likelihood", "lines", "placeholders",
    "One of the two ways through the code is never taken again, though both still stand there.",
    "Bring the condition back, or remove the way that is never taken.", grade=4, ai_typical=True,
    reference="https://arxiv.org/abs/2510.20270",
)  # fmt: skip
COMMENTED_OUT = Rule(
    "residue.commented-out", "Code commented out", "likelihood", "lines", "placeholders",
    "It no longer runs and is no longer kept working, and nobody says whether it will be missed.",
    "Delete it, git keeps it; or say beside it when it comes back.", grade=2, ai_typical=True,
)  # fmt: skip
RULES: Final = (COMMENT, CONDITION, COMMENTED_OUT)

_COMMENT = expression(r"(?:^|[\s;,{}()])(?://+|#+|/\*+|<!--|--\s|\{/\*)\s?(.{0,300})|^\s*\*\s(.{0,300})")
_WORDS = expression(
    r"\b(?:the )?rest of (?:the|your) (?:code|function|file|implementation|class|method|component|logic)\b"
    r".{0,20}\b(?:unchanged|same|here|as before|as is)\b"
    r"|(?:\.\.\.|\u2026)\s*(?:existing|previous|remaining|other|rest of)\s(?:the )?"
    r"(?:code|logic|implementation|methods|functions)\b"
    r"|\b(?:implementation|your code|your logic|actual code|real code) (?:goes|comes) here\b"
    r"|\b(?:add|put|insert|write) your (?:own )?(?:code|logic|implementation) here\b"
    r"|\bas an ai (?:language )?(?:model|assistant)\b"
    r"|\bin a (?:real|production)(?:[- ]world)? "
    r"(?:implementation|application|app|system|scenario|environment|deployment)s?,? (?:you|we|this|it|one)\b"
    r"|\b(?:real|actual|proper) implementation (?:would|should|will)\b"
    r"|\bfor now,? (?:just |simply |we |only ){0,2}(?:return(?:s|ing)?|hard-?code|mock|fake|simulate|pretend|stub)\b"
    r"|\b(?:mock|dummy|fake) (?:data|response|implementation) (?:for now|until|instead)\b"
    r"|\b(?:placeholder|stub|dummy|simplified) implementation\b(?! of (?:an?|the) (?:interface|protocol))"
    r"|\bsimulat(?:e|es|ing) (?:an? |the )?(?:api|network|server|backend|database) "
    r"(?:call|delay|response|request|latency)\b",
    re.IGNORECASE,
)
_EXAMPLES = expression(
    r"(^|/)(examples?|samples?|demos?|templates?|tutorials?|playground|mocks?|stubs?|fakes?|stories|benchmarks?)(/|$)",
    re.I,
)

_SHELLS = expression(r"\.(sh|bash|zsh|fish|mk|am|ac|in|cmake|html?|css|scss|less|sql)$|(^|/)[^./]*$", re.I)
# Matched against lines in which all space is one space.
_HEAD = r"(?:\} ?)?(?:if|elif|elsif|else if|while|unless)\b ?(?:\( ?){0,5}"
_END = r"(?: ?\)){0,5} ?(?:[:{]|then|do)?$"
_OFF = expression(
    rf"{_HEAD}(?:(?:False|false|0) ?(?:and\b|&&)|(?:True|true|1) ?(?:or\b|\|\|))"
    rf"|{_HEAD}[^\"'#]{{1,300}}(?:(?:\|\||\bor) ?(?:True|true)|(?:&&|\band) ?(?:False|false)){_END}"
)
_WHOLE = expression(rf"(?:\}} ?)?(?:if|elif|else if|unless)\b ?(?:\( ?){{0,5}}(True|true|False|false|1|0){_END}")
_ZERO = expression(r"# ?if 0(?: ?/[/*].*)?$")
_BRANCH = expression(r"(?:\} ?)?(?:if|elif|elsif|else if|unless)\b.{2}")
_SIGN = expression(r"\s*(?://+|#+|--|;+)\s?")
_LEAST_LINES = 5
_PLACES = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Placeholders in added comments, conditions that became constant, and code that became comments."""
    before = {text.strip() for patch in changeset.patches for _, text in patch.deleted()}
    found: dict[str, list[Evidence]] = {rule.id: [] for rule in RULES}
    for patch in changeset.patches:
        if patch.kind == "code" and not _EXAMPLES.search(patch.path):
            found[COMMENT.id] += _comments(patch, before)
            found[CONDITION.id] += _conditions(patch, before)
            found[COMMENTED_OUT.id] += [place for hunk in patch.hunks for place in _commented_out(hunk, patch.path)]
    values = {rule.id: float(len(found[rule.id])) for rule in RULES}
    values[COMMENTED_OUT.id] = sum(
        (place.end_line or 0) - (place.start_line or 0) + 1 for place in found[COMMENTED_OUT.id]
    )
    for rule in RULES:
        if found[rule.id]:
            yield Signal(rule, values[rule.id], tuple(found[rule.id][:_PLACES]))


def _comments(patch: Patch, before: set[str]) -> Iterator[Evidence]:
    for number, text in patch.added():
        comment = _COMMENT.search(text[:500])
        words = _WORDS.search(comment[1] or comment[2] or "") if comment else None
        if words and text.strip() not in before:
            yield Evidence(f'"{words[0][:80]}"', patch.path, number, number)


def _conditions(patch: Patch, before: set[str]) -> Iterator[Evidence]:
    if _SHELLS.search(patch.path):
        return
    for hunk in patch.hunks:
        replaced = _replaced(hunk)
        for number, text in hunk.added():
            line = " ".join(text[:500].split())
            if text.strip() in before:
                continue
            if _OFF.match(line) or _ZERO.match(line):
                yield Evidence(f"switched off: {line[:80]}", patch.path, number, number)
            elif _WHOLE.match(line) and number in replaced:
                yield Evidence(f"{replaced[number][:60]} -> {line[:40]}", patch.path, number, number)


def _replaced(hunk: Hunk) -> dict[int, str]:
    """Conditions by the line that took their place: the first added for the first deleted, and so on."""
    found: dict[int, str] = {}
    deleted: list[str] = []
    number, position = hunk.target_start, 0
    for line in hunk.lines:
        text = " ".join(line[1:500].split())
        if line[0] == "-":
            deleted = [text] if position else [*deleted, text]
            position = 0
        elif line[0] == "+":
            if position < len(deleted) and _BRANCH.match(deleted[position]) and not _WHOLE.match(deleted[position]):
                found[number] = deleted[position]
            position += 1
        else:
            deleted, position = [], 0
        number += line[0] != "-"
    return found


def _commented_out(hunk: Hunk, path: str) -> Iterator[Evidence]:
    language = language_of(path)
    if language is None:
        return
    gone = {text.strip() for _, text in hunk.deleted() if text.strip() and not is_comment(text, language)}
    run: list[int] = []
    for number, text in (*hunk.added(), (-1, "")):
        code = _SIGN.sub("", text[:500], count=1).strip() if is_comment(text, language) else ""
        if code in gone and (not run or number == run[-1] + 1):
            run.append(number)
            continue
        if len(run) >= _LEAST_LINES:
            yield Evidence(f"{len(run)} lines commented out", path, run[0], run[-1])
        run = [number] if code in gone else []
