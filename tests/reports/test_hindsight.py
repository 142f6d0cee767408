"""The comparison of AI-marked with unmarked changes: what is said, and that no text in it can act."""

import json
import math
import re
from dataclasses import replace
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.core.change import Skipped
from riskcheck.core.outcome import Comparison, Effect, Group, Hindsight, Interval
from riskcheck.reports import hindsight as report
from tests.reports.hostile import texts

LIMITS = (
    "A mark is a fact about marking: an unmarked change does not mean that a human wrote it.\n"
    "Tasks differ, and so do the people who mark: the matching covers only size (lines added, in powers\n"
    "of two) and the main kind of file. Nothing here says why groups differ.\n"
    "Fixes and reverts count only where the history tells of them, and outcomes overlap: a reverted\n"
    "change has lost its lines too.\n"
)
MARKED = Group(212, 12, 200, 40, 0.1887, Interval(0.142, 0.2467), 25.0, 40)
UNMARKED = Group(1024, 0, 1000, 110, 0.1074, Interval(0.0898, 0.1279), 125.0, 125.0)
REVERTED = Comparison(
    "reverted", 30, None, MARKED, UNMARKED, Effect("ratio", 1.85, Interval(1.32, 2.58)), 1.75, "more often"
)
FEW = Comparison(
    outcome="fixed-named",
    days=180,
    tool=None,
    marked=Group(41, 171, 41, 3, 3 / 41, Interval(0.0252, 0.1943), 2.4, 3),
    unmarked=Group(900, 0, 870, 52, 52 / 900, Interval(0.0443, 0.075), 51.2, 52),
    effect=Effect("ratio", 1.27, Interval(0.41, 3.9)),
    detectable=6.1,
    verdict="too few to tell",
)
SURVIVING = Comparison(
    outcome="surviving-90",
    days=90,
    tool="codex",
    marked=Group(100, 0, 100, 31, 0.871, Interval(0.79, 0.92), 28.4, 31),
    unmarked=Group(1000, 0, 1000, 260, 0.902, Interval(0.88, 0.92), 262.6, 262.6),
    effect=Effect("difference", -0.031, Interval(-0.0804, 0.0004)),
    detectable=0.0577,
    verdict="no difference seen",
)
HINDSIGHT = Hindsight(
    title="every commit up to HEAD (1a2b3c4d5e)",
    changes=2345,
    changes_marked=224,
    unmarked_outside=1097,
    comparisons=(REVERTED, FEW, SURVIVING),
    tools_left_out=(("gemini-cli", 12), ("aider", 1)),
    skipped=(Skipped("abc1234", "a blob is missing"),),
)


def test_people_read_counts_intervals_verdicts_and_limits() -> None:
    assert report.terminal(HINDSIGHT) == (
        "every commit up to HEAD (1a2b3c4d5e)\n"
        "2,345 changes, 224 AI-marked. Compared over the time from the first AI-marked change to the last;\n"
        "1,097 unmarked changes from before or after that are left out.\n"
        "\n"
        "AI-marked against unmarked changes of the same time\n"
        "  Reverted within 30 days\n"
        "    AI-marked   18.9% (14.2% to 24.7%)      40 of 212, 12 too young\n"
        "    unmarked    10.7% (9.0% to 12.8%)       110 of 1,024\n"
        "    More often among changes of like size and kind: 1.85 times (1.32 to 2.58). 12 AI-marked and 24\n"
        "    unmarked changes match none of the others and drop out.\n"
        "\n"
        "  Fixed within 180 days, named by a message\n"
        "    AI-marked   7.3% (2.5% to 19.4%)        3 of 41, 171 too young\n"
        "    unmarked    5.8% (4.4% to 7.5%)         52 of 900\n"
        "    3 of 41 AI-marked changes: too few to tell. If both groups fared alike, 2.4 of 41 matched\n"
        "    AI-marked changes and 51.2 of 870 unmarked ones would have it; 30 changes are needed, 10 of them\n"
        "    with it and 10 without.\n"
        "\n"
        "Marked by codex against unmarked changes of the same time\n"
        "  Lines that survive 90 days, mean of changes\n"
        "    AI-marked   87.1% (79.0% to 92.0%)      31 of 100 lost lines\n"
        "    unmarked    90.2% (88.0% to 92.0%)      260 of 1,000 lost lines\n"
        "    No difference seen among changes of like size and kind: -3.1 points (-8.0 to +0.0). A difference\n"
        "    of less than 5.8 points may well go unseen here.\n"
        "\n"
        "Too few changes for a comparison of their own: gemini-cli (12), aider (1).\n"
        "\n"
        "Not read: abc1234, a blob is missing\n"
        "3 comparisons shown, 2 of them with enough to tell. At 95 %, about 0.1 of these would show a\n"
        "difference by chance alone if there were none.\n" + LIMITS
    )


def test_without_a_mark_there_is_one_sentence() -> None:
    assert report.terminal(Hindsight("title", 1, 0, 1, ())) == (
        "title\n1 change, 0 AI-marked: nothing to compare.\n\n" + LIMITS
    )


