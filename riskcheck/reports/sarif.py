"""SARIF 2.1.0 for code scanning.

Sources: https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html, and what GitHub takes of it,
https://docs.github.com/en/code-security/reference/code-scanning/sarif-files/sarif-support. It rejects a whole file
for one result without a location. No result is an `error` and no rule is of high security severity, for by default
either fails the check of a pull request, and advice must not.
"""

from collections.abc import Mapping, Sequence
from urllib.parse import quote

from riskcheck.core.advice import Advice
from riskcheck.core.assessment import Assessment
from riskcheck.core.risk import Level
from riskcheck.core.signal import Rule
from riskcheck.expressions import expression
from riskcheck.reports import documents, markdown
from riskcheck.reports.places import Place
from riskcheck.reports.results import NOT_ASSESSED, Result, brief, results_of, steps_of, unassessed
from riskcheck.reports.text import decoded, plain

SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
# GitHub takes 25,000 results and keeps 5,000; which ones it keeps is not for it to choose.
MOST_RESULTS = 5_000
_MOST_NOTIFICATIONS = 1_000
_TEXT_COLUMNS = 1_000

_LEVELS: Mapping[Level, str] = {
    "unknown": "note",
    "low": "note",
    "medium": "warning",
    "high": "warning",
    "critical": "warning",
}
_PROBLEM_SEVERITIES = {"note": "recommendation", "warning": "warning"}
_SECURITY = frozenset({"auth", "crypto", "execution", "privacy", "secrets", "transport", "validation"})
# By grade; from 7.0 on GitHub calls it high.
_SECURITY_SEVERITIES = ("2.0", "2.0", "3.0", "4.0", "5.5", "6.9")
_WARNS_FROM = 3
# What a URI of https can hold, as RFC 3986 has it.
_LINK = expression(r"https://[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]+")
_PLACEHOLDER = expression(r"\{(\d+)\}")


def render(assessment: Assessment) -> str:
    """One run with a result for each piece of evidence; what was not assessed is a notification of the run."""
    return documents.lines({"$schema": SCHEMA, "version": "2.1.0", "runs": [_run(assessment)]})


def _run(assessment: Assessment) -> dict[str, object]:
    results = results_of(assessment)
    shown = [(result, result.place) for result in results if result.place is not None][:MOST_RESULTS]
    rules = list({result.rule.id: result.rule for result, _ in shown}.values())
    index = {rule.id: number for number, rule in enumerate(rules)}
    return {
        "tool": {"driver": _driver(assessment, rules)},
        # An id that ends in a slash is a category alone: a later upload takes the place of an earlier one.
        "automationDetails": {"id": "riskcheck/"},
        "originalUriBaseIds": {"SRCROOT": {"description": {"text": "The root of the repository."}}},
        "invocations": [
            {
                "executionSuccessful": assessment.risk.level != "unknown",
                "toolExecutionNotifications": _notifications(assessment, results, len(shown)),
            }
        ],
        "results": [_result(result, place, index[result.rule.id]) for result, place in shown],
        "properties": _properties(assessment),
    }


def _driver(assessment: Assessment, rules: Sequence[Rule]) -> dict[str, object]:
    return {
        "name": "riskcheck",
        "version": plain(assessment.versions.riskcheck) or "unknown",
        "rules": [_rule(rule) for rule in rules],
        "notifications": [
            {
                "id": NOT_ASSESSED.id,
                "shortDescription": {"text": NOT_ASSESSED.title},
                "help": {"text": NOT_ASSESSED.why},
            }
        ],
    }


def _rule(rule: Rule) -> dict[str, object]:
    title, why, remedy = (_text(brief(text, _TEXT_COLUMNS)) for text in (rule.title, rule.why, rule.remedy))
    level = "warning" if rule.grade >= _WARNS_FROM else "note"
    link = {"helpUri": rule.reference} if _LINK.fullmatch(rule.reference) else {}
    return {
        "id": rule.id,
        "shortDescription": {"text": title.strip() or rule.id},
        "fullDescription": {"text": why.strip() or rule.id},
        "defaultConfiguration": {"level": level},
        "help": {
            "text": f"{why} {remedy}".strip() or rule.id,
            "markdown": f"{markdown.prose(rule.why)}\n\n**What to do** · {markdown.prose(rule.remedy)}",
        },
        **link,
        "properties": _rule_properties(rule, level),
    }


