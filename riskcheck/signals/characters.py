"""Characters that make code read otherwise than it runs, in added lines.

Boucher and Anderson 2021, "Trojan Source: Invisible Vulnerabilities", https://trojansource.codes.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context

BIDI = Rule(
    "characters.bidi", "Text direction turned round in code", "impact", "lines", "disguise",
    "What a reviewer sees is in another order than what the compiler reads.",
    "Remove the control characters, or write them as escapes.", grade=5,
    reference="https://cve.org/CVERecord?id=CVE-2021-42574",
)  # fmt: skip
INVISIBLE = Rule(
    "characters.invisible", "Invisible character in code", "impact", "lines", "disguise",
    "Two names or texts that look the same are not, and a hidden text may address another reader, such as a model.",
    "Remove the character, or write it as an escape.", grade=4, reference="https://trojansource.codes",
)  # fmt: skip
HOMOGLYPH = Rule(
    "characters.homoglyph", "Name with a letter of another script", "impact", "lines", "disguise",
    "The name looks like another one, and is not the same.",
    "Type the name anew, and compare what it refers to.", grade=4,
    reference="https://cve.org/CVERecord?id=CVE-2021-42694",
)  # fmt: skip
RULES: Final = (BIDI, INVISIBLE, HOMOGLYPH)

_BIDI = expression("[\u202a-\u202e\u2066-\u2069]")
# A zero-width joiner belongs to emoji and to scripts other than the Latin one, so it counts only between ASCII.
_INVISIBLE = expression(
    "[\u00ad\u180e\u200b\u2060-\u2064\u3164\uffa0\u115f\u1160\ufeff\U000e0000-\U000e007f\U000e0100-\U000e01ef]"
    "|(?<=[0-9A-Za-z_])[\u200c\u200d\u200e\u200f](?=[0-9A-Za-z_])"
)
# The flags of England, Scotland and Wales are made of tag characters.
_FLAG = expression("\U0001f3f4[\U000e0020-\U000e007f]{1,8}")
_LOOKALIKES = frozenset("аеорсухіјѕһԁԛԝАВЕКМНОРСТХІЈЅοΑΒΕΖΗΙΚΜΝΟΡΤΥΧ")
_STRING = expression(r'"[^"\\]*(?:\\.[^"\\]*)*"|' r"'[^'\\]*(?:\\.[^'\\]*)*'|`[^`]*`")
_COMMENT = expression(r"(?:^|\s)(?:#|//|--|/\*|\*|;|%|<!--).*|\"\"\".*|'''.*")
_WORD = expression(r"[^\W\d]\w*")
_READ = frozenset({"code", "config", "ci", "migration", "manifest", "lock", "vendored", "generated"})
_LANGUAGES = expression(
    r"(?i)(^|/)(locales?|i18n|l10n|lang(uages?)?|translations?|messages)(/|[^/]*$)|\.(po|pot|arb|strings|svg)$"
)
_PLACES = 5
_Found = tuple[Rule, Evidence]


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Added lines outside of tests, documentation and translations with such characters that were not there before."""
    before = {text.strip() for patch in changeset.patches for _, text in patch.deleted() if not text[:1000].isascii()}
    found: list[_Found] = []
    for patch in sorted(changeset.patches, key=lambda patch: patch.path):
        if patch.kind in _READ and not _LANGUAGES.search(patch.path):
            found += _in_patch(patch, before)
    for rule in RULES:
        places = tuple(evidence for one, evidence in found if one is rule)
        if places:
            yield Signal(rule, len(places), places[:_PLACES])


def _in_patch(patch: Patch, before: set[str]) -> Iterator[_Found]:
    for number, text in patch.added():
        line = text[:5000]
        if line.isascii() or text.strip() in before:
            continue
        for rule, told in _in_line(line.removeprefix("\ufeff") if number == 1 else line, patch):
            yield rule, Evidence(told, patch.path, number, number)


def _in_line(line: str, patch: Patch) -> Iterator[tuple[Rule, str]]:
    turned = _BIDI.search(line)
    if turned:
        yield BIDI, _named(turned[0])
    hidden = _INVISIBLE.search(_FLAG.sub("", line))
    if hidden:
        yield INVISIBLE, _named(hidden[0])
    if patch.kind == "code" and any(letter in _LOOKALIKES for letter in line):
        for word in _WORD.findall(_COMMENT.sub("", _STRING.sub("", line))):
            foreign = [letter for letter in word if not letter.isascii()]
            if (
                foreign
                and set(foreign) <= _LOOKALIKES
                and any(letter.isascii() and letter.isalpha() for letter in word)
            ):
                yield HOMOGLYPH, f"{_named(foreign[0])} in a name of Latin letters"
                return


def _named(character: str) -> str:
    return f"U+{ord(character):04X} {unicodedata.name(character, 'character without a name').lower()}"
