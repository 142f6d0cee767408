"""A JSON report read back: from a run that nobody needs to trust, so nothing in it is more than text and numbers.

Rules that are known here are taken from here, by id.
"""

import base64
import json
import math
from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any, NoReturn

from riskcheck.core.advice import Advice
from riskcheck.core.assessment import Assessment, Versions
from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.provenance import Attribution, Contributor, Provenance
from riskcheck.core.reach import Dependent, Entry, Impact, Package, Reach
from riskcheck.core.risk import Contribution, Risk
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.core.symbol import Symbol, SymbolUse
from riskcheck.errors import RiskcheckError
from riskcheck.reports.json import schema

LARGEST = 16 * 1024 * 1024
_DIGITS = 15

# A value of JSON whose shape the schema has vouched for.
_Fields = Mapping[str, Any]


def assessment_of(content: bytes, rules: Iterable[Rule] = ()) -> Assessment:
    """The assessment that a JSON report of version 1 tells of; raises RiskcheckError for anything else."""
    report = _checked(content)
    known = {rule.id: rule for rule in rules}
    return Assessment(
        Versions(report["riskcheck"]["version"], report["riskcheck"]["model"], report["riskcheck"]["rules"]),
        _changeset(report["change"]),
        _provenance(report["provenance"]),
        tuple(_signal(fields, known) for fields in report["signals"]),
        _risk(report["risk"]),
        tuple(_advice(fields) for fields in report["advice"]),
        tuple(Skipped(fields["what"], fields["reason"]) for fields in report["skipped"]),
        _reach(report["reach"]),
    )


def _checked(content: bytes) -> _Fields:
    # It takes a while to load, which only this command should wait for.
    import fastjsonschema

    if len(content) > LARGEST:
        _refuse(f"has more than {LARGEST // 1024**2} MB")
    try:
        report: _Fields = json.loads(
            content.decode("utf-8"),
            object_pairs_hook=_members,
            parse_int=_whole,
            parse_float=_finite,
            parse_constant=_refuse,
        )
        _validator()(report)
    except (ValueError, RecursionError) as problem:
        where = problem.name if isinstance(problem, fastjsonschema.JsonSchemaValueException) else "its text"
        _refuse(f"does not fit version 1 of the contract in {str(where)[:100]}")
    return report


@cache
def _validator() -> Any:
    import fastjsonschema

    return fastjsonschema.compile(json.loads(schema()), use_default=False)


def _members(pairs: list[tuple[str, object]]) -> dict[str, object]:
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else _refuse("names a key twice")


def _whole(text: str) -> int:
    return int(text) if len(text) <= _DIGITS else _refuse("has a number that is too large")


def _finite(text: str) -> float:
    number = float(text)
    return number if math.isfinite(number) else _refuse("has a number that is too large")


def _refuse(what: str) -> NoReturn:
    raise RiskcheckError(f"the JSON report {what}", "let the same version of riskcheck write and read it")


def _changeset(fields: _Fields) -> Changeset:
    return Changeset(
        source=fields["source"],
        title=fields["title"],
        base=fields["base"],
        head=fields["head"],
        patches=tuple(_patch(patch) for patch in fields["patches"]),
    )


def _patch(fields: _Fields) -> Patch:
    return Patch(
        path=_path(fields, "path") or "",
        change_type=fields["change_type"],
        kind=fields["kind"],
        source_path=_path(fields, "source_path"),
        lines_added=fields["lines_added"],
        lines_deleted=fields["lines_deleted"],
        binary=fields["binary"],
    )


def _path(fields: _Fields, name: str) -> str | None:
    encoded = fields.get(f"{name}_base64")
    path: str | None = fields[name]
    if encoded is None:
        return path
    try:
        return base64.b64decode(encoded).decode("utf-8", "surrogateescape")
    except ValueError:
        _refuse("has a path that is not what its key says")


