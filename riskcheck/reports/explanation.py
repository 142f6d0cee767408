"""What a signal, a rule or a mark is, in a few lines."""

from riskcheck import presets
from riskcheck.core.mark import Mark
from riskcheck.core.signal import Rule

HOW = {
    "identity": "author, committer or co-author",
    "trailer": "a trailer of the message",
    "line": "how a line of the message begins",
    "branch": "the name of the head branch",
    "label": "a label of the pull request",
    "environment": "a variable that a running agent sets",
    "attribute": "an attribute of the file in .gitattributes",
    "comment": "a comment in an added line",
}


def render(subject: Rule | Mark) -> str:
    """The explanation as text."""
    lines = _of_mark(subject) if isinstance(subject, Mark) else _of_rule(subject)
    return "\n".join(lines) + "\n"


def _of_rule(rule: Rule) -> list[str]:
    lines = [
        f"{rule.id}: {rule.title}",
        f"axis: {rule.axis}, unit: {rule.unit}, group: {rule.group}",
        "",
        rule.why,
        rule.remedy,
    ]
    if rule.id == "path.critical":
        names = ", ".join(f"{presets.PREFIX}{name}" for name in presets.presets())
        lines += ["", f"critical_paths takes globs, in which * crosses /, and presets: {names}."]
    return [*lines, *(["", f"see {rule.reference}"] if rule.reference else [])]


def _of_mark(mark: Mark) -> list[str]:
    tool = "the tool that its value names" if mark.tool == "*" else mark.tool
    lines = [
        f"{mark.id}: a mark of {tool}",
        f"kind: {mark.kind}, confidence: {mark.confidence}" + (f", first seen: {mark.since}" if mark.since else ""),
        "",
        f"It is {HOW[mark.how]}: {', '.join(matched(mark))}",
    ]
    return [*lines, *([f"Doubtful: {mark.doubt}."] if mark.doubt else []), "", f"see {mark.source}"]


def matched(mark: Mark) -> list[str]:
    """What the row of the table matches, as it stands there."""
    texts = [*mark.emails, *mark.logins, *mark.keys, *mark.starts, *mark.names]
    return [*texts, *(text for text in (mark.email_value, mark.author_ends, mark.value) if text)]
