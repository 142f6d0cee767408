"""Critical paths: globs of a team's own and presets in, the files that count and why out."""

import time
from collections.abc import Sequence
from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck import presets
from riskcheck.core.change import Patch
from riskcheck.core.signal import Signal
from riskcheck.settings import Settings
from riskcheck.signals import paths
from riskcheck.signals.context import Context
from tests.builders import a_changeset

NAMES = ("payments", "auth", "crypto", "data", "infrastructure", "api", "privacy", "safety")


def critical(changed: Sequence[str], *entries: str) -> list[str]:
    changeset = a_changeset(*(Patch(path, "M", "other") for path in changed))
    found = paths.observe(changeset, Context(Settings(critical_paths=entries)))
    return [
        f"{one.path}: {one.message}" for signal in found if signal.rule == paths.CRITICAL for one in signal.evidence
    ]


def test_the_presets_are_these_and_their_globs_are_told_once() -> None:
    assert tuple(presets.presets()) == NAMES
    assert all(globs and len(set(globs)) == len(globs) for globs in presets.presets().values())


@pytest.mark.parametrize(
    ("preset", "inside", "outside"),
    [
        ("payments", "shop/billing/invoices.py", "shop/catalogue/views.py"),
        ("payments", "src/PaymentGateway.java", "src/Gateway.java"),
        ("auth", "app/auth/tokens.go", "app/authors/list.go"),
        ("auth", "src/LoginForm.tsx", "src/Form.tsx"),
        ("crypto", "lib/crypto/aes.c", "lib/compress/zip.c"),
        ("data", "db/migrate/20240101_add.rb", "db/seeds.rb"),
        ("infrastructure", "deploy/main.tf", "deploy/README.md"),
        ("infrastructure", ".github/workflows/ci.yml", ".github/CODEOWNERS"),
        ("api", "proto/shop/v1/shop.proto", "proto/README.md"),
        ("privacy", "app/gdpr/erase.py", "app/pages/home.py"),
        ("safety", "firmware/watchdog.c", "firmware/display.c"),
    ],
)
def test_a_preset_finds_its_files_and_leaves_others_alone(preset: str, inside: str, outside: str) -> None:
    entry = f"preset:{preset}"

    assert critical([inside, outside], entry) == [f"{inside}: named in the configuration, by {entry}"]


def test_a_glob_of_the_team_needs_no_preset_and_crosses_folders() -> None:
    assert critical(["core/deep/er/a.py", "other/a.py"], "core/*.py") == [
        "core/deep/er/a.py: named in the configuration"
    ]


def test_the_first_entry_that_finds_a_file_is_told() -> None:
    assert critical(["billing/a.py"], "billing/*", "preset:payments") == ["billing/a.py: named in the configuration"]


def test_a_file_counts_once_however_many_globs_find_it() -> None:
    changeset = a_changeset(Patch("billing/payment_invoice.py", "M", "other"))
    settings = Settings(critical_paths=("preset:payments", "*", "billing/*"))
    (found,) = (one for one in paths.observe(changeset, Context(settings)) if one.rule == paths.CRITICAL)

    assert isinstance(found, Signal)
    assert found.value == 1


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("preset:paymets", (("preset:paymets", "preset:payments"),)),
        ("preset:qqqq", (("preset:qqqq", ""),)),
        ("preset:", (("preset:", ""),)),
        ("preset:payments", ()),
        ("payments", ()),
        ("core/*", ()),
    ],
)
def test_a_preset_that_is_none_is_told_with_the_nearest(entry: str, expected: tuple[tuple[str, str], ...]) -> None:
    assert presets.unknown([entry]) == expected
    assert bool(presets.globs([entry])) == (not expected)


@given(st.text(max_size=40), st.text(max_size=40))
def test_an_entry_that_is_no_preset_is_a_glob_as_ever(entry: str, path: str) -> None:
    if not entry.startswith(presets.PREFIX):
        assert bool(critical([path], entry)) == fnmatchcase(path, entry)


def test_no_path_takes_long() -> None:
    changed = [f"{'a' * 200}/{number}/{'b/' * 100}x" for number in range(500)]
    begin = time.process_time()
    critical(changed, *(f"preset:{name}" for name in NAMES), "*a*" * 50 + "z")

    assert time.process_time() - begin < 40
