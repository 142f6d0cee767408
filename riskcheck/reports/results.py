"""An assessment as a list of results, each with a place, a level and an identity that lasts: what machines read."""

import hashlib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from riskcheck.core.assessment import Assessment
from riskcheck.core.risk import LEVELS, Level
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.reports import phrases
from riskcheck.reports.places import Place, head_side, is_folder
from riskcheck.reports.text import plain, shortened

TITLE_COLUMNS = 200
DETAIL_COLUMNS = 240
HELP_COLUMNS = 500
NOT_ASSESSED = Rule(
    "riskcheck.not-assessed", "Not assessed", "likelihood", "", "riskcheck",
    "What was not looked at may hold anything: not assessed is not low.", "Have a person look at it.",
)  # fmt: skip
LEVEL = Rule(
    "riskcheck.level", "Risk of this change", "likelihood", "", "riskcheck",
    "The level says how much attention a change deserves.", "Follow the advice that comes with it.",
)  # fmt: skip

_NUMBER = expression(r"\b\d+\b")
_SPACE = expression(r"\s+")


@dataclass(frozen=True, slots=True)
class Result:
    """One thing to show at one place.

    `level` is the share that it has in the level of the change. `title` and `detail` are plain text on one line; the
    title says what it is, the detail what it is here. `fingerprint` is unique in an assessment and stays the same
    when lines move, when numbers in the text change, and when other results come and go. The place is None where
    the change has no file at all.
    """

    rule: Rule
    level: Level
    title: str
    detail: str
    place: Place | None
    fingerprint: str
    points: float = 0.0

    @property
    def message(self) -> str:
        """Title and detail on one line."""
        return f"{self.title}: {self.detail}" if self.detail else self.title

    @property
    def help(self) -> str:
        """Why it matters and what to do, in plain sentences."""
        return " ".join(filter(None, (brief(text, HELP_COLUMNS).strip() for text in (self.rule.why, self.rule.remedy))))


def results_of(assessment: Assessment) -> tuple[Result, ...]:
    """Every piece of evidence as a result, those of the weightiest signals first.

    A measure is none: that a change is large, or where it is, is no place to look at. The level tells of it.
    """
    reasons = phrases.reasons_of(assessment)
    side = head_side(assessment.changeset, assessment.signals)
    top = max((reason.points for reason in reasons), default=0.0)
    seen: Counter[str] = Counter()
    found: list[Result] = []
    for reason in reasons:
        level = _level(reason.points, top, assessment.risk.level)
        title = brief(reason.signal.rule.title, TITLE_COLUMNS).strip() or reason.signal.id
        found += (
            Result(
                rule=reason.signal.rule,
                level=level,
                title=title,
                detail=_detail(reason.signal, evidence),
                place=side.place(evidence),
                fingerprint=_unique(_identity_of(reason.signal.id, evidence), seen),
                points=reason.points,
            )
            for evidence in reason.signal.evidence or (Evidence(""),)
            if not _is_measure(reason.signal.rule, evidence)
        )
    return tuple(found)


def few(results: Sequence[Result], most: int) -> list[Result]:
    """At most `most` of the results, in their order: the first of each rule before the second of any."""
    seen: Counter[str] = Counter()
    turns = []
    for result in results:
        turns.append((seen[result.rule.id], result.fingerprint))
        seen[result.rule.id] += 1
    chosen = {fingerprint for _, fingerprint in sorted(turns, key=lambda turn: turn[0])[:most]}
    return [result for result in results if result.fingerprint in chosen]


def level_of(assessment: Assessment) -> Result:
    """The level of the change as a result of its own, at the first place of the change."""
    side = head_side(assessment.changeset, ())
    level, score = assessment.risk.level, assessment.risk.score
    # The level is part of the identity: a target branch at another level does not hide this one.
    identity = _unique(_identity(LEVEL.id, level), Counter())
    return Result(LEVEL, level, _headline(assessment), "", side.first, identity, score)


