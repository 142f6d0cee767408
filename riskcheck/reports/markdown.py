"""Markdown for a comment or a job summary: GitHub-flavoured and short on the outside, or plain and short altogether.

Escaping is the default: whatever the template prints passes `prose` unless a filter has made it `Markdown` already.
A backslash does not stop GitHub or GitLab from turning `@name`, `#1` or a bare address into a live link, a code span
does; so every word that is not an ordinary word goes into a code span.
"""

import re
from collections.abc import Mapping

from jinja2 import Environment, PackageLoader, StrictUndefined

from riskcheck.core.assessment import Assessment
from riskcheck.core.signal import Evidence
from riskcheck.expressions import expression
from riskcheck.reports import phrases
from riskcheck.reports.text import plain, shortened

_REASONS = 5
_SIGNALS = 20
_PLACES = 3
_SKIPPED = 5
_SKIPPED_FOLDED = 30
_MARKS = 10
_REACHED = 3
_TEXT_COLUMNS = 200
_PATH_COLUMNS = 100

# Letters and digits, joined by "-", "'" or "/" or as in a number, with quotes, brackets and a full stop around them.
_ORDINARY = expression(
    r"""[("'+-]{0,3}[^\W_]+(?:[-'/][^\W_]+|(?<=\d)[.,:]\d+)*[)"',:;!?.%\u2026]*|[-+=\u00b7\u2013\u2014\u2192]"""
)
# What a forge links by itself: an issue key (GH-12), an abbreviated commit id, an address without a scheme.
_LINKED = expression(r"[a-z]-\d|\b[0-9a-f]{7,40}\b|www", re.ASCII | re.IGNORECASE)
# Words that begin a list or underline a heading where they come first.
_MARKER = expression(r"\d+[.)]|[-+=]")
# A quotation in backticks that stands alone between spaces, or any other word.
_WORD = expression(r"(?<!\S)(?P<open>\(?)`(?P<code>[^`]+)`(?P<close>[).,:;!?]*)(?!\S)|\S+")
# What stays outside of a code span: brackets around the whole word, and punctuation at its end.
_BRACKETED = expression(r"(\(?)([^()]+?)(\)?[.,:;!?]*)")
_PUNCTUATED = expression(r"()(.+?)([.,:;!?]*)")
_BACKTICKS = expression("`+")


class Markdown(str):
    """Text that is Markdown already and must not be escaped again."""

    __slots__ = ()


def render(assessment: Assessment) -> str:
    """The report: one line when the level is low, else at most 25 lines before the folded details."""
    return _rendered("full.md.j2", assessment, bullet="- [ ]")


def render_unfolded(assessment: Assessment) -> str:
    """The same without HTML and check boxes, for a forge that shows both as text, as Bitbucket does.

    Source: https://support.atlassian.com/bitbucket-cloud/docs/markup-comments; folding is asked for in BCLOUD-15185.
    """
    return _rendered("unfolded.md.j2", assessment, bullet="-")


def code(text: str) -> Markdown:
    """`text` as a code span, with a fence longer than any run of backticks in it."""
    shown = plain(text) or " "
    fence = "`" * (1 + max(map(len, _BACKTICKS.findall(shown)), default=0))
    pad = " " if shown.startswith("`") or shown.endswith("`") else ""
    return Markdown(f"{fence}{pad}{shown}{pad}{fence}")


def prose(text: str) -> Markdown:
    """`text` as running words; each word that could be markup, a mention or a link becomes a code span."""
    # An empty item would turn the "-" of a list into the underline of a heading.
    return Markdown(" ".join(map(_word, _WORD.finditer(plain(text)))) or code(""))


def cell(text: str) -> Markdown:
    """`text` for a table cell, where a bar ends the cell even within a code span."""
    return prose(text.replace("|", r"\x7c"))


def place(evidence: Evidence) -> Markdown:
    """Path and lines of `evidence` for a list or a table cell; nothing where it is the whole change."""
    if evidence.path is None:
        return Markdown()
    path = shortened(plain(evidence.path).replace("|", r"\x7c"), _PATH_COLUMNS)
    return Markdown(code(path + phrases.lines_of(evidence)) + (" (base)" if evidence.removed else ""))


def places(evidence: tuple[Evidence, ...]) -> Markdown:
    """The first place of `evidence` and how many more there are."""
    if len(evidence) < 2:
        return Markdown("".join(map(place, evidence)))
    return Markdown(f"{place(evidence[0])} and {len(evidence) - 1} more".lstrip())


def _rendered(template: str, assessment: Assessment, *, bullet: str) -> str:
    name = "low.md.j2" if assessment.risk.level == "low" else template
    return _ENVIRONMENT.get_template(name).render(_view(assessment), bullet=Markdown(bullet))


def _word(match: re.Match[str]) -> str:
    if match["code"]:
        return match["open"] + code(match["code"]) + match["close"]
    word = match[0]
    begins_block = match.start() == 0 and _MARKER.fullmatch(word)
    if _ORDINARY.fullmatch(word) and not _LINKED.search(word) and not begins_block:
        return word
    edges = _BRACKETED.fullmatch(word) or _PUNCTUATED.fullmatch(word)
    return edges[1] + code(edges[2]) + edges[3] if edges else code(word)


def _escaped(value: object) -> str:
    return value if isinstance(value, Markdown) else prose(str(value))


def _brief(text: str, width: int = _TEXT_COLUMNS) -> str:
    return shortened(plain(text), width)


def _view(assessment: Assessment) -> Mapping[str, object]:
    reasons = phrases.reasons_of(assessment)
    skipped = assessment.skipped
    return {
        "assessment": assessment,
        "level": assessment.risk.level,
        "title": assessment.changeset.title,
        "size": phrases.size_of(assessment.changeset),
        "facts": [phrases.likelihood_of(assessment), phrases.impact_of(assessment), phrases.percentile_of(assessment)],
        "authorship": phrases.authorship_of(assessment.provenance),
        "top": [reason for reason in reasons if reason.points > 0][:_REASONS],
        "reasons": reasons[:_SIGNALS],
        "evidence_limit": _PLACES,
        "reached": phrases.reached_of(assessment)[:_REACHED],
        "baseline": phrases.baseline_of(assessment),
        "marks": assessment.provenance.attributions[:_MARKS],
        "skipped": skipped[:_SKIPPED],
        "more_skipped": len(skipped[_SKIPPED:]),
        "folded_skipped": skipped[_SKIPPED:_SKIPPED_FOLDED],
        "more_folded": len(skipped[_SKIPPED_FOLDED:]),
    }


def _names(names: tuple[str, ...]) -> Markdown:
    return Markdown(", ".join(code(shortened(plain(name), _PATH_COLUMNS)) for name in names))


def _points(points: float) -> str:
    return f"{points:+.1f}"


def _rounded(number: float) -> str:
    return f"{number:.0f}"


_ENVIRONMENT = Environment(
    loader=PackageLoader("riskcheck", "reports/templates"),
    autoescape=False,  # HTML's escapes are not Markdown's; `finalize` escapes instead
    finalize=_escaped,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    keep_trailing_newline=True,
)
_ENVIRONMENT.filters.update(
    code=code,
    cell=cell,
    place=place,
    places=places,
    brief=_brief,
    names=_names,
    points=_points,
    rounded=_rounded,
    amount=phrases.amount_of,
    mark=phrases.mark_of,
    dependents=phrases.dependents_of,
    chain=phrases.chain_of,
)
