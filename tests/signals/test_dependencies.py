"""What a change does to dependencies, seen by both sides of its manifests and lock files in a real repository."""

import os
from types import ModuleType

import pytest

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Signal
from riskcheck.repository import Repository
from riskcheck.signals import Context, dependencies, imports, locks
from riskcheck.sources import revisions
from tests.builders import a_patch
from tests.gitrepo import GitRepo

Files = dict[str, str]


def answers(repo: GitRepo, before: Files, after: Files, detector: ModuleType) -> list[Signal | Skipped]:
    """What a detector says of the change from some files to others; an empty text deletes a file."""
    for files in (before, after):
        for path, text in files.items():
            repo.write(path, text)
            if not text:
                os.unlink(os.path.join(repo.folder, path))
        repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")
    return list(detector.observe(changeset, Context(contents=Contents(changeset, repository))))


def told(repo: GitRepo, before: Files, after: Files, detector: ModuleType = dependencies) -> list[str]:
    """Each piece of evidence as "rule path:line message"."""
    found = answers(repo, before, after, detector)
    assert not [answer for answer in found if isinstance(answer, Skipped)]
    return [
        f"{signal.id.partition('.')[2]} {one.path}:{one.start_line} {one.message}"
        for signal in found
        if isinstance(signal, Signal)
        for one in signal.evidence
    ]


@pytest.mark.parametrize(
    ("path", "source", "target", "expected"),
    [
        ("requirements.txt", "a==1.0\n", "a==1.0\nb==2.0\n", ["unfamiliar requirements.txt:2 new: b ==2.0"]),
        ("requirements.txt", "a==1.0\n", "a==1.0\nrequests==2.0\n", ["new requirements.txt:2 new: requests ==2.0"]),
        ("requirements.txt", "a==1.0\n", "a==2.0\n", ["major requirements.txt:1 a ==1.0 -> ==2.0"]),
        ("requirements.txt", "a==1.0\n", "a==1.1\n", []),
        ("requirements.txt", "b==1\na==1.0\n", "a==1.0  # why\nb==1\n", []),
        ("requirements.txt", "Django==4.2\n", "django==5.0\n", ["core requirements.txt:1 django ==4.2 -> ==5.0"]),
        ("requirements.txt", "a==1.0\n", "a>=1.0\n", ["loosened requirements.txt:1 a ==1.0 -> >=1.0"]),
        ("requirements.txt", "a==1.0\n", "a\n", ["loosened requirements.txt:1 a ==1.0 -> any version"]),
        ("requirements.in", "a==1.0\n", "a\n", []),
        ("requirements.txt", "a~=1.0.1\n", "a>=1.0,<1.4\n", []),
        ("requirements.txt", "a==1 --hash=sha256:x\n", "a==1\n", ["loosened requirements.txt:1 a without its hash"]),
        ("requirements.txt", "a==1\n", "a==1\n--extra-index-url https://i.example.org/s\n",
         ["source requirements.txt:2 --extra-index-url https://i.example.org/s"]),
        ("requirements.txt", "a==1\n", "a==1\n--trusted-host i.example.org\n",
         ["source requirements.txt:2 --trusted-host i.example.org"]),
        ("requirements.txt", "a==1\n", "a==1\n-i https://pypi.org/simple\n", []),
        ("requirements.txt", "a==1\n", "a @ git+https://e.org/a@main\n",
         ["source requirements.txt:1 a from git+https://e.org/a@main"]),
        ("requirements.txt", "a @ git+https://e.org/a@v1\n", "a @ git+https://e.org/a@v2\n", []),
        ("requirements.txt", "a==1\n", "a==1\nreqeusts==2\n",
         ["unfamiliar requirements.txt:2 new: reqeusts ==2", "lookalike requirements.txt:2 reqeusts, not requests"]),
        ("package.json", '{"dependencies": {\n"a": "1.0.0"}}', '{"dependencies": {\n"a": "*"}}',
         ["loosened package.json:2 a 1.0.0 -> *"]),
        ("package.json", '{"dependencies": {\n"a": "^1.0.0"}}', '{"devDependencies": {\n"a": "^1.0.0"}}', []),
        ("package.json", '{"scripts": {}}', '{"scripts": {\n"postinstall": "node x.js",\n"test": "y"}}',
         ["install-script package.json:2 postinstall: node x.js"]),
        ("package.json", '{"scripts": {"postinstall": "x"}}', '{"scripts": {\n"postinstall": "x"}}', []),
        ("package.json", '{"dependencies": {}}', '{"dependencies": {\n"@me/own": "workspace:*"}}', []),
        ("package.json", '{"engines": {"node": ">=18"}}', '{"engines": {\n"node": ">=20"}}',
         ["core package.json:2 node >=18 -> >=20"]),
        (".npmrc", "x=1\n", "x=1\nregistry=https://npm.example.org/\n",
         ["source .npmrc:2 registry=https://npm.example.org/"]),
        ("Cargo.toml", '[dependencies]\na = "0.4"\n', '[dependencies]\na = "0.5"\n',
         ["major Cargo.toml:2 a 0.4 -> 0.5"]),
        ("go.mod", "module m\nrequire golang.org/x/net v0.1.0\n", "module m\nrequire golang.org/x/net v0.2.0\n", []),
        ("go.mod", "module m\nrequire e.org/a v1.0.0\n",
         "module m\nrequire e.org/a v1.0.0\nreplace e.org/a => e.org/fork v1.0.1\n",
         ["source go.mod:3 e.org/a from e.org/fork v1.0.1"]),
        ("pubspec.yaml", "dependencies:\n  web: '>=0.5.1 <2.0.0'\n", "dependencies:\n  web: ^1.0.0\n", []),
        ("test/fixtures/app/package.json", '{"dependencies": {}}', '{"dependencies": {"evil": "1"}}', []),
        ("setup.py", "setup(install_requires=['a'])\n", "setup(install_requires=['a'],\n cmdclass={'install': X})\n",
         ["install-script setup.py:2 cmdclass: {'install': X}"]),
    ],
)  # fmt: skip
def test_a_manifest_is_compared_with_what_it_was(
    repo: GitRepo, path: str, source: str, target: str, expected: list[str]
) -> None:
    assert told(repo, {path: source}, {path: target}) == expected


