"""JSON, version 1: the contract that other programs rely on, written key by key and never a dump of our types."""

import base64
import importlib.resources
import json

from riskcheck.core.advice import Advice
from riskcheck.core.assessment import Assessment
from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.provenance import Attribution, Contributor, Provenance
from riskcheck.core.reach import Impact, Reach
from riskcheck.core.risk import Contribution, Risk
from riskcheck.core.signal import Evidence, Signal
from riskcheck.core.symbol import Symbol
from riskcheck.expressions import expression
from riskcheck.reports.text import decoded

SCHEMA_VERSION = 1

_ESCAPED_BYTE = expression("[\udc80-\udcff]")
_OTHER_SURROGATE = expression("[\ud800-\udc7f\udd00-\udfff]")


def render(assessment: Assessment) -> str:
    """One JSON object in ASCII, with two spaces of indent and a line feed at its end."""
    document = json.dumps(assessment_object(assessment), indent=2, allow_nan=False)
    # The log of a CI obeys `##[command]` anywhere in a line; only strings can hold it.
    return document.replace("##", r"\u0023\u0023") + "\n"


def schema() -> str:
    """The JSON Schema (draft 2020-12) of what `render` writes."""
    return importlib.resources.files(__package__).joinpath("assessment-v1.schema.json").read_text("utf-8")


def assessment_object(assessment: Assessment) -> dict[str, object]:
    """The whole report as JSON values, keys in the order of the contract."""
    versions = assessment.versions
    return {
        "schema_version": SCHEMA_VERSION,
        "riskcheck": {
            "version": decoded(versions.riskcheck),
            "model": decoded(versions.model),
            "rules": decoded(versions.rules),
        },
        "change": _change(assessment.changeset),
        "provenance": provenance_object(assessment.provenance),
        "risk": _risk(assessment.risk),
        "signals": [_signal(signal) for signal in assessment.signals],
        "reach": _reach(assessment.reach),
        "advice": [_advice(advice) for advice in assessment.advice],
        "skipped": [skipped_object(entry) for entry in assessment.skipped],
    }


def skipped_object(skipped: Skipped) -> dict[str, object]:
    """Something that could not be assessed."""
    return {"what": decoded(skipped.what), "reason": decoded(skipped.reason)}


def provenance_object(provenance: Provenance) -> dict[str, object]:
    """The part of the report about marks of authorship, which also stands alone."""
    return {
        "marked": provenance.marked,
        "lines_added_marked": provenance.lines_added_marked,
        "lines_added": provenance.lines_added,
        "contributors": [_contributor(contributor) for contributor in provenance.contributors],
        "attributions": [_attribution(attribution) for attribution in provenance.attributions],
    }


def _change(changeset: Changeset) -> dict[str, object]:
    return {
        "source": changeset.source,
        "title": decoded(changeset.title),
        "base": changeset.base,
        "head": changeset.head,
        "commits": len(changeset.commits),
        "files": len(changeset.patches),
        "lines_added": changeset.lines_added,
        "lines_deleted": changeset.lines_deleted,
        "patches": [_patch(patch) for patch in changeset.patches],
    }


def _patch(patch: Patch) -> dict[str, object]:
    return {
        **path_object("path", patch.path),
        **path_object("source_path", patch.source_path),
        "change_type": patch.change_type,
        "lines_added": patch.lines_added,
        "lines_deleted": patch.lines_deleted,
        "binary": patch.binary,
        "kind": patch.kind,
    }


def _contributor(contributor: Contributor) -> dict[str, object]:
    return {
        "contributor": contributor.contributor,
        "tool": _optional(contributor.tool),
        "model": _optional(contributor.model_id),
        "kind": contributor.kind,
        "lines_added": contributor.lines_added,
        "commits": list(contributor.commits),
    }


