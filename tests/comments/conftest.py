"""A forge for each test, of each kind in turn."""

import pytest
from pytest_httpserver import HTTPServer

from riskcheck.comments import FORGES
from tests.comments.forges import Forge, serve


@pytest.fixture(params=FORGES)
def forge(request: pytest.FixtureRequest, httpserver: HTTPServer) -> Forge:
    return serve(httpserver, request.param)


@pytest.fixture
def github(httpserver: HTTPServer) -> Forge:
    return serve(httpserver, "github")