@pytest.mark.parametrize(
    ("comparison", "sentence"),
    [
        pytest.param(
            replace(REVERTED, effect=Effect("ratio", math.inf, Interval(2.5, math.inf))),
            "More often among changes of like size and kind: seen on AI-marked changes only (at least 2.50 times).",
            id="no event among the unmarked",
        ),
        pytest.param(
            replace(REVERTED, effect=Effect("ratio", 0.0, Interval(0.0, 0.8)), verdict="less often"),
            "Less often among changes of like size and kind: 0.00 times (0.00 to 0.80).",
            id="no event among the marked",
        ),
        pytest.param(
            replace(REVERTED, effect=Effect("ratio", 1.2, Interval(0.7, 12.34)), verdict="no difference seen"),
            "No difference seen among changes of like size and kind: 1.20 times (0.70 to 12).",
            id="no difference",
        ),
        pytest.param(
            replace(REVERTED, verdict="no difference seen"),
            "A ratio between 0.57 and 1.75 may well go unseen here.",
            id="what could not have been seen",
        ),
        pytest.param(
            replace(REVERTED, marked=replace(MARKED, expected=1.2)),
            "As fewer than 10 were expected, an interval of 99.9% was asked for.",
            id="few expected and many seen",
        ),
        pytest.param(
            replace(SURVIVING, verdict="too few to tell", effect=None),
            "262.6 of 1,000 unmarked ones would lose lines; 30 changes are needed, 10 of which lose lines.",
            id="too few to tell of survival",
        ),
        pytest.param(
            replace(FEW, unmarked=Group(0, 9, 0, 0, None, Interval(0.0, 1.0), 0.0, 0)),
            "unmarked no share 0 of 0, 9 too young",
            id="an empty group has no share",
        ),
    ],
)
def test_a_sentence_for_each_kind_of_answer(comparison: Comparison, sentence: str) -> None:
    page = report.terminal(replace(HINDSIGHT, comparisons=(comparison,)))

    assert sentence in " ".join(page.split())


def test_programs_read_every_figure() -> None:
    lost = replace(REVERTED, effect=Effect("ratio", math.inf, Interval(2.5, math.inf)), detectable=None)
    page = report.as_json(replace(HINDSIGHT, comparisons=(lost, SURVIVING)), "1.2.3")
    document = json.loads(page)

    assert list(document) == [
        "schema_version",
        "riskcheck",
        "title",
        "changes",
        "changes_marked",
        "unmarked_outside",
        "confidence",
        "matched_by",
        "comparisons",
        "tools_left_out",
        "limits",
        "skipped",
    ]
    assert document["schema_version"] == 1
    assert document["riskcheck"] == {"version": "1.2.3"}
    assert document["comparisons"][0] == {
        "outcome": "reverted",
        "days": 30,
        "tool": None,
        "marked": {
            "changes": 212,
            "events": 40,
            "share": 0.1887,
            "low": 0.142,
            "high": 0.2467,
            "young": 12,
            "matched": 200,
            "expected": 25.0,
            "reached": 40,
        },
        "unmarked": {
            "changes": 1024,
            "events": 110,
            "share": 0.1074,
            "low": 0.0898,
            "high": 0.1279,
            "young": 0,
            "matched": 1000,
            "expected": 125.0,
            "reached": 125.0,
        },
        "effect": {"scale": "ratio", "value": None, "low": 2.5, "high": None},
        "detectable": None,
        "verdict": "more often",
    }
    assert document["comparisons"][1]["tool"] == "codex"
    assert document["comparisons"][1]["effect"]["low"] == -0.0804
    assert document["tools_left_out"] == [
        {"tool": "gemini-cli", "changes_marked": 12},
        {"tool": "aider", "changes_marked": 1},
    ]
    assert document["skipped"] == [{"what": "abc1234", "reason": "a blob is missing"}]


def test_a_format_is_chosen_by_name() -> None:
    assert report.render("terminal", HINDSIGHT, "1") == report.terminal(HINDSIGHT)
    assert report.render("json", HINDSIGHT, "1") == report.as_json(HINDSIGHT, "1")


@given(texts, texts, st.lists(st.tuples(texts, st.integers(1, 9)), max_size=12), st.integers(0, 200))
def test_no_text_can_act_or_hide(title: str, tool: str, left_out: list[tuple[str, int]], width: int) -> None:
    hostile = replace(
        HINDSIGHT,
        title=title,
        comparisons=(replace(REVERTED, tool=tool),),
        tools_left_out=tuple(left_out),
        skipped=(Skipped(title, tool),),
    )
    page = report.terminal(hostile, width)
    document = report.as_json(hostile, tool)

    assert all(line.isprintable() for line in page.split("\n"))
    assert not re.search(r"^\s*::", page, re.MULTILINE)
    assert not re.search(r"##(\[|vso\[|teamcity\[)", page + document)
    assert page.encode().decode() == page
    assert document.isascii()
    assert json.loads(document)["comparisons"][0]["marked"]["changes"] == 212


def test_a_tool_name_of_any_length_fits() -> None:
    page = report.terminal(replace(HINDSIGHT, comparisons=(replace(REVERTED, tool="x" * 10**5),)))

    assert max(map(len, page.split("\n"))) <= 100


def test_many_tools_are_named_in_part() -> None:
    many = tuple((f"tool{number:02}", 1) for number in range(12))
    page = " ".join(report.terminal(replace(HINDSIGHT, tools_left_out=many)).split())

    named = re.findall(r"tool\d\d", page)
    assert len(named) == 10
    assert all(one < other for one, other in pairwise(named))
    assert "tool09 (1) and 2 more." in page