def unassessed(assessment: Assessment) -> tuple[Result, ...]:
    """What was not assessed, as results of their own; the place is None where it is not a file of the change."""
    starts = head_side(assessment.changeset, ()).starts
    seen: Counter[str] = Counter()
    found = []
    for entry in assessment.skipped:
        identity = _unique(_identity(NOT_ASSESSED.id, entry.what, _normalised(entry.reason)), seen)
        detail = f"{brief(entry.what, 100)}: {brief(entry.reason, DETAIL_COLUMNS)}"
        found.append(Result(NOT_ASSESSED, "unknown", NOT_ASSESSED.title, detail, starts.get(entry.what), identity))
    return tuple(found)


def brief(text: str, columns: int) -> str:
    """Text from outside made plain, in at most `columns` columns; what does not fit is cut from the middle."""
    # No character is less than a column wide, so nothing beyond can be kept; text from outside can be of any length.
    ends = text if len(text) <= 2 * columns else text[:columns] + text[-columns:]
    return shortened(plain(ends), columns)


def steps_of(assessment: Assessment) -> tuple[str, ...]:
    """The advice, a line of plain text for each piece, with the reviewers that it names."""
    return tuple(_step(step.text, step.reviewers) for step in assessment.advice)


def _is_measure(rule: Rule, evidence: Evidence) -> bool:
    return rule.grade == 0 and evidence.start_line is None


def _headline(assessment: Assessment) -> str:
    risk, size = assessment.risk, phrases.size_of(assessment.changeset)
    parts = [f"riskcheck: {risk.level}"]
    if risk.level != "unknown":
        parts.append(f"score {risk.score:.0f} of 100")
    parts.append(size)
    if assessment.provenance.marked:
        parts.append(brief(phrases.authorship_of(assessment.provenance), TITLE_COLUMNS))
    return " · ".join(parts)


def _step(text: str, reviewers: Sequence[str]) -> str:
    names = brief(", ".join(reviewers), TITLE_COLUMNS)
    return brief(text, DETAIL_COLUMNS) + (f" Reviewers: {names}." if names else "")


def _detail(signal: Signal, evidence: Evidence) -> str:
    told = brief(evidence.message or phrases.amount_of(signal), DETAIL_COLUMNS)
    where = _where(evidence)
    return f"{told} ({where})" if told and where else told or where


def _where(evidence: Evidence) -> str:
    """What the place in a result cannot say of its evidence."""
    if evidence.path is None:
        return "whole change"
    if is_folder(evidence.path):
        return f"in {brief(evidence.path, 100)}"
    if evidence.start_line is None:
        return "whole file"
    if not evidence.removed:
        return ""
    lines = phrases.lines_of(evidence)[1:]
    return f"base lines {lines}" if "-" in lines else f"base line {lines}"


def _level(points: float, top: float, level: Level) -> Level:
    """What carries at least half as much as the weightiest carries the level, what carries a tenth the one below."""
    if level == "unknown" or points <= 0:
        return "unknown" if level == "unknown" else "low"
    if points >= top / 2:
        return level
    return LEVELS[max(LEVELS.index(level) - 1, LEVELS.index("low"))] if points >= top / 10 else "low"


def _identity_of(rule: str, evidence: Evidence) -> str:
    side = "base" if evidence.removed else "head"
    return _identity(rule, evidence.path or "", side, _normalised(evidence.message))


def _identity(*parts: str) -> str:
    digest = hashlib.sha256()
    for part in parts:
        # A path may hold any byte, and text any character: no encoding but this one takes them all.
        encoded = part.encode("utf-8", "surrogatepass")
        digest.update(len(encoded).to_bytes(8, "big") + encoded)
    return digest.hexdigest()


def _normalised(text: str) -> str:
    return _SPACE.sub(" ", _NUMBER.sub("0", text)).strip()


def _unique(identity: str, seen: Counter[str]) -> str:
    """The identity with its number among equal ones worked in."""
    seen[identity] += 1
    return hashlib.sha256(f"{identity}:{seen[identity]}".encode("ascii")).hexdigest()[:32]
