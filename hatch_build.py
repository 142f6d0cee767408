"""Compiles the rules in `rules/` into the one pack that riskcheck ships: semgrep reads one JSON file far faster."""

import json
import re
from pathlib import Path
from typing import Any

import yaml
from hatchling.builders.config import BuilderConfig
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

RULES = "rules"
PACK = "riskcheck/rules.json"

SEVERITIES = ("LOW", "MEDIUM", "HIGH", "CRITICAL")
CONFIDENCES = ("LOW", "MEDIUM", "HIGH")
GROUPS = (
    "api", "auth", "caching", "concurrency", "crypto", "data", "errors", "execution", "flags", "infrastructure",
    "limits", "payments", "pipeline", "placeholders", "privacy", "resilience", "secrets", "tests", "transport",
    "validation",
)  # fmt: skip
KINDS = ("code", "test", "migration", "config", "ci")
# Languages whose rules would read any file: they say for which they are.
ANY_FILE = ("regex", "generic")
CHOICES: dict[str, tuple[object, ...]] = {
    "group": GROUPS,
    "axis": ("impact", "likelihood"),
    "side": ("added", "removed"),
    "grade": (1, 2, 3, 4, 5),
    "ai_typical": (True, False),
}
LABELS = ("title",)
SENTENCES = ("why", "remedy")
KEYS = {*CHOICES, *LABELS, *SENTENCES, "kinds"}
# `needs` is a pattern that some word near the change has to match; without it, it is read off the rule's own patterns.
OPTIONAL = {"suffixes", "needs"}
# Words of the languages themselves, and those that stand in every file: what a rule needs is rather told by others.
COMMON = frozenset(
    re.findall(
        r"\w+",
        """
    and as async await break case catch class const continue def default do else elif end err error except export
    extends false final finally fn for from func function go if impl implements import in interface is lambda let
    match mod module mut new nil none not null object or package pass private protected pub public raise rescue
    return self static struct super switch this throw throws true try type use using val var void when while with
    yield data name value key string int get set args ctx request response req res
    """,
    )
)

Yaml = Any


class CompileRules(BuildHookInterface[BuilderConfig]):
    """Puts a fresh pack into every build, editable ones included."""

    PLUGIN_NAME = "custom"

    def initialize(self, version: str, build_data: dict[str, Yaml]) -> None:
        """Write the pack, and name it to the build because git ignores it."""
        write(Path(self.root))
        build_data["artifacts"].append(f"/{PACK}")


def compiled(rules: Path) -> str:
    """The text of the pack made from every rule under `rules`, which is also what makes its version.

    Raises ValueError, naming file and key, for a rule that lacks something or has a value out of range.
    """
    found = [_rule(path) for path in sorted(rules.rglob("*.yaml")) if not path.name.endswith(".test.yaml")]
    pack = {"rules": sorted(found, key=lambda rule: str(rule["id"]))}
    return json.dumps(pack, sort_keys=True, indent=1) + "\n"


def write(root: Path) -> Path:
    """Compile the rules of the tree at `root` into its package; the path written."""
    target = root / PACK
    target.write_text(compiled(root / RULES), encoding="utf-8", newline="\n")
    return target


def _rule(path: Path) -> dict[str, Yaml]:
    content = yaml.safe_load(path.read_text(encoding="utf-8"))
    rules = content.get("rules") if isinstance(content, dict) else None
    if not isinstance(rules, list) or len(rules) != 1 or not isinstance(rules[0], dict):
        raise ValueError(f"{path}: rules: one rule a file is expected")
    rule: dict[str, Yaml] = rules[0]
    _one_of(path, "id", rule.get("id"), (path.stem,))
    _one_of(path, "severity", rule.get("severity"), SEVERITIES)
    _label(path, "message", rule.get("message"))
    _list_of_text(path, "languages", rule.get("languages"))
    metadata = _mapping(path, "metadata", rule.get("metadata"))
    _one_of(path, "metadata.confidence", metadata.get("confidence"), CONFIDENCES)
    for reference in _list_of_text(path, "metadata.references", metadata.get("references")):
        if not reference.startswith("https://"):
            raise ValueError(f"{path}: metadata.references: {reference!r} is no https address")
    own = dict(_mapping(path, "metadata.riskcheck", metadata.get("riskcheck")))
    suffixes = [".*"]
    if rule["languages"][0] in ANY_FILE:
        suffixes = _list_of_text(path, "metadata.riskcheck.suffixes", own.get("suffixes"))
    _check_own(path, {key: value for key, value in own.items() if key not in OPTIONAL})
    own["needs"] = _pattern(path, own["needs"]) if "needs" in own else _any_of(_needed_words(rule))
    # riskcheck writes the kind of a file into the name that semgrep sees.
    included = [f"*.{kind}{suffix}" for kind in own["kinds"] for suffix in suffixes]
    return {**rule, "metadata": {**metadata, "riskcheck": own}, "paths": {"include": included}}


