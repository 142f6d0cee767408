"""git notes with claims about the lines of their commit."""

from collections.abc import Callable, Sequence

from riskcheck.core.change import Changeset, Skipped
from riskcheck.provenance.claims import Claims, attributions
from riskcheck.provenance.reading import Context, Reading
from riskcheck.repository import Repository


def read_notes(
    changeset: Changeset, context: Context, *, ref: str, mark: str, parse: Callable[[bytes], Claims]
) -> Reading:
    """What the notes of that ref on the commits of the change claim."""
    shas = [commit.sha for commit in changeset.commits]
    if context.repository is None or not shas:
        return Reading()
    notes = context.repository.notes(ref, shas)
    notes = {**_of_rewritten(context.repository, ref, [sha for sha in shas if sha not in notes]), **notes}
    claims = {sha: parse(notes[sha]) for sha in shas if sha in notes}
    unread = [found.unread for found in claims.values() if found.unread]
    reason = f"not understood: {sum(unread)} of their entries, in {len(unread)} of them"
    return Reading(
        tuple(
            attribution
            for sha, found in claims.items()
            for attribution in attributions(found.by_path, mark=mark, commit=sha, confidence="high")
        ),
        (Skipped(f"{mark} notes", reason),) if unread else (),
    )


def _of_rewritten(repository: Repository, ref: str, shas: Sequence[str]) -> dict[str, bytes]:
    """Notes that stayed on commits from which these were rewritten, by a rebase for example."""
    twins = repository.rewritten(shas, repository.noted(ref)) if shas else {}
    notes = repository.notes(ref, sorted(set(twins.values()))) if twins else {}
    return {sha: notes[twin] for sha, twin in twins.items() if twin in notes}
