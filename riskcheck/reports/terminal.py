"""The report for a person at a terminal: one line when there is little to say, a calm page otherwise."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from riskcheck.core.advice import Advice
from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.provenance import Attribution
from riskcheck.core.risk import Level
from riskcheck.core.signal import Evidence
from riskcheck.core.wording import counted
from riskcheck.reports import phrases
from riskcheck.reports.phrases import Reason
from riskcheck.reports.text import ELLIPSIS, ascii_only, columns, cut, plain, shortened, wrapped

_LEVEL_STYLE: Mapping[Level, str] = {
    "unknown": "1;35",
    "low": "1;32",
    "medium": "1;33",
    "high": "1;31",
    "critical": "1;7;31",
}
_HEADING = "1"
_FAINT = "2"

_REASONS = 4
_PLACES = 3
_REACHED = 2
_SKIPPED = 5
_NARROWEST = 24
# Lines that one text may fill.
_LONGEST = 3
_LONGEST_VERBOSE = 30
_SHORTEST_TITLE = 16


def render(
    assessment: Assessment,
    *,
    color: bool = False,
    width: int = 80,
    verbose: bool = False,
    quiet: bool = False,
    unicode: bool = True,
) -> str:
    """The report in lines of at most `width` columns (24 or more).

    `quiet` keeps the first line alone, `verbose` leaves nothing out; without `unicode` all is ASCII.
    """
    page = _Page(max(width, _NARROWEST), color, unicode, verbose)
    level = assessment.risk.level
    one_line = quiet or (level == "low" and not verbose)
    lines = [_headline(page, assessment, one_line)]
    if not one_line:
        lines += _nothing(page, assessment) if level == "unknown" and not verbose else _body(page, assessment)
    return "\n".join(lines) + "\n"


class _Page(NamedTuple):
    width: int
    color: bool
    unicode: bool
    verbose: bool

    @property
    def ellipsis(self) -> str:
        return ELLIPSIS if self.unicode else ascii_only(ELLIPSIS)

    def text(self, raw: str) -> str:
        """One harmless line; what is too long for a page is cut from the middle."""
        limit = self.width * (_LONGEST_VERBOSE if self.verbose else _LONGEST)
        shown = plain(raw) if self.unicode else ascii_only(plain(raw))
        return shortened(shown, limit, self.ellipsis)

    def joined(self, parts: Iterable[str]) -> str:
        return self.text(" · ").join(self.text(part) for part in parts if part)

    def painted(self, text: str, style: str) -> str:
        return f"\x1b[{style}m{text}\x1b[0m" if self.color and style else text

    def paragraph(self, text: str, *, label: str = "", indent: int = 0, style: str = "") -> list[str]:
        """`text`, already plain, in lines that hang behind its label; the style paints the label, or else all of it."""
        first, *rest = wrapped(text, self.width - indent - len(label))
        if label:
            hang = " " * (indent + len(label))
            return [" " * indent + self.painted(label, style) + first, *(hang + line for line in rest)]
        return [" " * indent + self.painted(line, style) for line in (first, *rest)]

    def limit(self, number: int) -> int | None:
        return None if self.verbose else number


def _headline(page: _Page, assessment: Assessment, alone: bool) -> str:
    risk, provenance = assessment.risk, assessment.provenance
    head = f"riskcheck: {risk.level}"
    facts = [f"score {risk.score:.0f} of 100"]
    if risk.level in ("low", "unknown"):
        facts = [phrases.size_of(assessment.changeset)]
        facts += [f"marked: {', '.join(provenance.tools)}"] if provenance.marked else []
    missing = [f"not assessed: {len(assessment.skipped)} (see -v)"] if alone and assessment.skipped else []
    title = page.text(assessment.changeset.title)
    room = _room(page, [head, *facts, *missing])
    while facts and room < min(_SHORTEST_TITLE, columns(title)):
        facts.pop()
        room = _room(page, [head, *facts, *missing])
    line = page.joined([head, *facts, cut(title, room, page.ellipsis), *missing])
    line = cut(line, page.width, page.ellipsis)
    return page.painted(line[: len(head)], _LEVEL_STYLE[risk.level]) + line[len(head) :]


def _room(page: _Page, parts: list[str]) -> int:
    return max(page.width - columns(page.joined([*parts, "-"])) + 1, 0)


def _nothing(page: _Page, assessment: Assessment) -> Iterator[str]:
    yield from page.paragraph("Nothing could be assessed, which is not the same as low.")
    yield from _not_assessed(page, assessment.skipped)


def _body(page: _Page, assessment: Assessment) -> Iterator[str]:
    facts = [phrases.size_of(assessment.changeset), phrases.likelihood_of(assessment), phrases.impact_of(assessment)]
    yield from page.paragraph(page.joined(facts))
    yield from page.paragraph(
        page.joined([phrases.authorship_of(assessment.provenance), phrases.percentile_of(assessment)])
    )
    yield from _why(page, assessment)
    yield from _reach(page, assessment)
    yield from _do(page, assessment.advice)
    yield from _not_assessed(page, assessment.skipped)
    if page.verbose:
        yield from _marks(page, assessment.provenance.attributions)


def _why(page: _Page, assessment: Assessment) -> Iterator[str]:
    reasons = phrases.reasons_of(assessment)
    shown = reasons if page.verbose else tuple(reason for reason in reasons if reason.points > 0)[:_REASONS]
    if not shown:
        return
    yield from _heading(page, "Why")
    for reason in shown:
        yield from _reason(page, reason)
    if page.verbose:
        for part in phrases.baseline_of(assessment):
            yield from page.paragraph(page.text(part.signal), label=_points(part.amount), style=_HEADING)
    elif len(reasons) > len(shown):
        yield from page.paragraph(
            f"and {counted(len(reasons) - len(shown), 'lesser signal')} (see -v)", indent=2, style=_FAINT
        )


def _reason(page: _Page, reason: Reason) -> Iterator[str]:
    signal = reason.signal
    title = page.joined([signal.rule.title, phrases.amount_of(signal)])
    yield from page.paragraph(title, label=_points(reason.points), style=_HEADING)
    if page.verbose:
        typical = "often seen in AI-written changes" if signal.rule.ai_typical else ""
        yield from page.paragraph(page.joined([signal.id, signal.rule.why, typical]), indent=9, style=_FAINT)
    for evidence in signal.evidence[: page.limit(_PLACES)]:
        yield from page.paragraph(_place(page, evidence), indent=9)
    more = len(signal.evidence) - _PLACES
    if more > 0 and not page.verbose:
        yield from page.paragraph(f"and {counted(more, 'more place')} (see -v)", indent=9, style=_FAINT)


def _place(page: _Page, evidence: Evidence) -> str:
    if evidence.path is None:
        return page.text(evidence.message)
    path = shortened(page.text(evidence.path), max(page.width // 2, 12), page.ellipsis)
    side = " (base)" if evidence.removed else ""
    return f"{path}{phrases.lines_of(evidence)}{side}  {page.text(evidence.message)}"


def _reach(page: _Page, assessment: Assessment) -> Iterator[str]:
    reached = phrases.reached_of(assessment)
    if reached:
        yield from _heading(page, "Reach")
    for impact in reached[: page.limit(_REACHED)]:
        path = shortened(page.text(impact.path), max(page.width // 2, 12), page.ellipsis)
        yield from page.paragraph(f"{path}  {page.text(phrases.dependents_of(impact))}", indent=2)
        for package in impact.packages[: page.limit(_PLACES)]:
            name = page.text(f"{package.path} ({counted(package.files, 'file')})")
            yield from page.paragraph(f"{name} {page.text(phrases.chain_of(impact, package))}", indent=4, style=_FAINT)
    if len(reached) > _REACHED and not page.verbose:
        yield from page.paragraph(f"and {len(reached) - _REACHED} more (see -v)", indent=2, style=_FAINT)


def _do(page: _Page, advice: tuple[Advice, ...]) -> Iterator[str]:
    if advice:
        yield from _heading(page, "Do")
    for number, step in enumerate(advice, start=1):
        label = f"  {number}. "
        yield from page.paragraph(page.text(step.text), label=label, style=_HEADING)
        if step.reviewers:
            yield from page.paragraph(page.text(f"reviewers: {', '.join(step.reviewers)}"), indent=len(label))
        if step.because:
            yield from page.paragraph(page.text(f"because: {', '.join(step.because)}"), indent=len(label), style=_FAINT)


def _not_assessed(page: _Page, skipped: tuple[Skipped, ...]) -> Iterator[str]:
    if not skipped:
        return
    yield from _heading(page, f"Not assessed ({len(skipped)})")
    for entry in skipped[: page.limit(_SKIPPED)]:
        what = shortened(page.text(entry.what), max(page.width // 2, 12), page.ellipsis)
        yield from page.paragraph(f"{what}: {page.text(entry.reason)}", indent=2)
    if len(skipped) > _SKIPPED and not page.verbose:
        yield from page.paragraph(f"and {len(skipped) - _SKIPPED} more (see -v)", indent=2, style=_FAINT)


def _marks(page: _Page, attributions: tuple[Attribution, ...]) -> Iterator[str]:
    if attributions:
        yield from _heading(page, f"Marks ({len(attributions)})")
    for attribution in attributions:
        place = f"{attribution.path}{phrases.lines_of(attribution)}" if attribution.path else ""
        yield from page.paragraph(page.joined([phrases.mark_of(attribution), place]), indent=2)
        yield from page.paragraph(page.text(attribution.text), indent=4, style=_FAINT)


def _heading(page: _Page, text: str) -> Iterator[str]:
    yield ""
    yield from page.paragraph(text, style=_HEADING)


def _points(points: float) -> str:
    return f"{points:+7.1f}  "
