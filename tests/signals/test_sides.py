"""Whether what a match was about is still there."""

import os
from dataclasses import replace

import pytest

from riskcheck import rulepack
from riskcheck.semgrep import Match
from riskcheck.signals.sides import Place, Side, survives
from tests.builders import a_patch


def gone(rule: str, message: str, name: str = "") -> Place:
    return Place(Match(rule, message, 1, 1, "text"), "src/app.py", True, name, False, True, None)


def head(content: str, path: str = "src/app.py") -> Side:
    return Side(a_patch(path), path, False, (), content.encode(), os.path.splitext(path)[1])


@pytest.mark.parametrize(
    ("name", "content", "expected"),
    [
        pytest.param("pay", "def pay(): ...", True, id="the function is there"),
        pytest.param("pay", "def refund(): ...", False, id="the function is gone"),
        pytest.param("", "x = 1", True, id="the file is there"),
        pytest.param("", "", False, id="the file is gone"),
    ],
)
def test_a_guard_survives_with_what_it_stood_in(name: str, content: str, expected: bool) -> None:
    place = gone("py-auth-decorator", f"authorisation guard on {name or '$F'}", name)

    assert survives(place, [head(content)]) is expected


def test_what_a_message_names_has_to_be_there_too() -> None:
    place = gone("go-auth-middleware", 'authentication middleware on "/admin"')

    assert survives(place, [head('r.Get("/admin", h)')])
    assert not survives(place, [head('r.Get("/", h)')])


def test_a_function_that_moved_is_found_in_another_file() -> None:
    place = gone("py-auth-decorator", "authorisation guard on pay", "pay")

    assert survives(place, [head("x = 1"), head("def pay(): ...", "src/other.py")])


def test_a_key_of_another_file_is_another_key() -> None:
    place = replace(gone("k8s-probe", "probe", "spec"), path="deploy/web.yaml")

    assert not survives(place, [head("", "deploy/web.yaml"), head("spec:\n  a: 1\n", "deploy/api.yaml")])
    assert survives(place, [head("spec:\n  a: 1\n", "deploy/web.yaml")])


@pytest.mark.parametrize("rule", [rule["id"] for rule in rulepack.rules()])
def test_every_message_can_be_read_back(rule: str) -> None:
    message = next(entry["message"] for entry in rulepack.rules() if entry["id"] == rule)

    assert survives(gone(rule, message), [head("x = 1")])
