"""What README.md says: its commands are run, its links followed, its picture drawn again."""

import html
import os
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from riskcheck import provenance, settings
from tests.source_tree import ROOT

DEMO = ROOT / "examples" / "demo"
TOKENS = MarkdownIt("commonmark").parse((ROOT / "README.md").read_text("utf-8"))

# Each command that is run here, in the example repository, with what it has to say.
RUN = {
    "riskcheck check": "riskcheck: critical",
    "riskcheck check --staged": "1 file, +1 -0",
    "riskcheck check HEAD~3": "1 file, +2 -0 · HEAD~3",
    "riskcheck check main...HEAD": "riskcheck: critical",
    "git diff | riskcheck check --diff -": "1 file, +1 -0",
    "riskcheck check --verbose": "because: py-auth-decorator",
    "riskcheck check --format terminal --format json=risk.json --format markdown=risk.md": "riskcheck: critical",
    "riskcheck ci": "riskcheck: push of feature/faster-refunds (base ",
    "riskcheck explain py-auth-decorator": "py-auth-decorator: ",
    "riskcheck provenance": "3 commits, 2 marked; 9 added lines, 6 marked (67%)",
    "riskcheck provenance --history": "10 commits, 2 marked",
    "riskcheck provenance main...HEAD --format json=marks.json --format csv=marks.csv": "",
    "riskcheck learn": "10 commits known, all of them new.",
    "riskcheck provenance --hindsight": "too few to tell",
    "riskcheck schema": "https://json-schema.org/",
    "riskcheck init --dry-run": "+++ b/riskcheck.toml",
    "riskcheck doctor": "no problems",
    "riskcheck config show --origin": "# default\ndeadline = 10.0",
    "riskcheck completion bash": "_RISKCHECK_COMPLETE",
}
# Each command that needs another place, with the test that runs it or what it stands for.
ELSEWHERE = {
    "pip install .": ("test_package.py", "test_the_installed_script_answers"),
    "pip install '.[sql,actions]'": ("test_package.py", "test_the_extras_bring_the_specialists"),
    "make demo": ("test_package.py", "test_make_demo_ends_with_advice"),
    "git fetch origin refs/notes/ai:refs/notes/ai": (
        "provenance/test_git_ai.py",
        "test_notes_that_a_clone_does_not_have_are_said_to_be_missing",
    ),
    "riskcheck ci --comment": ("test_ci.py", "test_one_comment_is_kept_on_the_pull_request"),
    "git clone": ("test_package.py", "test_make_demo_ends_with_advice"),
    "pre-commit autoupdate": ("test_pre_commit.py", "test_a_commit_shows_the_advice_and_passes"),
    "pre-commit install": ("test_pre_commit.py", "test_a_commit_shows_the_advice_and_passes"),
}
PROGRAMS = ("riskcheck ", "make ", "pip ", "pre-commit ", "git ")
LANGUAGES = {
    "python": "Python",
    "javascript": "JavaScript",
    "typescript": "TypeScript",
    "go": "Go",
    "java": "Java",
    "kotlin": "Kotlin",
    "csharp": "C#",
    "php": "PHP",
    "ruby": "Ruby",
    "rust": "Rust",
    "c": "C",
    "cpp": "C++",
    "terraform": "Terraform",
    "dockerfile": "Dockerfile",
    "yaml": "YAML",
    "generic": "YAML",
    "regex": "SQL",
}


def tokens(kind: str) -> Iterator[Token]:
    for token in TOKENS:
        yield from (found for found in (token, *(token.children or ())) if found.type == kind)


def blocks(language: str) -> list[str]:
    return [token.content for token in tokens("fence") if token.info == language]


def commands() -> list[str]:
    """The commands of README.md, those within its sentences included; without comments, each once."""
    in_blocks = [line for block in blocks("sh") for line in block.splitlines()]
    in_sentences = [token.content for token in tokens("code_inline") if token.content.startswith(PROGRAMS)]
    return list(dict.fromkeys(re.sub(r"\s+# .*", "", line).strip() for line in in_blocks + in_sentences))


@pytest.fixture
def example(tmp_path: Path) -> Path:
    """The example repository, beside a folder in which `riskcheck` is installed."""
    folder = tmp_path / "orders"
    subprocess.run([sys.executable, str(DEMO / "build.py"), str(folder)], check=True)
    script = tmp_path / "bin" / "riskcheck"
    script.parent.mkdir()
    script.write_text(f'#!/bin/sh\nexec {sys.executable} -m riskcheck "$@"\n')
    script.chmod(0o755)
    return folder


