"""The scripts in the examples are run, each in the shell and with the variables of its CI.

What is not there in a test is a stub on the PATH: the installation from an address, and the programs of a CI.
"""

import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.examples import composite, files
from tests.examples.files import Script

SOURCE = "git+https://git.example/your-org/riskcheck@main"
SHA = "1" * 40
# Python makes no virtual environment here, but two programs where it would have put them.
PYTHON = f"""#!/bin/sh
if [ "$1 $2 $3" = "-I -m venv" ]; then
  mkdir -p "$4/bin" && cp "$STUBS/pip" "$STUBS/riskcheck" "$4/bin/"
elif [ "$2" = -m ]; then
  echo "not isolated: $*" >&2; exit 1
else
  exec {sys.executable} "$@"
fi
"""
RECORDER = f"""#!{sys.executable} -I
import json, os, sys
name = os.path.basename(sys.argv[0])
takes = name in ("curl", "buildkite-agent")
seen = [name, *sys.argv[1:]]
with open(os.environ["RECORD"], "a") as file:
    file.write(json.dumps([seen, sys.stdin.read() if takes else ""]) + "\\n")
"""
CODE_INSIGHTS = {"report": {"title": "riskcheck", "result": "PASSED"}, "annotations": [{"external_id": "1"}]}
# riskcheck leaves here what it leaves in the CI in question, and what a user asked for.
RISKCHECK = (
    RECORDER
    + """
for text in sys.argv[1:]:
    if "=" in text:
        open(text.partition("=")[2], "w").write("# riskcheck: high\\n")
if "BITBUCKET_COMMIT" in os.environ:
    open("riskcheck-code-insights.json", "w").write(os.environ["CODE_INSIGHTS"])
"""
)


@dataclass(frozen=True, slots=True)
class Ran:
    """What a script did: its exit status, its output, and the calls of stubs with their standard input."""

    status: int
    log: str
    calls: Sequence[tuple[list[str], str]]

    def of(self, program: str) -> list[tuple[list[str], str]]:
        return [(words[1:], text) for words, text in self.calls if words[0] == program]


class Agent:
    """The machine of a CI, with a work tree."""

    def __init__(self, folder: Path) -> None:
        self.stubs = folder / "stubs"
        self.folder = folder / "product"
        self.record = folder / "record.jsonl"
        self.stubs.mkdir()
        self.folder.mkdir()
        self.record.touch()
        self.stub("python3", PYTHON)
        for name in ("pip", "curl", "buildkite-agent", "gh", "git"):
            self.stub(name, RECORDER)
        self.stub("riskcheck", RISKCHECK)

    def stub(self, name: str, text: str) -> None:
        (self.stubs / name).write_text(text)
        (self.stubs / name).chmod(0o755)

    def run(self, script: Script, **environ: str) -> Ran:
        shell = {"bash": ["bash", "--noprofile", "--norc"], "sh": ["sh"]}[script.shell]
        inherited = composite.environment_of_job(self.folder)
        environment = {
            **inherited,
            **dict(script.environment),
            **environ,
            "PATH": f"{self.stubs}{os.pathsep}{inherited['PATH']}",
            "STUBS": str(self.stubs),
            "RECORD": str(self.record),
        }
        done = subprocess.run(
            [*shell, "-c", script.text], cwd=self.folder, env=environment, capture_output=True, text=True, check=False
        )
        calls = [(words, text) for words, text in map(json.loads, self.record.read_text().splitlines())]
        return Ran(done.returncode, done.stdout + done.stderr, calls)


@pytest.fixture
def agent(tmp_path: Path) -> Agent:
    return Agent(tmp_path)


def of_workflow(file: str) -> Script:
    (script,) = [script for script in files.scripts() if script.file == f"examples/{file}"]
    return script


