"""Credentials in added lines: the formats that their issuers made recognisable, and files that hold such things.

What is found is named by its issuer and never shown. Guessing by entropy is left to scanners.
"""

import re
from collections.abc import Iterator
from typing import Final

from riskcheck.core.change import Changeset, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context

KEY = Rule(
    "secrets.key", "Credential added", "impact", "credentials", "secrets",
    "Whoever can read the repository, now or in its history, can use it.",
    "Replace it where it was issued, and read it from the environment; deleting the line is not enough.",
    ai_typical=True, reference="https://cwe.mitre.org/data/definitions/798.html", grade=5,
)  # fmt: skip
FILE = Rule(
    "secrets.file", "File for credentials added", "impact", "files", "secrets",
    "Such files are filled with real values sooner or later.",
    "Keep it out of the repository, and commit an example without values.",
    reference="https://12factor.net/config", grade=3,
)  # fmt: skip
RULES: Final = (KEY, FILE)

_ISSUERS: tuple[tuple[str, str], ...] = (
    ("AWS access key", r"\b(?:AKIA|ASIA)([0-9A-Z]{16})\b"),
    ("GitHub token", r"\bgh[pousr]_([A-Za-z0-9]{36,251})\b|\bgithub_pat_([A-Za-z0-9_]{60,251})\b"),
    ("GitLab token", r"\bglpat-([A-Za-z0-9_-]{20,64})\b"),
    ("Slack token", r"\bxox[abeoprs]-((?:[0-9]{8,}-)[A-Za-z0-9-]{10,200})\b"),
    ("Stripe live key", r"\b[rs]k_live_([A-Za-z0-9]{16,128})\b"),
    ("Google API key", r"\bAIza([0-9A-Za-z_-]{35})\b"),
    ("Anthropic key", r"\bsk-ant-([A-Za-z0-9_-]{40,200})\b"),
    ("OpenAI key", r"\bsk-(?:proj-|svcacct-)?([A-Za-z0-9_-]{40,200})\b"),
    ("npm token", r"\bnpm_([A-Za-z0-9]{36})\b"),
    ("PyPI token", r"\bpypi-AgEIcHlwaS5vcmc([A-Za-z0-9_-]{40,200})\b"),
    ("SendGrid key", r"\bSG\.([A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43})\b"),
    ("private key", r"-----BEGIN (?:[A-Z]{2,10} )?PRIVATE KEY(?: BLOCK)?-----"),
)
_KEYS = tuple((name, expression(pattern)) for name, pattern in _ISSUERS)
# What all the keys above hold, so that most lines are passed over at once.
_ANY = expression(r"AKIA|ASIA|gh[pousr]_|github_pat_|glpat-|xox[abeoprs]-|k_live_|AIza|sk-|npm_|pypi-|SG\.|PRIVATE KEY")
_FILES = expression(
    r"(^|/)(\.env(\.(?!example|sample|template|dist|defaults?)[\w-]+)?|id_(rsa|dsa|ecdsa|ed25519)|\.npmrc|\.pypirc"
    r"|[^/]+\.(pem|p12|pfx|jks|keystore))$"
)
_UNREAL = expression(r"example|xxxx|0000|1234567|abcdef|dummy|fake|redacted", re.IGNORECASE)
# A real key has no pattern: fewer different characters than this, or no digit, make it a stand-in or a word.
_LEAST_VARIETY = 9
_PLACES = 5


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Credentials in added lines outside of tests, and files for credentials that were added."""
    before = {text for patch in changeset.patches for _, text in patch.deleted() if _ANY.search(text)}
    places = [
        Evidence(f"looks like a {name}", patch.path, number, number)
        for patch in changeset.patches
        if patch.kind not in ("test", "vendored", "lock")
        for number, name in _in_patch(patch, before)
    ]
    if places:
        yield Signal(KEY, len(places), tuple(places[:_PLACES]))
    files = [
        Evidence("added", patch.path)
        for patch in changeset.patches
        if patch.change_type == "A" and patch.kind != "test" and _FILES.search(patch.path)
    ]
    if files:
        yield Signal(FILE, len(files), tuple(files[:_PLACES]))


def _in_patch(patch: Patch, before: set[str]) -> Iterator[tuple[int, str]]:
    for number, text in patch.added():
        if not _ANY.search(text) or text in before:
            continue
        for name, pattern in _KEYS:
            match = pattern.search(text[:5000])
            if match and _is_real("".join(group or "" for group in match.groups())):
                yield number, name
                break


def _is_real(body: str) -> bool:
    varied = len(set(body)) >= _LEAST_VARIETY and any(character.isdigit() for character in body)
    return not body or (varied and not _UNREAL.search(body))