def test_what_another_manifest_names_already_is_not_new(repo: GitRepo) -> None:
    before = {"a/package.json": '{"dependencies": {"x": "1"}}', "b/package.json": "{}"}

    assert told(repo, before, {"b/package.json": '{"dependencies": {"x": "1"}}'}) == []


def test_what_moved_to_another_manifest_is_not_new(repo: GitRepo) -> None:
    text = "reqeusts==1\n"

    assert told(repo, {"requirements.txt": text}, {"requirements.txt": "", "requirements-dev.txt": text}) == []


def test_a_broken_manifest_is_skipped_and_the_others_are_read(repo: GitRepo) -> None:
    before = {"package.json": "{}", "requirements.txt": "a==1\n"}
    after = {"package.json": "[" * 50_000, "requirements.txt": "a==2\n"}

    found = answers(repo, before, after, dependencies)

    assert [answer.what for answer in found if isinstance(answer, Skipped)] == ["dependencies in package.json"]
    assert [answer.id for answer in found if isinstance(answer, Signal)] == ["dependencies.major"]


def test_a_bare_diff_says_what_it_did_not_look_at() -> None:
    manifest, code = a_patch("requirements.txt", ["+a==1"], kind="manifest"), a_patch("a.py", ["+import made_up"])
    changeset = Changeset("patch", "t", patches=(manifest, code))

    skipped = [*dependencies.observe(changeset, Context()), *imports.observe(changeset, Context())]

    assert [getattr(one, "what", one) for one in skipped] == ["dependencies in requirements.txt", "imports of 1 files"]


PACKAGE = '{{"dependencies": {{"a": "{}"}}}}'
LOCK = '{{"packages": {{"node_modules/a": {{"version": "{}", "resolved": "https://{}/a.tgz"}}}}}}'
LOCKED = LOCK.format("1.5.0", "registry.npmjs.org")


@pytest.mark.parametrize(
    ("after", "expected"),
    [
        ({"package.json": PACKAGE.format("^2.0.0")}, ["stale package.json:1 a ^2.0.0 is not in package-lock.json"]),
        ({"package.json": PACKAGE.format("^1.4.0")}, []),
        ({"package.json": PACKAGE.format("^2.0.0"), "package-lock.json": LOCKED.replace("1.5", "2.0")}, []),
        ({"package-lock.json": LOCK.format("1.6.0", "registry.npmjs.org"), "a.py": "x = 2\n"},
         ["alone package-lock.json:None package.json is as it was"]),
        ({"package-lock.json": LOCK.format("1.6.0", "registry.npmjs.org")}, []),
        ({"package-lock.json": LOCK.format("1.4.0", "registry.npmjs.org")},
         ["downgraded package-lock.json:1 a 1.5.0 -> 1.4.0"]),
        ({"package-lock.json": LOCK.format("1.5.0", "evil.example.org")},
         ["source package-lock.json:1 a from evil.example.org/a.tgz"]),
        ({"package-lock.json": LOCK.format("1.5.0", "registry.yarnpkg.com")}, []),
        ({"docs/package.json": '{"dependencies": {"z": "9"}}'}, []),
    ],
)  # fmt: skip
def test_a_lock_file_goes_with_its_manifest(repo: GitRepo, after: Files, expected: list[str]) -> None:
    before = {"package.json": PACKAGE.format("^1.0.0"), "package-lock.json": LOCKED, "a.py": "x = 1\n"}

    assert told(repo, before, after, locks) == expected