FILES = ["--format", "markdown=riskcheck.md", "--format", "json=riskcheck.json"]
BITBUCKET = {
    "BITBUCKET_COMMIT": SHA,
    "BITBUCKET_REPO_FULL_NAME": "org/product",
    "CODE_INSIGHTS": json.dumps(CODE_INSIGHTS),
}
TOKEN = {"RISKCHECK_TOKEN": "secret"}
RUNS: Sequence[tuple[str, Script, Mapping[str, str], list[str]]] = [
    ("gitlab", files.gitlab(), {}, []),
    ("gitlab with a token", files.gitlab(), TOKEN, ["--comment"]),
    ("bitbucket", files.bitbucket(), BITBUCKET, []),
    ("bitbucket with a token", files.bitbucket(), {**BITBUCKET, **TOKEN}, ["--comment"]),
    ("gitea", of_workflow("gitea/riskcheck.yml"), {"RISKCHECK_TOKEN": ""}, []),
    ("gitea with a token", of_workflow("gitea/riskcheck.yml"), TOKEN, ["--comment"]),
    ("azure", files.azure(), {}, []),
    ("buildkite", files.buildkite(), {}, FILES),
    ("jenkins", files.jenkins(), {"CHANGE_TARGET": "main"}, FILES),
    ("circleci", files.circleci(), {}, FILES),
    ("drone", files.listed("drone/.drone.yml"), {}, []),
    ("woodpecker", files.listed("woodpecker/.woodpecker.yml"), {}, []),
]


@pytest.mark.parametrize(("script", "environ", "options"), [pytest.param(*run, id=name) for name, *run in RUNS])
def test_a_script_installs_and_assesses(
    agent: Agent, script: Script, environ: Mapping[str, str], options: list[str]
) -> None:
    ran = agent.run(script, **environ)

    assert (ran.status, ran.log) == (0, "")
    assert [words for words, _ in ran.of("pip")] == [["install", "--quiet", SOURCE]]
    assert [words for words, _ in ran.of("riskcheck")] == [["ci", *options]]


# Where the shell alone decides about the job; the other files say it in the words of their CI.
@pytest.mark.parametrize(
    ("script", "environ"),
    [
        pytest.param(files.bitbucket(), BITBUCKET, id="bitbucket"),
        pytest.param(files.circleci(), {}, id="circleci"),
    ],
)
def test_a_failed_installation_fails_no_job(agent: Agent, script: Script, environ: Mapping[str, str]) -> None:
    agent.stub("pip", "#!/bin/sh\nexit 1\n")

    ran = agent.run(script, **environ)

    assert (ran.status, ran.log, ran.calls) == (0, "riskcheck: not assessed: it could not be installed\n", [])


@pytest.mark.parametrize(
    ("file", "place", "tolerant"),
    [
        pytest.param("gitlab/.gitlab-ci.yml", ("riskcheck", "allow_failure"), True, id="gitlab"),
        pytest.param("buildkite/pipeline.yml", ("steps", 0, "soft_fail"), True, id="buildkite"),
        pytest.param("azure/azure-pipelines.yml", ("steps", 1, "continueOnError"), "true", id="azure"),
        pytest.param("gitea/riskcheck.yml", ("jobs", "riskcheck", "steps", 1, "continue-on-error"), True, id="gitea"),
        pytest.param("drone/.drone.yml", ("steps", 0, "failure"), "ignore", id="drone"),
        pytest.param("woodpecker/.woodpecker.yml", ("steps", "riskcheck", "failure"), "ignore", id="woodpecker"),
    ],
)
def test_a_ci_is_told_that_the_step_may_fail(file: str, place: tuple[str | int, ...], tolerant: object) -> None:
    found = files.parsed(file)
    for key in place:
        found = found[key]

    assert found == tolerant


def test_jenkins_is_told_that_the_stage_may_fail() -> None:
    text = (files.EXAMPLES / "jenkins" / "Jenkinsfile").read_text("utf-8")

    assert text.index("catchError(buildResult: 'SUCCESS'") < text.index("sh '''")


@pytest.mark.parametrize("target", ["main", "release/1", "-x", "$(touch pwned)", "a b"])
def test_jenkins_fetches_the_target_by_its_name(agent: Agent, target: str) -> None:
    ran = agent.run(files.jenkins(), CHANGE_TARGET=target)

    ((words, _),) = ran.of("git")
    assert words[-2:] == ["origin", f"+refs/heads/{target}:refs/remotes/origin/{target}"]
    assert not (agent.folder / "pwned").exists()


def test_a_target_that_jenkins_cannot_fetch_is_said(agent: Agent) -> None:
    agent.stub("git", "#!/bin/sh\nexit 128\n")

    ran = agent.run(files.jenkins(), CHANGE_TARGET="main")

    assert (ran.status, ran.log) == (0, "riskcheck: the target could not be fetched\n")
    assert len(ran.of("riskcheck")) == 1


