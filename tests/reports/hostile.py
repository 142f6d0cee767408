"""Assessments in which every text is anything at all, for properties that hold for all of them."""

from hypothesis import strategies as st

from riskcheck.core.advice import Advice
from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Skipped
from riskcheck.core.provenance import Provenance
from riskcheck.core.risk import LEVELS
from riskcheck.core.signal import Evidence, Signal
from tests.builders import a_changeset, a_patch, a_risk, a_rule, a_signal, an_assessment, an_attribution

# fmt: off
_FRAGMENTS = (
    *("\n", "\r", "\t", " ", "  ", "\x1b[2J", "\x07", "\x85", "\u2028", "\u202e", "\u200b", "\ufe0f"),
    *("\udcff", "\ud800", "\u6f22", "e\u0301"),
    *("`", "``", "|", "\\", "\\|", "<", ">", "<b>", "</details>", "<!--", "-->", "&lt;", "![", "[a](b)", "]("),
    *("@team", "#1", "GH-7", "!7", "a/b#7", "www.x.test", "http://x.test", "me@x.test", "1a2b3c4d", "~~", "*", "_"),
    *("::error::", "##[group]", "##vso[task]", "---", "===", "# ", "> ", "1. ", "- [ ] ", "{{ 1 }}", "{% if %}", "$"),
    *("word", "file.py", "src/", "(", ")", ".", ",", ":", "'", '"'),
)
# fmt: on

texts = st.lists(st.sampled_from(_FRAGMENTS) | st.text(st.characters(), max_size=3), max_size=12).map("".join)
paths = texts.filter(bool)
lines = st.none() | st.integers(1, 10**7)
evidence = st.builds(Evidence, texts, st.none() | paths, lines, lines, st.booleans())


@st.composite
def _signals(draw: st.DrawFn) -> tuple[Signal, ...]:
    return tuple(
        a_signal(
            a_rule(f"hostile.{number}", title=draw(texts), group=draw(texts), why=draw(texts), unit=draw(texts)),
            draw(st.floats(-1e6, 1e6)),
            draw(st.lists(evidence, max_size=5)),
        )
        for number in range(draw(st.integers(0, 7)))
    )


@st.composite
def assessments(draw: st.DrawFn) -> Assessment:
    """Any assessment."""
    signals = draw(_signals())
    attributions = [
        an_attribution(draw(texts), path=draw(st.none() | paths), text=draw(texts))
        for _ in range(draw(st.integers(0, 2)))
    ]
    return an_assessment(
        changeset=a_changeset(*(a_patch(path) for path in draw(st.lists(paths, max_size=3))), title=draw(texts)),
        provenance=Provenance(9, 9 if attributions else 0, (), tuple(attributions)),
        signals=signals,
        risk=a_risk(draw(st.sampled_from(LEVELS)), points=[(signal, draw(st.floats(-50, 50))) for signal in signals]),
        advice=draw(
            st.lists(
                st.builds(Advice, st.just("review"), texts, st.just(("hostile.0",)), st.lists(texts).map(tuple)),
                max_size=4,
            )
        ),
        skipped=draw(st.lists(st.builds(Skipped, texts, texts), max_size=8)),
    )