def run(folder: Path, command: Sequence[str]) -> str:
    environment = {
        **os.environ,
        "PATH": f"{folder.parent / 'bin'}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "COLUMNS": "100",
    }
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
    assert (done.returncode, done.stderr) == (0, b""), done.stderr.decode()
    return done.stdout.decode()


def test_every_code_block_is_of_a_kind_that_is_tested() -> None:
    assert {token.info for token in tokens("fence")} <= {"sh", "yaml", "toml"}
    assert not list(tokens("code_block"))


def test_every_command_is_in_one_of_the_tables() -> None:
    assert sorted(commands()) == sorted({*RUN, *ELSEWHERE})


@pytest.mark.parametrize("command", RUN)
def test_every_command_does_what_it_is_there_for(example: Path, command: str) -> None:
    with (example / "orders" / "models.py").open("a") as file:
        file.write("LIMIT = 100\n")
    if "--staged" in command:
        subprocess.run(["git", "add", "--all"], cwd=example, check=True)

    seen = run(example, ["bash", "-eo", "pipefail", "-c", command])

    assert RUN[command] in seen
    written = re.findall(r"=([\w.]+)", command)
    assert bool(seen) is bool(RUN[command])
    assert all((example / name).read_text("utf-8").strip() for name in written)


@pytest.mark.parametrize("command", ELSEWHERE)
def test_a_command_that_needs_another_place_has_its_test(command: str) -> None:
    file, test = ELSEWHERE[command]

    assert f"\ndef {test}(" in (ROOT / "tests" / file).read_text()


def test_the_configuration_of_pre_commit_is_a_part_of_the_example() -> None:
    """Which tests/test_pre_commit.py installs."""
    example = yaml.safe_load((ROOT / "examples" / "pre-commit-config.yaml").read_text())
    (config,) = [yaml.safe_load(block) for block in blocks("yaml") if "repos:" in block]
    (offered,), (used,) = example.pop("repos"), config.pop("repos")
    hooks, used_hooks = offered.pop("hooks"), used.pop("hooks")

    assert (config, used) == (example, offered)
    assert used_hooks
    assert all(hook in hooks for hook in used_hooks)


def test_the_names_of_the_hooks_are_in_the_manifest() -> None:
    manifest = {hook["id"] for hook in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    named = {token.content for token in tokens("code_inline") if re.fullmatch(r"riskcheck(-[a-z-]+)?", token.content)}

    assert named == manifest


def test_the_configuration_is_understood() -> None:
    (block,) = blocks("toml")

    chosen = settings.load({"riskcheck.toml": block.encode()}.get, {})

    written = tomllib.loads(block)
    marks = tuple(written.pop("mark"))
    assert chosen == settings.Settings(**{**written, "critical_paths": ("billing/**",)}, marks=marks)
    assert provenance.with_rows(marks).of_address("bot@house.example") is not None


def test_what_is_linked_or_named_exists() -> None:
    linked = [str(token.attrs["href"]) for token in tokens("link_open")]
    linked += [str(token.attrs["src"]) for token in tokens("image")]
    named = [token.content for token in tokens("code_inline") if re.fullmatch(r"[\w.-]+(/[\w.-]+)+", token.content)]
    places = [place for place in linked + named if "://" not in place]

    assert {"docs/report.svg", "CONTRIBUTING.md", "riskcheck/risk/default.json"} <= set(places)
    assert [place for place in places if not (ROOT / place).exists()] == []


def test_the_languages_are_those_of_the_rules() -> None:
    (sentence,) = re.findall(r"there are rules for ([^)]*)\)", (ROOT / "README.md").read_text("utf-8"))
    files = [
        yaml.safe_load(path.read_text("utf-8"))
        for path in (ROOT / "rules").rglob("*.yaml")
        if ".test." not in path.name
    ]
    languages = {language for file in files for rule in file["rules"] for language in rule["languages"]}

    assert set(re.split(r",\s+|\s+and\s+", sentence)) == {LANGUAGES[language] for language in languages}


def test_the_picture_shows_what_the_example_prints(example: Path, tmp_path: Path) -> None:
    run(example, [sys.executable, str(DEMO / "picture.py"), str(example), str(tmp_path / "report.svg")])

    assert words(ROOT / "docs" / "report.svg") == words(tmp_path / "report.svg"), "`make picture` draws it anew"


def words(picture: Path) -> list[str]:
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", picture.read_text("utf-8"))
    return [html.unescape(text).replace("\xa0", " ").strip() for text in texts]
