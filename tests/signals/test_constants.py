"""Which changed numbers operate something, and which changed enough to matter."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck.core.change import Changeset
from riskcheck.kinds import kind_of
from riskcheck.signals import constants
from riskcheck.signals.context import Context
from riskcheck.syntax.quantities import quantities
from tests.builders import a_patch


def told(*lines: str, path: str = "src/app.py") -> list[tuple[str, str]]:
    changeset = Changeset("range", "t", patches=(a_patch(path, lines, kind=kind_of(path)),))
    return [
        (signal.id.removeprefix("constants."), evidence.message)
        for signal in constants.observe(changeset, Context())
        for evidence in signal.evidence
    ]


@pytest.mark.parametrize(
    ("path", "old", "new", "expected"),
    [
        ("a.py", "    timeout=30,", "    timeout=300,", ("timeout", "timeout 30 -> 300")),
        ("a.py", "TIMEOUT = 60 * 60", "TIMEOUT = 60", ("timeout", "TIMEOUT 60 * 60 -> 60")),
        ("a.py", "requests.get(url, timeout=5)", "requests.get(url, timeout=None)", ("timeout", "timeout 5 -> None")),
        ("a.py", "x: timedelta, ttl=timedelta(minutes=5)", "x: timedelta, ttl=timedelta(hours=5)",
         ("lifetime", "ttl timedelta(minutes=5) -> timedelta(hours=5)")),
        ("a.py", "@retry(stop=stop_after_attempt(3))", "@retry(stop=stop_after_attempt(30))",
         ("retries", "stop_after_attempt 3 -> 30")),
        ("a.py", "os.getenv('POOL_SIZE', '10')", "os.getenv('POOL_SIZE', '100')", ("capacity", "POOL_SIZE 10 -> 100")),
        ("a.go", "ctx, cancel := context.WithTimeout(ctx, 30*time.Second)",
         "ctx, cancel := context.WithTimeout(ctx, 5*time.Minute)",
         ("timeout", "WithTimeout 30*time.Second -> 5*time.Minute")),
        ("a.go", "const maxRetries int = 3", "const maxRetries int = 0", ("retries", "maxRetries 3 -> 0")),
        ("A.java", "conf.setTimeout(Duration.ofSeconds(30));", "conf.setTimeout(Duration.ofMillis(30));",
         ("timeout", "setTimeout Duration.ofSeconds(30) -> Duration.ofMillis(30)")),
        ("a.rs", "const MAX_ENTRIES: usize = 1_000;", "const MAX_ENTRIES: usize = 10_000;",
         ("limit", "MAX_ENTRIES 1_000 -> 10_000")),
        ("a.cpp", "milliseconds timeout{500};", "milliseconds timeout{50};", ("timeout", "timeout 500 -> 50")),
        ("a.rb", "  expires_in: 5.minutes,", "  expires_in: 30.days,",
         ("lifetime", "expires_in 5.minutes -> 30.days")),
        ("a.rb", "  session_lifetime: 5.minutes,", "  session_lifetime: 30.days,",
         ("lifetime", "session_lifetime 5.minutes -> 30.days")),
        ("k8s/web.yaml", "  replicas: 3", "  replicas: 1", ("capacity", "replicas 3 -> 1")),
        ("k8s/web.yaml", "    memory: 512Mi", "    memory: 4Gi", ("capacity", "memory 512Mi -> 4Gi")),
        ("a.json", '  "rolloutPercentage": 5,', '  "rolloutPercentage": 100,', ("share", "rolloutPercentage 5 -> 100")),
        ("a.py", "MAX_RANGE_COMMITS = 100", "MAX_RANGE_COMMITS = 500", ("limit", "MAX_RANGE_COMMITS 100 -> 500")),
        (".env", "WEB_TIMEOUT=30", "WEB_TIMEOUT=-1", ("timeout", "WEB_TIMEOUT 30 -> -1")),
        ("run.sh", "exec gunicorn --workers 2 --timeout=30", "exec gunicorn --workers 8 --timeout=30",
         ("capacity", "workers 2 -> 8")),
        ("run.sh", "t=${TIMEOUT:-30}", "t=${TIMEOUT:-600}", ("timeout", "TIMEOUT 30 -> 600")),
        ("a.toml", "rate_limit_enabled = true", "rate_limit_enabled = false",
         ("limit", "rate_limit_enabled true -> false")),
    ],
)  # fmt: skip
def test_a_constant_that_changed_much_is_told(path: str, old: str, new: str, expected: tuple[str, str]) -> None:
    assert told(f"-{old}", f"+{new}", path=path) == [expected]


@pytest.mark.parametrize(
    ("path", "lines"),
    [
        pytest.param("a.py", ["-timeout = 30", "+timeout = 45"], id="less than twice"),
        pytest.param("a.py", ["-timeout = 60", "+timeout = 1 * 60"], id="the same value"),
        pytest.param("a.go", ["-d.Timeout = 60 * time.Second", "+d.Timeout = 1 * time.Minute"], id="the same duration"),
        pytest.param("a.py", ["-timeout = 30", "+    timeout = 30"], id="reindented"),
        pytest.param("a.py", ["-timeout_seconds = 30", "+timeout_ms = 30000"], id="another name"),
        pytest.param("a.py", ["-port = 80", "+port = 8080"], id="nothing is operated by it"),
        pytest.param("a.py", ["-generate = 3", "+generate = 30"], id="rate inside another word"),
        pytest.param("a.py", ["-max_line_length = 80", "+max_line_length = 160"], id="style"),
        pytest.param("a.py", ["-# timeout = 30", "+# timeout = 300"], id="a comment"),
        pytest.param("a.py", ["-maxVersion = 1", "+maxVersion = 2"], id="a version"),
        pytest.param("a.py", ["-width = max(2, x)", "+width = max(20, x)"], id="the function max"),
        pytest.param("a.py", ["-retries = f(1)", "+retries = g(10)"], id="other code as well"),
        pytest.param("a.yaml", ["-  memory: 512Mi", "+  memory: 1"], id="units that cannot be compared"),
        pytest.param("tests/test_a.py", ["-timeout = 30", "+timeout = 300"], id="a test"),
        pytest.param("docs/a.md", ["-timeout = 30", "+timeout = 300"], id="prose"),
        pytest.param("a.css", ["-  --max-size: 10px;", "+  --max-size: 100px;"], id="a style sheet"),
        pytest.param("poetry.lock", ["-timeout = 30", "+timeout = 300"], id="a lock file"),
        pytest.param("a.py", ["+timeout = 300"], id="a new constant"),
        pytest.param("a.py", ["-timeout = 300"], id="a constant that is gone"),
    ],
)
def test_what_only_looks_like_it_is_not_told(path: str, lines: list[str]) -> None:
    assert told(*lines, path=path) == []


def test_lines_of_the_same_frame_pair_in_order() -> None:
    lines = ["-  replicas: 1", "-  replicas: 2", "+  replicas: 1", "+  replicas: 20"]

    assert told(*lines, path="a.yaml") == [("capacity", "replicas 2 -> 20")]


@pytest.mark.parametrize(
    "line",
    [
        "timeout(" * 5000,
        "timeout = " + "9" * 20_000,
        "timeout=1," * 3000,
        "max_" * 9000 + "=1",
        "1 * " * 9000,
        " " * 20_000 + "=1",
    ],
)
def test_a_hostile_line_costs_little(line: str) -> None:
    began = time.process_time()

    told(*[f"-{line}"] * 50, *[f"+{line}2"] * 50)

    assert time.process_time() - began < 8


@given(st.text())
def test_any_line_can_be_read(line: str) -> None:
    frame, values = quantities(line)

    assert frame.count("\0") >= len(values)


@given(st.integers(1, 10**6), st.integers(1, 10**6))
def test_a_value_is_far_from_twice_or_from_less_than_half(old: int, new: int) -> None:
    assert bool(told(f"-timeout = {old}", f"+timeout = {new}")) is (new >= 2 * old or 2 * new < old)
