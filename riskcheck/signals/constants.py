"""Operational constants whose value changed so much that a system behaves otherwise: timeouts, limits, shares.

Incidents often begin with one number; see Xu et al., "Hey, you have given me too many knobs!",
https://doi.org/10.1145/2786805.2786852, and Google's "Site Reliability Engineering", chapter 22.
"""

import re
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from riskcheck.core.change import Changeset, Hunk, Patch
from riskcheck.core.signal import Evidence, Rule, Signal
from riskcheck.expressions import expression
from riskcheck.signals.context import Context
from riskcheck.syntax.quantities import UNLIMITED, Quantity, quantities, words


def _rule(name: str, title: str, group: str, grade: int, why: str, remedy: str) -> Rule:
    return Rule(f"constants.{name}", title, "impact", "constants", group, why, remedy, grade)


TIMEOUT = _rule(
    "timeout", "Timeout changed", "resilience", 3,
    "Too short, and calls fail that used to pass; too long, and a peer that hangs holds its callers.",
    "Compare it with measured latencies and with the timeouts of the callers, and watch both after release.",
)  # fmt: skip
RETRIES = _rule(
    "retries", "Retries changed", "resilience", 3,
    "Retries multiply the load on what already fails, and too few let small faults through.",
    "Multiply them over the layers that retry, and keep a pause that grows between them.",
)  # fmt: skip
LIFETIME = _rule(
    "lifetime", "Lifetime changed", "caching", 3,
    "What lives longer goes stale or stays valid after a theft; what lives shorter is fetched more often.",
    "Say who relies on the old lifetime, and what the new one does to load and to revocation.",
)  # fmt: skip
SHARE = _rule(
    "share", "Percentage changed", "flags", 3,
    "A share decides how many users meet the change at once.",
    "Raise it in steps, and name the measure that would stop it.",
)  # fmt: skip
CAPACITY = _rule(
    "capacity", "Capacity changed", "limits", 3,
    "Workers, pools and memory are shared: more here is less elsewhere, and less here is a queue.",
    "Compare it with the use at peak and with what the other side grants, and change one instance first.",
)  # fmt: skip
LIMIT = _rule(
    "limit", "Limit changed", "limits", 3,
    "A limit protects what lies behind it, and callers live within it.",
    "Say what the old value protected, and test just below and just above the new one.",
)  # fmt: skip

# A kind and its phrases: a name is of the first kind of which it holds all words of a phrase.
_KINDS: Final = tuple(
    (rule, tuple(frozenset(phrase.split()) for phrase in phrases.split(", ")))
    for rule, phrases in (
        (
            TIMEOUT,
            "timeout, timeouts, deadline, deadlines, grace period, grace seconds, keep alive, max wait, max run",
        ),
        (RETRIES, "retries, retry, attempts, backoff, max attempt, after attempt"),
        (SHARE, "percent, percentage, pct, rollout, canary, sample rate, sampling rate, sampling ratio"),
        (
            CAPACITY,
            "replicas, workers, memory, heap, swap size, concurrency, concurrent, parallelism, cpus, pool size"
            ", max pool, min pool, max connections, max conns"
            ", num threads, max threads, thread count, threads per, max instances"
            ", min instances, max surge, max unavailable",
        ),
        (
            LIFETIME,
            "ttl, expiry, expiration, expires, expire after, retention, lifetime, lease, max age, cache seconds",
        ),
        (
            LIMIT,
            "limit, limits, quota, quotas, threshold, thresholds, qps, rps, burst, throttle, batch size, queue size"
            ", buffer size, chunk size, page size, max bytes, max size, max requests, max length, max entries"
            ", max items, max rows, max depth, max results, max messages, max files, max jobs, max lag, max count"
            ", max batch, max queue, max delay",
        ),
    )
)
# Style, pictures and learning have limits, too, that nothing operates by.
_ELSEWHERE = frozenset(
    ("line", "lines", "column", "columns", "width", "height", "font", "px", "animation", "margin", "padding", "zoom",
     "opacity", "scroll", "color", "indent", "learning", "version", "value", "int", "long", "float", "text", "label",
     "title")
)  # fmt: skip
_MAXIMUM = expression(r"(?:[A-Z]\w{0,30}_)?MAX(?:IMUM)?_[A-Z]|k?[Mm]ax(?:imum)?(?:_[a-z]|[A-Z][a-z])")
_HINT = expression(
    r"retr|attempt|backoff|timeout|deadline|grace|keep|ttl|expir|retention|lifetime|lease|age|percent|pct|rollout|canary"
    r"|sampl|replica|worker|memory|concurren|parallel|cpus|pool|thread|conn|instance|surge|unavail|limit|quota|thresh|qps"
    r"|rps|burst|throttle|batch|max|queue|buffer|chunk|cache|heap|swap",
    re.IGNORECASE,
)
_STYLES = (".css", ".scss", ".less", ".html", ".htm", ".svg", ".po", ".sql", ".erb", ".vue", ".svelte")
_COMMENT = expression(r"\s*(?:#(?!define)|//|\*|/\*|<!--|\"\"\"|;)")
_READ = frozenset({"code", "config", "manifest", "other"})
_PLACES = 5