def _rule_properties(rule: Rule, level: str) -> dict[str, object]:
    is_security = rule.group in _SECURITY
    group = brief(rule.group, 60).strip()
    tags = [*(["security"] if is_security else []), *([group] if group else []), rule.axis]
    severity = {"security-severity": _SECURITY_SEVERITIES[rule.grade]} if is_security else {}
    return {
        "tags": [*dict.fromkeys(tags), *(["ai-typical"] if rule.ai_typical else [])],
        # How often each rule is right has not been measured.
        "precision": "medium",
        "problem.severity": _PROBLEM_SEVERITIES[level],
        **severity,
    }


def _result(result: Result, place: Place, rule_index: int) -> dict[str, object]:
    return {
        "ruleId": result.rule.id,
        "ruleIndex": rule_index,
        "level": _LEVELS[result.level],
        "message": {"text": _text(result.message)},
        "locations": [_location(place)],
        # GitHub looks at the first of these alone, which it computes for itself, from a line, where it is missing.
        "partialFingerprints": {
            "primaryLocationLineHash": f"{result.fingerprint}:1",
            "riskcheck/v1": result.fingerprint,
        },
        "rank": min(max(result.points, 0.0), 100.0),
    }


def _location(place: Place) -> dict[str, object]:
    return {
        "physicalLocation": {
            "artifactLocation": {"uri": _uri(place.path), "uriBaseId": "SRCROOT"},
            "region": {"startLine": place.begin, "endLine": place.end},
        }
    }


def _notifications(assessment: Assessment, results: Sequence[Result], shown: int) -> list[dict[str, object]]:
    skipped = unassessed(assessment)
    homeless = [result for result in results if result.place is None][:_MOST_NOTIFICATIONS]
    notifications = [_not_assessed(result) for result in skipped[:_MOST_NOTIFICATIONS]]
    notifications += [_notification(result.message) for result in homeless]
    counts = {
        "Not assessed: {} more": len(skipped) - _MOST_NOTIFICATIONS,
        "Results that are not shown: {}": len(results) - shown - len(homeless),
    }
    return [*notifications, *(_notification(text.format(count)) for text, count in counts.items() if count > 0)]


def _not_assessed(result: Result) -> dict[str, object]:
    locations = {"locations": [_location(result.place)]} if result.place else {}
    return {"descriptor": {"id": NOT_ASSESSED.id, "index": 0}, **_notification(result.message), **locations}


def _notification(text: str) -> dict[str, object]:
    return {"level": "warning", "message": {"text": _text(text)}}


def _text(text: str) -> str:
    """`text` without what a message of SARIF can hold beside text: embedded links and placeholders."""
    return _PLACEHOLDER.sub(r"{{\1}}", text.replace("](", r"]\x28"))


def _uri(path: str) -> str:
    """`path` as a relative URI, byte for byte as git has it, whatever its encoding."""
    try:
        encoded = quote(path.encode("utf-8", "surrogateescape"), safe="/")
    except UnicodeEncodeError:  # no path of git's, which are bytes; a diff of other origin can hold it
        encoded = quote(decoded(path), safe="/")
    # With a slash first it would be no path within the repository.
    return "%2F" + encoded[1:] if encoded.startswith("/") else encoded


def _properties(assessment: Assessment) -> dict[str, object]:
    risk = assessment.risk
    return {
        "level": risk.level,
        "score": float(risk.score),
        "likelihood": float(risk.likelihood),
        "impact": float(risk.impact),
        "percentile": None if risk.percentile is None else float(risk.percentile),
        "advice": [_advice(advice, text) for advice, text in zip(assessment.advice, steps_of(assessment), strict=True)],
        "title": brief(assessment.changeset.title, _TEXT_COLUMNS),
        "base": assessment.changeset.base,
        "head": assessment.changeset.head,
    }


def _advice(advice: Advice, text: str) -> dict[str, object]:
    return {"action": advice.action, "text": text, "because": list(advice.because)}
