from exports.client import ExportClient


def wait_for(client: ExportClient, export_id: str) -> str:
    """The address of a finished export."""
    while True:
        state = client.state(export_id)
        if state.finished:
            return state.address