@dataclass(frozen=True, slots=True)
class _Line:
    number: int
    values: tuple[Quantity, ...]


def observe(changeset: Changeset, context: Context) -> Iterator[Signal]:
    """Constants in code and configuration that became at least twice or at most half of what they were."""
    found: defaultdict[str, list[Evidence]] = defaultdict(list)
    for patch in changeset.patches:
        if patch.kind in _READ and not patch.path.lower().endswith(_STYLES):
            for rule, evidence in _in_patch(patch):
                found[rule.id].append(evidence)
    for rule in RULES:
        if found[rule.id]:
            yield Signal(rule, len(found[rule.id]), tuple(found[rule.id][:_PLACES]))


def kind_of_name(name: str) -> Rule | None:
    """The rule for constants of this name; None for a name that nothing is operated by."""
    parts = frozenset(words(name))
    if parts & _ELSEWHERE:
        return None
    named = next((rule for rule, phrases in _KINDS if any(phrase <= parts for phrase in phrases)), None)
    # MAX_CHANGES limits something, whatever it is; max(x, 3) does not.
    return named or (LIMIT if _MAXIMUM.match(name.rpartition(".")[2]) else None)


def _in_patch(patch: Patch) -> Iterator[tuple[Rule, Evidence]]:
    for hunk in patch.hunks:
        for before, after in _edits(hunk):
            for old, new in zip(before.values, after.values, strict=True):
                rule, name = next(((rule, name) for name in old.names if (rule := kind_of_name(name))), (None, ""))
                if rule and _is_far(old, new):
                    shown = f"{name.rpartition('.')[2]} {old.text} -> {new.text}"
                    yield rule, Evidence(shown[:120], patch.path, after.number, after.number)


def _edits(hunk: Hunk) -> Iterator[tuple[_Line, _Line]]:
    """Pairs of lines, one deleted and one added, that are the same but for their values."""
    deleted: defaultdict[str, deque[_Line]] = defaultdict(deque)
    for number, text in hunk.deleted():
        frame, values = _read(text)
        if values:
            deleted[frame].append(_Line(number, values))
    if not deleted:
        return
    for number, text in hunk.added():
        frame, values = _read(text)
        if values and deleted[frame]:
            yield deleted[frame].popleft(), _Line(number, values)


def _read(text: str) -> tuple[str, tuple[Quantity, ...]]:
    return quantities(text) if _HINT.search(text[:1000]) and not _COMMENT.match(text[:1000]) else ("", ())


def _is_far(old: Quantity, new: Quantity) -> bool:
    if old.amount == new.amount or isinstance(old.amount, bool) != isinstance(new.amount, bool):
        return False
    if isinstance(old.amount, bool):
        return True
    small, large = sorted((abs(old.amount), abs(new.amount)))
    if large == UNLIMITED or small == 0 or -1 in (old.amount, new.amount):
        return True
    # Half of it is what a careful hand tries when it makes something stricter.
    is_far = large >= 2 * small if abs(new.amount) == large else large > 2 * small
    return old.kind == new.kind and is_far


RULES: Final = (TIMEOUT, RETRIES, LIFETIME, SHARE, CAPACITY, LIMIT)