@pytest.mark.parametrize(
    ("annotations", "batches"),
    [
        pytest.param(0, [], id="an empty list would be refused"),
        pytest.param(1, [1], id="one"),
        pytest.param(100, [100], id="as many as fit"),
        pytest.param(201, [100, 100, 1], id="more than fit into one request"),
    ],
)
def test_bitbucket_sends_a_report_and_its_annotations_through_the_proxy(
    agent: Agent, annotations: int, batches: list[int]
) -> None:
    rows = [{"external_id": str(row), "summary": "a \\ and a\nnew line"} for row in range(annotations)]
    insights = {"report": CODE_INSIGHTS["report"], "annotations": rows}

    ran = agent.run(files.bitbucket(), **{**BITBUCKET, "CODE_INSIGHTS": json.dumps(insights)})

    address = f"http://api.bitbucket.org/2.0/repositories/org/product/commit/{SHA}/reports/riskcheck"
    first, *others = [
        (words[words.index("--request") + 1], words[-1], json.loads(text)) for words, text in ran.of("curl")
    ]
    assert (ran.status, first) == (0, ("PUT", address, insights["report"]))
    assert [(method, place, len(body)) for method, place, body in others] == [
        ("POST", f"{address}/annotations", size) for size in batches
    ]
    assert [row for _, _, body in others for row in body] == rows
    assert all(words[words.index("--proxy") + 1] == "http://localhost:29418" for words, _ in ran.of("curl"))


def test_code_insights_that_are_refused_fail_no_step(agent: Agent) -> None:
    agent.stub("curl", "#!/bin/sh\ncat > /dev/null\nexit 22\n")

    ran = agent.run(files.bitbucket(), **BITBUCKET)

    assert (ran.status, ran.log) == (0, "riskcheck: Code Insights did not take it all\n" * 2)


def test_buildkite_shows_the_report_on_the_page_of_the_build(agent: Agent) -> None:
    ran = agent.run(files.buildkite())

    assert ran.of("buildkite-agent") == [
        (["annotate", "--context", "riskcheck", "--style", "info"], "# riskcheck: high\n")
    ]


@pytest.mark.parametrize(
    ("level", "reviewer", "asked"),
    [
        pytest.param("critical", "robin", ["labels[]=risk: critical", "reviewers[]=robin"], id="critical"),
        pytest.param("high", "robin", ["labels[]=risk: high", "reviewers[]=robin"], id="high"),
        pytest.param("high", "", ["labels[]=risk: high"], id="nobody to ask"),
        pytest.param("medium", "robin", [], id="medium"),
        pytest.param("low", "robin", [], id="low"),
        pytest.param("unknown", "robin", ["labels[]=risk: not assessed"], id="not assessed is not low"),
        pytest.param("", "robin", ["labels[]=risk: not assessed"], id="no answer is not low"),
    ],
)
def test_a_policy_follows_the_level(agent: Agent, level: str, reviewer: str, asked: list[str]) -> None:
    script = of_workflow("github/route-by-level.yml")

    ran = agent.run(script, LEVEL=level, REVIEWER=reviewer, NUMBER="7", REPOSITORY="org/product")

    assert ran.status == 0
    assert [words[-1] for words, _ in ran.of("gh")] == asked
    places = {
        "labels[]": "repos/org/product/issues/7/labels",
        "reviewers[]": "repos/org/product/pulls/7/requested_reviewers",
    }
    assert all(words[1] == places[words[-1].partition("=")[0]] for words, _ in ran.of("gh"))


def test_the_head_of_a_fork_is_fetched_by_its_number(agent: Agent) -> None:
    ran = agent.run(of_workflow("github/pull-request-target.yml"), NUMBER="7")

    ((words, _),) = ran.of("git")
    assert (ran.status, words[0], words[-1]) == (0, "fetch", "refs/pull/7/head")


def test_azure_says_the_level_to_whoever_looks_twice(agent: Agent) -> None:
    step = files.parsed("azure/azure-pipelines.yml")["steps"][2]

    ran = agent.run(Script("azure", "bash", step["bash"]), LEVEL="high")

    assert (ran.status, ran.log) == (0, "this change deserves a second look, says riskcheck (high)\n")
