"""GitHub Actions: what is known stands in the file of the event; the variables tell the rest.

Source: https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows
"""

from collections.abc import Mapping
from dataclasses import replace

from riskcheck.ci import event_file, github_events
from riskcheck.ci.outside import Outside
from riskcheck.ci.run import CIRun
from riskcheck.ci.signs import spoken
from riskcheck.expressions import expression

DEEPEN = "set `fetch-depth: 0` at actions/checkout"
_PULL_REF = expression(r"refs/pull/([0-9]{1,10})/(?:merge|head)")


def detect(environ: Mapping[str, str]) -> CIRun | None:
    """The run as GitHub Actions tells it."""
    said = spoken("github", environ)
    if said is None:
        return None
    api = said.address("GITHUB_API_URL") or "https://api.github.com"
    run = CIRun("github", "GitHub Actions", "push", forge="github", api=api, deepen=DEEPEN)
    return with_event(run, said)


def with_event(run: CIRun, said: Outside) -> CIRun:
    """A run, with what its event says; whatever does not fit is left out, and listed."""
    event, skipped = event_file.read(said.text("GITHUB_EVENT_PATH"))
    is_pull_request = event.has("pull_request") or bool(said.text("GITHUB_HEAD_REF"))
    run = replace(
        run,
        project=said.project("GITHUB_REPOSITORY") or event.project("repository.full_name"),
        # Only a pull request has a head; its ref can be that of the branch that it goes into.
        branch=said.branch("GITHUB_HEAD_REF") if is_pull_request else said.branch_in("GITHUB_REF"),
        target=said.branch("GITHUB_BASE_REF") or event.branch("repository.default_branch"),
    )
    name = said.text("GITHUB_EVENT_NAME")
    if is_pull_request:
        found = _numbered(github_events.pull_request(name, event, run), said)
    else:
        found = github_events.READERS.get(name, github_events.other)(event, run)
    return replace(found, skipped=(*skipped, *found.skipped, *event_file.misfits(event)))


def _numbered(run: CIRun, said: Outside) -> CIRun:
    """The run with the number that its ref names, where the event does not."""
    ref = _PULL_REF.fullmatch(said.text("GITHUB_REF"))
    return replace(run, number=int(ref[1]) or None) if ref and run.number is None else run