PYTHON = {
    "requirements.txt": "requests==2\npyyaml\nFlask-Cors\ngoogle-cloud-storage\n",
    "app/own.py": "import used_elsewhere\n",
    "app/main.py": "import os\n",
    "Dockerfile": "RUN pip install in_docker\n",
}
NODE = {
    "package.json": '{"dependencies": {"react": "1", "@s/a": "1"}, "devDependencies": {"@types/estree": "1"}}',
    "tsconfig.json": '{"paths": {"@alias/*": ["src/*"]}}',
    "src/own/x.ts": "export {}\n",
    "src/a.ts": "\n",
}


@pytest.mark.parametrize(
    ("before", "path", "text", "undeclared"),
    [
        (PYTHON, "app/main.py", "import os\nimport huggingface_cli\n", ["huggingface_cli"]),
        (PYTHON, "app/main.py", "from made_up.deep import x\n", ["made_up"]),
        (PYTHON, "app/main.py", "def f():\n    import made_up\n", ["made_up"]),
        (PYTHON, "app/main.py", "import requests, yaml, flask, json, tomllib\n", []),
        (PYTHON, "app/main.py", "from google.cloud import storage\nimport own\nfrom app import own\n", []),
        (PYTHON, "app/main.py", "from . import made_up\n", []),
        (PYTHON, "app/main.py", "import requests_core\n", []),
        (PYTHON, "app/main.py", "try:\n    import made_up\nexcept ImportError:\n    made_up = None\n", []),
        (PYTHON, "app/main.py", "if TYPE_CHECKING:\n    import made_up\n", []),
        (PYTHON, "app/main.py", "import used_elsewhere\nimport in_docker\n", []),
        (PYTHON, "app/main.py", '"""\nimport made_up\n"""\nx = "import made_up"\n# import made_up\n', []),
        (PYTHON, "tests/test_x.py", "import made_up\n", []),
        ({"app/main.py": "\n"}, "app/main.py", "import made_up\n", []),
        ({**PYTHON, "app/main.py": "import made_up\n"}, "app/main.py", "x = 1\nimport made_up\n", []),
        ({"setup.py": "setup(install_requires=read())\n", "app/main.py": "\n"}, "app/main.py", "import made_up\n", []),
        (NODE, "src/a.ts", 'import x from "react-made-up";\n', ["react-made-up"]),
        (NODE, "src/a.ts", "const x = require('made-up/deep')\n", ["made-up"]),
        (NODE, "src/a.ts", "import {\n  y,\n} from '@made/up';\n", ["@made/up"]),
        (NODE, "src/a.ts", 'import x from "react";\nimport "@s/a/b.css";\nimport "./made-up";\n', []),
        (NODE, "src/a.ts", 'import fs from "fs";\nimport { x } from "#made-up";\n', []),
        (NODE, "src/a.ts", 'import x from "node:made";\nimport y from "own/x";\n', []),
        (NODE, "src/a.ts", 'import type { N } from "estree";\n', []),
        (NODE, "src/a.ts", 'import y from "@alias/x";\nconst s = "from made-up";\n', []),
        (NODE, "src/a.ts", '// import z from "made-up";\n * const z = require("made-up");\n', []),
        ({"go.mod": "module e.org/m\nrequire e.org/a v1.0.0\n", "x.go": "package x\n"}, "x.go",
         'package x\n\nimport (\n\t"fmt"\n\t"e.org/m/y"\n\t"e.org/a/b"\n\tz "made.org/up"\n)\n',
         ["made.org/up"]),
    ],
)  # fmt: skip
def test_an_import_that_nothing_declares(
    repo: GitRepo, before: Files, path: str, text: str, undeclared: list[str]
) -> None:
    found = told(repo, before, {path: text}, imports)

    assert [line.split(" ")[2] for line in found] == undeclared


def test_a_file_that_cannot_be_parsed_is_skipped(repo: GitRepo) -> None:
    found = answers(repo, PYTHON, {"app/main.py": "import made_up\n" + "(" * 5_000}, imports)

    assert [getattr(one, "what", one) for one in found] == ["imports of app/main.py"]