def _attribution(attribution: Attribution) -> dict[str, object]:
    return {
        **path_object("path", attribution.path),
        "start_line": attribution.start_line,
        "end_line": attribution.end_line,
        "commit": attribution.commit,
        "tool": decoded(attribution.tool),
        "kind": attribution.kind,
        "mark": decoded(attribution.mark),
        "granularity": attribution.granularity,
        "confidence": attribution.confidence,
        "doubt": _optional(attribution.doubt),
    }


def _risk(risk: Risk) -> dict[str, object]:
    return {
        "level": risk.level,
        "score": float(risk.score),
        "likelihood": float(risk.likelihood),
        "impact": float(risk.impact),
        "percentile": None if risk.percentile is None else float(risk.percentile),
        "model": risk.model,
        "contributions": [_contribution(contribution) for contribution in risk.contributions],
    }


def _contribution(contribution: Contribution) -> dict[str, object]:
    return {"signal": contribution.signal, "axis": contribution.axis, "amount": float(contribution.amount)}


def _signal(signal: Signal) -> dict[str, object]:
    return {
        "id": signal.id,
        "title": decoded(signal.rule.title),
        "group": decoded(signal.rule.group),
        "why": decoded(signal.rule.why),
        "remedy": decoded(signal.rule.remedy),
        "axis": signal.rule.axis,
        "value": float(signal.value),
        "unit": decoded(signal.rule.unit),
        "ai_typical": signal.rule.ai_typical,
        "evidence": [_evidence(evidence) for evidence in signal.evidence],
    }


def _evidence(evidence: Evidence) -> dict[str, object]:
    return {
        **path_object("path", evidence.path),
        "start_line": evidence.start_line,
        "end_line": evidence.end_line,
        "message": decoded(evidence.message),
        "side": "base" if evidence.removed else "head",
    }


def _reach(reach: Reach) -> dict[str, object]:
    return {
        "impacts": [_impact(impact) for impact in reach.impacts],
        "unknown": [path_object("path", path) for path in reach.unknown],
        "entries_unread": reach.entries_unread,
        "symbols": [_symbol(symbol) for symbol in reach.symbols],
    }


def _symbol(symbol: Symbol) -> dict[str, object]:
    return {
        "name": decoded(symbol.name),
        "kind": symbol.kind,
        **path_object("path", symbol.path),
        "line": symbol.line,
        "change": symbol.change,
        "body": symbol.body,
        "searched": symbol.searched,
        "uses": [{**path_object("path", use.path), "line": use.line, "exact": use.exact} for use in symbol.uses],
        "uses_here": symbol.uses_here,
        "uses_in_tests": symbol.uses_in_tests,
    }


def _impact(impact: Impact) -> dict[str, object]:
    return {
        **path_object("path", impact.path),
        "dependents": [
            {**path_object("path", dependent.path), "line": dependent.line, "exact": dependent.exact}
            for dependent in impact.dependents
        ],
        "within_two": impact.within_two,
        "transitive": impact.transitive,
        "percentile": impact.percentile,
        "tests": impact.tests,
        "packages": [
            {
                **path_object("path", package.path),
                "files": package.files,
                "chain": [path_object("path", path) for path in package.chain],
            }
            for package in impact.packages
        ],
        "entries": [
            {"kind": entry.kind, "name": decoded(entry.name), **path_object("path", entry.path), "line": entry.line}
            for entry in impact.entries
        ],
    }


def _advice(advice: Advice) -> dict[str, object]:
    return {
        "action": advice.action,
        "text": decoded(advice.text),
        "because": list(advice.because),
        "reviewers": [decoded(reviewer) for reviewer in advice.reviewers],
    }


def path_object(key: str, path: str | None) -> dict[str, object]:
    """The path under `key`, with its bytes beside it where they are not UTF-8."""
    if path is None or not _ESCAPED_BYTE.search(path) or _OTHER_SURROGATE.search(path):
        return {key: _optional(path)}
    return {
        key: decoded(path),
        f"{key}_base64": base64.b64encode(path.encode("utf-8", "surrogateescape")).decode("ascii"),
    }


def _optional(text: str | None) -> str | None:
    return None if text is None else decoded(text)
