"""What docs/ci.md says about the examples, the action and the command."""

import re

import pytest
import yaml
from click.testing import CliRunner
from markdown_it import MarkdownIt

from riskcheck.cli.ci import ci
from tests.examples import files
from tests.source_tree import ROOT

PAGE = ROOT / "docs" / "ci.md"
TEXT = PAGE.read_text("utf-8")
LINKED = {
    str((PAGE.parent / str(token.attrs["href"])).resolve().relative_to(ROOT))
    for block in MarkdownIt("commonmark").enable("table").parse(TEXT)
    for token in block.children or ()
    if token.type == "link_open"
}
DEFAULT_OF = {"`.`": ".", '`"false"`': "false", "that of the job": "${{ github.token }}"}


def rows(header: str) -> list[list[str]]:
    """The cells of the table with this header."""
    table = TEXT.split(f"| {header} |", 1)[1].split("\n\n", 1)[0]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]]


def test_every_example_is_linked_and_nothing_else() -> None:
    there = {
        str(path.relative_to(ROOT)) for path in files.EXAMPLES.rglob("*") if path.is_file() and "demo" not in path.parts
    }

    assert there == LINKED


def test_every_input_and_output_of_the_action_is_documented_with_its_default() -> None:
    action = yaml.safe_load(files.ACTION.read_text("utf-8"))
    written = {
        name: cells[2] for cells in rows("input | meaning | default") for name in re.findall(r"`([\w-]+)`", cells[0])
    }

    assert {name: DEFAULT_OF.get(default, "") for name, default in written.items()} == {
        name: declared["default"] for name, declared in action["inputs"].items()
    }
    assert all(f"`{name}`" in TEXT.split("Outputs: ")[1].split("\n")[0] for name in action["outputs"])


def test_every_option_that_is_named_exists() -> None:
    shown = CliRunner().invoke(ci, ["--help"]).output

    assert {*re.findall(r"--[a-z]+", TEXT)} <= {*re.findall(r"--[a-z]+", shown)}


@pytest.mark.parametrize(
    ("example", "setting"),
    [
        ("github/riskcheck.yml", "fetch-depth: 0"),
        ("gitlab/.gitlab-ci.yml", 'GIT_DEPTH: "0"'),
        ("bitbucket/bitbucket-pipelines.yml", "depth: full"),
        ("azure/azure-pipelines.yml", 'fetchDepth: "0"'),
        ("gitea/riskcheck.yml", "fetch-depth: 0"),
        ("circleci/config.yml", "method: full"),
        ("woodpecker/.woodpecker.yml", "depth: 0"),
        ("woodpecker/.woodpecker.yml", "partial: false"),
    ],
)
def test_an_example_sets_what_the_page_says_about_history(example: str, setting: str) -> None:
    (cells,) = [cells for cells in rows("CI | example | where the report is | history") if f"/{example})" in cells[1]]

    assert setting in (files.EXAMPLES / example).read_text("utf-8")
    assert setting.replace('"', "") in cells[3].replace('"', "")
