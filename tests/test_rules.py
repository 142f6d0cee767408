"""The rules: what each must carry, and that the pack in the tree is made from them."""

import json
import re
from pathlib import Path

import pytest

import hatch_build
from riskcheck.advice import playbook
from riskcheck.syntax.vicinity import words_near

ROOT = Path(__file__).resolve().parent.parent
RULES = ROOT / hatch_build.RULES
PATHS = sorted(path for path in RULES.rglob("*.yaml") if not path.name.endswith(".test.yaml"))

RULE = """\
rules:
  - id: py-example
    languages: [python]
    severity: HIGH
    message: example of $F
    pattern: example($F)
    metadata:
      confidence: HIGH
      references: ["https://cwe.mitre.org/data/definitions/862.html"]
      riskcheck:
        title: Example added
        group: auth
        axis: impact
        side: added
        grade: 4
        kinds: [code]
        ai_typical: false
        why: It is an example.
        remedy: Write a better one.
"""


def a_rule(folder: Path, text: str, name: str = "py-example") -> Path:
    path = folder / "auth" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def test_the_pack_in_the_tree_is_made_from_the_rules() -> None:
    pack = (ROOT / hatch_build.PACK).read_text(encoding="utf-8")

    assert pack == hatch_build.compiled(RULES), "refresh it with: python hatch_build.py"


def test_the_pack_holds_every_rule_once_and_in_order() -> None:
    ids = [rule["id"] for rule in json.loads(hatch_build.compiled(RULES))["rules"]]

    assert ids == sorted(path.stem for path in PATHS)
    assert len(ids) == len(set(ids))


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_a_rule_is_shown_what_it_finds_and_what_it_must_leave_alone(path: Path) -> None:
    (beside,) = (other for other in path.parent.glob(f"{path.stem}.*") if other != path)
    text = beside.read_text(encoding="utf-8")
    shown = {word for word, name in re.findall(r"\b(ruleid|ok): ([\w-]+)", text) if name == path.stem}

    assert shown == {"ruleid", "ok"}


@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.stem)
def test_the_words_that_a_rule_needs_stand_near_all_that_it_finds(path: Path) -> None:
    (beside,) = (other for other in path.parent.glob(f"{path.stem}.*") if other != path)
    needs = re.compile(hatch_build._rule(path)["metadata"]["riskcheck"]["needs"], re.MULTILINE)
    lines = beside.read_text(encoding="utf-8").split("\n")
    marks = [number for number, line in enumerate(lines) if re.search(r"\b(ruleid|ok): ", line)]
    imports = [line for line in lines if re.match(r"\s*(import|from|use|using|const .*require)\b", line)]
    unseen = []
    for begin, end in zip(marks, [*marks[1:], len(lines)], strict=True):
        # What a match holds may begin above the line that is marked.
        near = [line for line in lines[max(begin - 4, 0) : end] if not re.search(r"\b(ruleid|ok): ", line)]
        if f"ruleid: {path.stem}" in lines[begin]:
            unseen += [near] if not needs.search(words_near("\n".join(near + imports).encode(), [(1, 1)])) else []

    assert unseen == []


def test_every_file_belongs_to_a_rule() -> None:
    stems = {(path.parent, path.stem) for path in PATHS}
    files = [path for path in RULES.rglob("*") if path.is_file()]

    assert [path for path in files if (path.parent, path.name.partition(".")[0]) not in stems] == []


def test_every_group_of_rules_is_answered_by_advice() -> None:
    answered = {group for row in playbook.rows() for group in row.groups}

    assert {path.parent.name for path in PATHS} <= answered


def test_rules_are_compiled_by_id_whatever_their_folder(tmp_path: Path) -> None:
    a_rule(tmp_path, RULE.replace("py-example", "py-z"), "py-z")
    a_rule(tmp_path, RULE.replace("py-example", "py-a"), "py-a")
    a_rule(tmp_path, "not: a rule", "py-a.test")

    assert [rule["id"] for rule in json.loads(hatch_build.compiled(tmp_path))["rules"]] == ["py-a", "py-z"]


@pytest.mark.parametrize(
    ("old", "new", "cause"),
    [
        pytest.param("id: py-example", "id: py-other", "id: 'py-other' is not one of py-example", id="id"),
        pytest.param("severity: HIGH", "severity: ERROR", "severity: 'ERROR' is not one of", id="severity"),
        pytest.param("languages: [python]", "languages: []", "languages: a list of text", id="languages"),
        pytest.param("example of $F", "Example.", "message: a label has no full stop", id="message"),
        pytest.param("confidence: HIGH", "cwe: 862", "metadata.confidence: None is not one of", id="confidence"),
        pytest.param("https:", "http:", "metadata.references: 'http:", id="reference"),
        pytest.param("side: added", "side: both", "metadata.riskcheck.side: 'both' is not one of", id="side"),
        pytest.param("grade: 4", "grade: true", "metadata.riskcheck.grade: True is not one of", id="grade"),
        pytest.param("kinds: [code]", "kinds: [docs]", "metadata.riskcheck.kinds: 'docs' is not one of", id="kinds"),
        pytest.param("group: auth", "group: data", "metadata.riskcheck.group: 'data' is not one of auth", id="folder"),
        pytest.param("        axis: impact\n", "", "metadata.riskcheck.axis: missing", id="missing key"),
        pytest.param("axis: impact", "axis: impact\n        advice: x", "advice: unknown key", id="unknown key"),
        pytest.param("an example.", "an example", "metadata.riskcheck.why: a sentence ends", id="sentence"),
        pytest.param("Example added", "''", "metadata.riskcheck.title: text is expected", id="empty text"),
        pytest.param("rules:", "rule:", "rules: one rule a file", id="no rules"),
    ],
)
def test_a_rule_that_is_not_whole_stops_the_build(tmp_path: Path, old: str, new: str, cause: str) -> None:
    path = a_rule(tmp_path, RULE.replace(old, new))

    with pytest.raises(ValueError, match=re.escape(cause)) as caught:
        hatch_build.compiled(tmp_path)

    assert str(caught.value).startswith(f"{path}: ")


def test_the_whole_example_is_a_rule(tmp_path: Path) -> None:
    a_rule(tmp_path, RULE)

    assert json.loads(hatch_build.compiled(tmp_path))["rules"][0]["metadata"]["riskcheck"]["side"] == "added"