def _pattern(path: Path, text: object) -> str:
    pattern = _text(path, "metadata.riskcheck.needs", text)
    try:
        re.compile(pattern)
    except re.error as problem:
        raise ValueError(f"{path}: metadata.riskcheck.needs: {problem}") from None
    return pattern


def _any_of(words: list[str]) -> str:
    return f"^(?:{'|'.join(map(re.escape, words))})$" if words else ""


def _needed_words(formula: dict[str, Yaml]) -> list[str]:
    """Words of which a match holds at least one, as far as the patterns tell; none where they do not."""
    if "pattern" in formula:
        return _most_telling(str(formula["pattern"]))
    if "pattern-either" in formula:
        parts = [_needed_words(part) for part in formula["pattern-either"]]
        return sorted({word for part in parts for word in part}) if all(parts) else []
    found = [words for words in map(_needed_words, formula.get("patterns", ())) if words]
    return min(found, key=_commonness, default=[])


def _most_telling(pattern: str) -> list[str]:
    # semgrep looks through imports: of a dotted name only the last part has to stand in a match.
    names = re.findall(r"(?<![$\w])[A-Za-z_]\w*(?![\w$]|\.[A-Za-z_])", pattern)
    return min(([name] for name in names), key=_commonness, default=[])


def _commonness(words: list[str]) -> tuple[int, int, list[str]]:
    common = sum(word.lower() in COMMON or len(word) < 3 for word in words)
    return common, -min(map(len, words)), words


def _check_own(path: Path, own: dict[str, Yaml]) -> None:
    if wrong := sorted(KEYS ^ own.keys()):
        state = "missing" if wrong[0] in KEYS else "unknown key"
        raise ValueError(f"{path}: metadata.riskcheck.{wrong[0]}: {state}")
    for key, allowed in CHOICES.items():
        _one_of(path, f"metadata.riskcheck.{key}", own[key], allowed)
    _one_of(path, "metadata.riskcheck.group", own["group"], (path.parent.name,))
    for kind in _list_of_text(path, "metadata.riskcheck.kinds", own["kinds"]):
        _one_of(path, "metadata.riskcheck.kinds", kind, KINDS)
    for key in LABELS:
        _label(path, f"metadata.riskcheck.{key}", own[key])
    for key in SENTENCES:
        if not _text(path, f"metadata.riskcheck.{key}", own[key]).endswith("."):
            raise ValueError(f"{path}: metadata.riskcheck.{key}: a sentence ends with a full stop")


def _one_of(path: Path, key: str, value: object, allowed: tuple[object, ...]) -> None:
    # True equals 1 in Python, and a grade of `true` is a mistake.
    if not any(type(value) is type(choice) and value == choice for choice in allowed):
        raise ValueError(f"{path}: {key}: {value!r} is not one of {', '.join(map(str, allowed))}")


def _label(path: Path, key: str, value: object) -> None:
    if _text(path, key, value).endswith("."):
        raise ValueError(f"{path}: {key}: a label has no full stop")


def _text(path: Path, key: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise ValueError(f"{path}: {key}: text is expected, not {value!r}")
    return value


def _list_of_text(path: Path, key: str, value: object) -> list[str]:
    if not isinstance(value, list) or not value:
        raise ValueError(f"{path}: {key}: a list of text is expected, not {value!r}")
    return [_text(path, key, entry) for entry in value]


def _mapping(path: Path, key: str, value: object) -> dict[str, Yaml]:
    if not isinstance(value, dict):
        raise ValueError(f"{path}: {key}: keys with values are expected, not {value!r}")
    return value


if __name__ == "__main__":
    print(write(Path(__file__).resolve().parent))
