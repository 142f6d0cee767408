import time

from exports.client import ExportClient

POLL_SECONDS = 2
DEADLINE_SECONDS = 120


class ExportTimedOut(Exception):
    """The export was not ready in time."""


def wait_for(client: ExportClient, export_id: str) -> str:
    """The address of a finished export."""
    limit = time.monotonic() + DEADLINE_SECONDS
    while time.monotonic() < limit:
        state = client.state(export_id)
        if state.finished:
            return state.address
        time.sleep(POLL_SECONDS)
    raise ExportTimedOut(export_id)
