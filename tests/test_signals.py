"""What detectors see in the lines of a change, and what only looks like it."""

import pytest

from riskcheck.core.change import Changeset
from riskcheck.kinds import kind_of
from riskcheck.signals import Context, paths, secrets, suppressions
from tests.builders import a_patch


def observed(detector: object, *lines: str, path: str = "src/app.py", **patch: object) -> dict[str, float]:
    changeset = Changeset("range", "t", patches=(a_patch(path, lines, **patch),))  # type: ignore[arg-type]
    return {signal.id: signal.value for signal in detector.observe(changeset, Context())}  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    "line",
    [
        "x = f()  # noqa: E501",
        "x = f()  # type: ignore[arg-type]",
        "// eslint-disable-next-line no-console",
        "  // @ts-expect-error the types are wrong",
        '  @SuppressWarnings("unchecked")',
        "x() //nolint:errcheck",
        "#[allow(dead_code)]",
        "  # rubocop:disable Metrics/AbcSize",
        "# shellcheck disable=SC2086",
        "#pragma warning disable CS0168",
    ],
)
def test_a_silenced_check_is_seen(line: str) -> None:
    assert observed(suppressions, f"+{line}") == {"suppressions.check": 1}


@pytest.mark.parametrize(
    ("lines", "seen"),
    [
        (["+const a: any = f();", "+g(a as any);", "+return a as unknown as B;"], {"suppressions.types": 3}),
        (["+const a: any = f();", "+g(a as any);", "+return a;"], {}),
        (["-const a: any = f();", "+const b: any = f();", "+g(b as any);", "+return b as unknown as B;"], {}),
        (["+const many = f(); // any of them", "+if (many) as = any", "+company: string;", "+anyone: B;"], {}),
    ],
)
def test_types_are_evaded_where_it_is_done_often(lines: list[str], seen: dict[str, float]) -> None:
    assert observed(suppressions, *lines, path="src/app.ts") == seen


@pytest.mark.parametrize("line", ["x = f()  # nosec B602", "y()  # nosemgrep: my-rule", "z(); // NOSONAR"])
def test_a_silenced_scanner_is_another_signal(line: str) -> None:
    assert observed(suppressions, f"+{line}") == {"suppressions.security": 1}


@pytest.mark.parametrize(
    "lines",
    [
        ["+x = ignore(noqa)"],
        ["+# the linter ignores this folder"],
        ["-    x = f()  # noqa: E501", "+        x = f()  # noqa: E501"],
        ["-value = old()  # type: ignore", "+value = new()  # type: ignore"],
        [" x = f()  # noqa"],
        ["-x = f()  # noqa"],
    ],
)
def test_what_was_silenced_before_or_is_prose_is_not_seen(lines: list[str]) -> None:
    assert observed(suppressions, *lines) == {}


def test_prose_about_suppressions_is_not_read() -> None:
    assert observed(suppressions, "+Use `# noqa` sparingly.", path="docs/style.md", kind="docs") == {}


# Joined here, so that no scanner takes this file for a leak.
BODY = "Zk3vQ9xT7mLr2WpY8sNd"


@pytest.mark.parametrize(
    "line",
    [
        f'KEY = "{"AK" + "IA"}QX7RZLWN4TPV9KSD"',
        f'token = "gh{"p_"}{BODY}{BODY}"',
        f'token: "glpat{"-"}{BODY}"',
        f'stripe = "sk_{"live_"}{BODY}"',
        "-----BEGIN RSA " + "PRIVATE KEY-----",
        f'openai = "sk{"-proj-"}{BODY}{BODY}{BODY}"',
    ],
)
def test_a_key_in_the_format_of_its_issuer_is_seen_and_not_shown(line: str) -> None:
    changeset = Changeset("range", "t", patches=(a_patch("src/app.py", [f"+{line}"]),))

    (signal,) = secrets.observe(changeset, Context())

    assert signal.id == "secrets.key"
    assert BODY not in str(signal)


@pytest.mark.parametrize(
    "line",
    [
        f'KEY = "{"AK" + "IA"}IOSFODNN7EXAMPLE"',
        f'token = "gh{"p_"}{"x" * 36}"',
        'KEY = os.environ["AWS_KEY"]',
        'css = "sk-loading-spinner-of-the-page-that-is-long"',
        "-----BEGIN PUBLIC KEY-----",
    ],
)
def test_a_stand_in_is_no_key(line: str) -> None:
    assert observed(secrets, f"+{line}") == {}


def test_a_key_that_moves_is_not_new() -> None:
    line = f'token = "gh{"p_"}{BODY}{BODY}"'

    assert observed(secrets, f"-{line}", f"+{line}") == {}


@pytest.mark.parametrize(
    ("path", "seen"), [(".env", 1), (".env.production", 1), ("deploy/id_rsa", 1), (".env.example", 0)]
)
def test_a_file_for_credentials_is_seen_when_it_is_added(path: str, seen: int) -> None:
    assert observed(secrets, "+A=1", path=path, change_type="A", kind="config") == ({"secrets.file": 1} if seen else {})


@pytest.mark.parametrize(
    ("path", "seen"),
    [
        ("infra/main.tf", True),
        ("deploy/k8s/web.yaml", True),
        ("Dockerfile", True),
        ("kubernetes/src/main/java/org/example/Client.java", False),
        ("docs/terraform/readme.md", False),
    ],
)
def test_what_describes_machines_is_infrastructure(path: str, seen: bool) -> None:
    assert ("path.infrastructure" in observed(paths, "+a = 1", path=path, kind=kind_of(path))) is seen
