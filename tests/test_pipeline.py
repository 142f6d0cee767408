import gc
from collections.abc import Iterator

import pytest

from riskcheck import pipeline
from riskcheck.cache import Cache
from riskcheck.pipeline import Sources
from riskcheck.settings import Settings
from tests.builders import a_changeset, a_patch


@pytest.fixture(params=[True, False])
def collects(request: pytest.FixtureRequest) -> Iterator[bool]:
    """Whether the caller lets Python collect garbage."""
    if not request.param:
        gc.disable()
    yield request.param
    gc.enable()


def test_an_assessment_leaves_the_collection_of_garbage_as_it_was(
    collects: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    inside: list[bool] = []
    observe = pipeline.signals.observe
    monkeypatch.setattr(pipeline.signals, "observe", lambda *given: inside.append(gc.isenabled()) or observe(*given))

    pipeline.assess(a_changeset(a_patch("a.py", ["+x = 1"])), Sources(None, Cache(None), {}), Settings())

    assert inside == [False]
    assert gc.isenabled() is collects


def test_a_failed_assessment_leaves_it_too(collects: bool, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError

    monkeypatch.setattr(pipeline.signals, "observe", broken)
    with pytest.raises(RuntimeError):
        pipeline.assess(a_changeset(a_patch("a.py", ["+x = 1"])), Sources(None, Cache(None), {}), Settings())

    assert gc.isenabled() is collects
