"""Configuration: which value wins, where it comes from, and what is refused."""

import contextlib
import time
from collections.abc import Mapping
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck import settings
from riskcheck.errors import SettingsError
from riskcheck.settings import Origin, Settings

FILE = Origin("file", "riskcheck.toml")


def configured(files: Mapping[str, str], environ: Mapping[str, str] | None = None, **options: Any) -> tuple[Any, Any]:
    found = settings.configured({name: text.encode() for name, text in files.items()}.get, environ or {}, options)
    return found.settings, {key: origin for key, origin in found.origins.items() if origin.kind != "default"}


@pytest.mark.parametrize(
    ("files", "environ", "options", "expected", "origins"),
    [
        pytest.param({}, {}, {}, Settings(), {}, id="nothing is set"),
        pytest.param({"riskcheck.toml": "deadline = 3"}, {}, {}, Settings(3.0), {"deadline": FILE}, id="a file"),
        pytest.param(
            {"pyproject.toml": '[tool.riskcheck]\nscope = "ai"'}, {}, {}, Settings(scope="ai"),
            {"scope": Origin("file", "pyproject.toml")}, id="a section of pyproject.toml",
        ),
        pytest.param({"pyproject.toml": "[tool.other]\nx = 1"}, {}, {}, Settings(), {}, id="no section of ours"),
        pytest.param(
            {"pyproject.toml": "this is not TOML"}, {}, {}, Settings(), {},
            id="a pyproject.toml that does not speak of riskcheck is not ours to judge",
        ),
        pytest.param(
            {"riskcheck.toml": "deadline = 3"}, {"RISKCHECK_DEADLINE": "4.5"}, {}, Settings(4.5),
            {"deadline": Origin("variable", "RISKCHECK_DEADLINE")}, id="a variable overrules a file",
        ),
        pytest.param(
            {"riskcheck.toml": "deadline = 3"}, {"RISKCHECK_DEADLINE": "4.5"}, {"deadline": 5.0, "scope": None},
            Settings(5.0), {"deadline": Origin("option", "--deadline")}, id="an option overrules a variable",
        ),
        pytest.param(
            {"riskcheck.toml": "deadline = 3"}, {"RISKCHECK_DEADLINE": "", "RISKCHECK_SCOPE": ""}, {}, Settings(3.0),
            {"deadline": FILE}, id="a variable that a CI leaves empty is not set",
        ),
        pytest.param(
            {"riskcheck.toml": 'critical_paths = ["a/**"]\n[[mark]]\nid = "x"'}, {}, {},
            Settings(critical_paths=("a/**",), marks=({"id": "x"},)), {"critical_paths": FILE, "mark": FILE},
            id="lists and tables",
        ),
        pytest.param(
            {"riskcheck.toml": "deadlin = 3"}, {}, {},
            Settings(warnings=("riskcheck.toml: unknown key 'deadlin'; did you mean 'deadline'?",)), {},
            id="an unknown key is a warning",
        ),
        pytest.param(
            {"riskcheck.toml": "deadline = 3", "pyproject.toml": "[tool.riskcheck]\ndeadline = 7"}, {}, {},
            Settings(3.0, warnings=("pyproject.toml: [tool.riskcheck] is not read where there is a riskcheck.toml",)),
            {"deadline": FILE}, id="of two files the first counts, and that is said",
        ),
        pytest.param(
            {"riskcheck.toml": "", "pyproject.toml": '[project]\nname = "riskcheck"'}, {}, {}, Settings(), {},
            id="a project of that name is no section",
        ),
    ],
)  # fmt: skip
def test_the_last_word_wins_and_its_origin_is_known(
    files: Mapping[str, str], environ: Mapping[str, str], options: dict[str, Any], expected: Settings, origins: Any
) -> None:
    assert configured(files, environ, **options) == (expected, origins)


