"""Values for tests: name what the test is about, defaults for the rest."""

from collections.abc import Sequence

from riskcheck.core.advice import Action, Advice
from riskcheck.core.assessment import Assessment, Versions
from riskcheck.core.change import Changeset, ChangeType, Commit, Hunk, Identity, Kind, Patch, Skipped, SourceName
from riskcheck.core.provenance import Attribution, Contributor, Provenance
from riskcheck.core.reach import NOTHING, Reach
from riskcheck.core.risk import Contribution, Level, Risk
from riskcheck.core.signal import Axis, Evidence, Rule, Signal

BASE = "1a2b3c4d" * 5
HEAD = "5e6f7a8b" * 5


def a_hunk(lines: Sequence[str], *, start: int = 1) -> Hunk:
    """A hunk of `lines`, each with its origin, that begins at line `start` on both sides."""
    source = sum(line[0] != "+" for line in lines)
    target = sum(line[0] != "-" for line in lines)
    return Hunk(start, source, start, target, "", tuple(lines))


def a_patch(
    path: str = "src/app.py",
    lines: Sequence[str] = ("+x = 1",),
    *,
    start: int = 1,
    change_type: ChangeType = "M",
    kind: Kind = "code",
    source_path: str | None = None,
    source_id: str | None = None,
    target_id: str | None = None,
    binary: bool = False,
) -> Patch:
    """A patch of one hunk, counted from its lines, each of which has its origin as first character."""
    return Patch(
        path=path,
        change_type=change_type,
        kind=kind,
        source_path=source_path,
        source_mode=0 if change_type == "A" else 0o100644,
        target_mode=0 if change_type == "D" else 0o100644,
        source_id=source_id,
        target_id=target_id,
        lines_added=sum(line[0] == "+" for line in lines),
        lines_deleted=sum(line[0] == "-" for line in lines),
        binary=binary,
        hunks=(a_hunk(lines, start=start),) if lines else (),
    )


def a_commit(message: str = "Add a greeting\n", *, sha: str = HEAD, parents: Sequence[str] = (BASE,)) -> Commit:
    """A commit by somebody whom nothing marks."""
    somebody = Identity("Robin Doe", "robin@example.org")
    return Commit(sha, tuple(parents), somebody, somebody, message)


def a_changeset(
    *patches: Patch,
    source: SourceName = "range",
    title: str = "feature vs main (merge base 1a2b3c4d)",
    base: str | None = BASE,
    head: str | None = HEAD,
    commits: Sequence[Commit] = (),
    message: str | None = None,
    branch: str | None = None,
    skipped: Sequence[Skipped] = (),
) -> Changeset:
    """A changeset of `patches`; none makes an empty one."""
    return Changeset(source, title, base, head, patches, tuple(commits), message, branch, tuple(skipped))


def a_rule(
    id: str = "churn.lines",
    *,
    title: str = "Lines changed",
    axis: Axis = "likelihood",
    unit: str = "lines",
    group: str = "size",
    why: str = "Large changes are harder to review.",
    remedy: str = "Split the change.",
    grade: int = 2,
    ai_typical: bool = False,
) -> Rule:
    """A rule about nothing in particular."""
    return Rule(id, title, axis, unit, group, why, remedy, grade, ai_typical)


def a_signal(rule: Rule | None = None, value: float = 1.0, evidence: Sequence[Evidence] = ()) -> Signal:
    """A signal of `rule`, without evidence unless given."""
    return Signal(rule or a_rule(), value, tuple(evidence))


def an_attribution(
    tool: str = "claude-code", *, path: str | None = None, text: str = "Assisted-by: a tool"
) -> Attribution:
    """What a trailer of the head commit claims about all of it."""
    return Attribution(tool, "authored", "trailer", "commit", "high", text, commit=HEAD, path=path)


def a_provenance(*tools: str, lines_added: int = 1, lines_added_marked: int | None = None) -> Provenance:
    """Marks of `tools`, to the first of which all the marked lines belong; no tool, no mark."""
    marked = (lines_added if tools else 0) if lines_added_marked is None else lines_added_marked
    return Provenance(
        lines_added,
        marked,
        tuple(Contributor("ai", tool, None, "authored", 0 if n else marked, (HEAD,)) for n, tool in enumerate(tools)),
        tuple(an_attribution(tool) for tool in tools),
    )


def a_risk(
    level: Level = "low",
    *,
    score: float = 4.0,
    likelihood: float = 0.04,
    impact: float = 0.1,
    percentile: float | None = None,
    points: Sequence[tuple[Signal, float]] = (),
) -> Risk:
    """A risk whose score is split over signals as `points` says."""
    contributions = tuple(Contribution(signal.id, signal.rule.axis, amount) for signal, amount in points)
    return Risk(level, score, likelihood, impact, percentile, "default", contributions)


def an_advice(
    text: str = "Ask a second person to review this.",
    *,
    action: Action = "review",
    because: Sequence[str] = ("churn.lines",),
    reviewers: Sequence[str] = (),
) -> Advice:
    """A piece of advice that follows from the default signal."""
    return Advice(action, text, tuple(because), tuple(reviewers))


def an_assessment(
    *,
    changeset: Changeset | None = None,
    provenance: Provenance | None = None,
    signals: Sequence[Signal] = (),
    risk: Risk | None = None,
    advice: Sequence[Advice] = (),
    skipped: Sequence[Skipped] = (),
    reach: Reach = NOTHING,
) -> Assessment:
    """An assessment of one added line, at level low unless told otherwise."""
    return Assessment(
        Versions("0.1.0", "default", "1"),
        a_changeset(a_patch()) if changeset is None else changeset,
        a_provenance() if provenance is None else provenance,
        tuple(signals),
        risk or a_risk(),
        tuple(advice),
        tuple(skipped),
        reach,
    )