def _provenance(fields: _Fields) -> Provenance:
    return Provenance(
        fields["lines_added"],
        fields["lines_added_marked"],
        tuple(_contributor(contributor) for contributor in fields["contributors"]),
        tuple(_attribution(attribution) for attribution in fields["attributions"]),
    )


def _contributor(fields: _Fields) -> Contributor:
    return Contributor(
        contributor=fields["contributor"],
        tool=fields["tool"],
        model_id=fields["model"],
        kind=fields["kind"],
        lines_added=fields["lines_added"],
        commits=tuple(fields["commits"]),
    )


def _attribution(fields: _Fields) -> Attribution:
    return Attribution(
        tool=fields["tool"],
        kind=fields["kind"],
        mark=fields["mark"],
        granularity=fields["granularity"],
        confidence=fields["confidence"],
        text="",
        commit=fields["commit"],
        path=_path(fields, "path"),
        start_line=fields["start_line"],
        end_line=fields["end_line"],
        doubt=fields["doubt"],
    )


def _risk(fields: _Fields) -> Risk:
    return Risk(
        level=fields["level"],
        score=fields["score"],
        likelihood=fields["likelihood"],
        impact=fields["impact"],
        percentile=fields["percentile"],
        model=fields["model"],
        contributions=tuple(
            Contribution(part["signal"], part["axis"], part["amount"]) for part in fields["contributions"]
        ),
    )


def _reach(fields: _Fields) -> Reach:
    return Reach(
        tuple(_impact(impact) for impact in fields["impacts"]),
        tuple(_path(place, "path") or "" for place in fields["unknown"]),
        fields["entries_unread"],
        tuple(_symbol(symbol) for symbol in fields["symbols"]),
    )


def _symbol(fields: _Fields) -> Symbol:
    return Symbol(
        name=fields["name"],
        kind=fields["kind"],
        path=_path(fields, "path") or "",
        line=fields["line"],
        change=fields["change"],
        body=fields["body"],
        searched=fields["searched"],
        uses=tuple(SymbolUse(_path(use, "path") or "", use["line"], use["exact"]) for use in fields["uses"]),
        uses_here=fields["uses_here"],
        uses_in_tests=fields["uses_in_tests"],
    )


def _impact(fields: _Fields) -> Impact:
    return Impact(
        path=_path(fields, "path") or "",
        dependents=tuple(
            Dependent(_path(one, "path") or "", one["line"], one["exact"]) for one in fields["dependents"]
        ),
        within_two=fields["within_two"],
        transitive=fields["transitive"],
        percentile=fields["percentile"],
        tests=fields["tests"],
        packages=tuple(_package(package) for package in fields["packages"]),
        entries=tuple(
            Entry(entry["kind"], entry["name"], _path(entry, "path") or "", entry["line"])
            for entry in fields["entries"]
        ),
    )


def _package(fields: _Fields) -> Package:
    chain = tuple(_path(place, "path") or "" for place in fields["chain"])
    return Package(_path(fields, "path") or "", fields["files"], chain)


def _signal(fields: _Fields, known: Mapping[str, Rule]) -> Signal:
    rule = known.get(fields["id"]) or _rule(fields)
    return Signal(rule, fields["value"], tuple(_evidence(evidence) for evidence in fields["evidence"]))


def _rule(fields: _Fields) -> Rule:
    return Rule(
        id=fields["id"],
        title=fields["title"],
        axis=fields["axis"],
        unit=fields["unit"],
        group=fields["group"],
        why=fields["why"],
        remedy=fields["remedy"],
        ai_typical=fields["ai_typical"],
    )


def _evidence(fields: _Fields) -> Evidence:
    return Evidence(
        fields["message"], _path(fields, "path"), fields["start_line"], fields["end_line"], fields["side"] == "base"
    )


def _advice(fields: _Fields) -> Advice:
    return Advice(fields["action"], fields["text"], tuple(fields["because"]), tuple(fields["reviewers"]))