@pytest.mark.parametrize(
    ("name", "text", "cause"),
    [
        ("riskcheck.toml", 'deadline = "10"', "riskcheck.toml: deadline is '10'"),
        ("riskcheck.toml", "deadline = true", "riskcheck.toml: deadline is True"),
        ("riskcheck.toml", "deadline = nan", "riskcheck.toml: deadline is nan"),
        ("riskcheck.toml", "deadline = 0", "riskcheck.toml: deadline is 0"),
        ("riskcheck.toml", f"deadline = {'9' * 4000}", "riskcheck.toml: deadline is 999999999999999999..."),
        ("riskcheck.toml", f"deadline = {'9' * 5000}", "riskcheck.toml is not valid TOML: Exceeds the limit"),
        ("riskcheck.toml", 'scope = ["ai"]', "riskcheck.toml: scope is ['ai']"),
        ("riskcheck.toml", 'critical_paths = "a"', "riskcheck.toml: critical_paths is 'a'"),
        ("riskcheck.toml", "critical_paths = [1]", "riskcheck.toml: critical_paths is [1]"),
        ("riskcheck.toml", "mark = 1", "riskcheck.toml: mark is 1"),
        ("riskcheck.toml", "deadline = ]", "riskcheck.toml is not valid TOML: Invalid value (at line 1, column 12)"),
        ("riskcheck.toml", "a = '\udcff'", "riskcheck.toml is not valid TOML: 'utf-8' codec can't decode byte 0xff"),
        ("pyproject.toml", "[tool.riskcheck]\ndeadline = ''", "pyproject.toml: deadline is ''"),
        ("pyproject.toml", "[tool]\nriskcheck = 3", "pyproject.toml: tool.riskcheck is 3"),
    ],
)
def test_what_is_wrong_is_named_with_its_file_and_key(name: str, text: str, cause: str) -> None:
    with pytest.raises(SettingsError) as problem:
        settings.load({name: text.encode("utf-8", "surrogateescape")}.get, {})

    assert str(problem.value).startswith(cause)
    assert len(str(problem.value)) < 200
    assert problem.value.remedy


@pytest.mark.parametrize("name", ["RISKCHECK_DEADLINE", "RISKCHECK_SCOPE"])
def test_a_variable_of_the_wrong_type_is_named(name: str) -> None:
    with pytest.raises(SettingsError, match=f"^{name} is 'soon'$"):
        settings.load({}.get, {name: "soon"})


@pytest.mark.parametrize(
    ("content", "cause"),
    [
        (b" " * 256_001, "has more than 256 kB"),
        (b"a = " + b"[" * 200_000, "is nested too deeply"),
        (b"a = " + b"{a = " * 40_000, "is nested too deeply"),
        (b"a." * 120_000 + b"a = 1", "has a key of more than 64 parts"),
        (b"x = {" + b"'a' . " * 40_000 + b"a = 1}", "has a key of more than 64 parts"),
        (b"[" + b'"a".' * 60_000 + b"a]", "has a key of more than 64 parts"),
    ],
)
def test_what_would_take_for_ever_is_refused_at_once(content: bytes, cause: str) -> None:
    begun = time.process_time()
    with pytest.raises(SettingsError, match=f"^riskcheck.toml {cause}"):
        settings.load({"riskcheck.toml": content}.get, {})

    assert time.process_time() - begun < 8


def test_of_many_unknown_keys_few_are_named() -> None:
    content = b"".join(b"k%d = 1\n" % number for number in range(20_000)) + b"a" * 1000 + b" = 1"

    found = settings.load({"riskcheck.toml": content}.get, {})

    assert len(found.warnings) == 11
    assert found.warnings[-1] == "riskcheck.toml: 19991 more unknown keys"
    assert max(map(len, found.warnings)) < 100


@given(st.one_of(st.binary(max_size=200), st.text(alphabet="deadlinscop =.[]{}\"'#\n0123", max_size=60)))
def test_any_file_gives_settings_or_one_error(content: bytes | str) -> None:
    with contextlib.suppress(SettingsError):
        assert isinstance(settings.load({"riskcheck.toml": _bytes(content)}.get, {}), Settings)


def _bytes(content: bytes | str) -> bytes:
    return content if isinstance(content, bytes) else content.encode()
