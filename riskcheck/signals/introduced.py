"""Which findings of a specialist are new: those of the head that no base has, where the change touched lines."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterator, Sequence
from typing import Final

from riskcheck.core.change import Patch
from riskcheck.specialists.answers import Answer, Finding

# From the surest identity to the weakest: a finding may have moved within its file, or been edited where it is.
_IDENTITIES: Final[tuple[Callable[[Finding], Hashable], ...]] = (
    lambda finding: (finding.rule, finding.text, finding.place),
    lambda finding: (finding.rule, finding.text),
    lambda finding: (finding.rule, finding.place or finding.text),
)


def introduced(answer: Answer, patches: Sequence[Patch]) -> Iterator[tuple[str, Finding]]:
    """The findings of the head that no base has, as far as their lines were touched."""
    gone: Counter[Hashable] = Counter()
    new = []
    for patch in patches:
        base: Sequence[Finding] = answer.findings.get(f"base:{patch.path}", ())
        head: Sequence[Finding] = answer.findings.get(f"head:{patch.path}", ())
        for identity in _IDENTITIES:
            base, head = _unpaired(base, head, identity)
        gone.update((finding.rule, finding.text) for finding in base)
        added = frozenset(line for line, _ in patch.added())
        new += [(patch.path, finding) for finding in head if not added.isdisjoint(finding.lines)]
    for path, finding in new:
        if gone[finding.rule, finding.text]:
            gone[finding.rule, finding.text] -= 1
        else:
            yield path, finding


def _unpaired(
    base: Sequence[Finding], head: Sequence[Finding], identity: Callable[[Finding], Hashable]
) -> tuple[list[Finding], list[Finding]]:
    """What is left of both sides when each finding is paired with one of the other side."""
    theirs, ours = Counter(map(identity, base)), Counter(map(identity, head))
    return list(_beyond(base, ours, identity)), list(_beyond(head, theirs, identity))


def _beyond(
    findings: Sequence[Finding], others: Counter[Hashable], identity: Callable[[Finding], Hashable]
) -> Iterator[Finding]:
    left = Counter(others)
    for finding in findings:
        if left[identity(finding)]:
            left[identity(finding)] -= 1
        else:
            yield finding
