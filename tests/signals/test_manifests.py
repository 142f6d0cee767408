"""What manifests and lock files of every format declare, whatever stands in them."""

import json
import tomllib
from contextlib import suppress
from importlib import resources

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck import manifests
from riskcheck.manifests import Manifest, UnreadableError, versions
from riskcheck.signals import popular


def declared(manifest: Manifest) -> list[str]:
    """Each package as "name version @ origin"."""
    return [
        " ".join(filter(None, (one.name, one.version, one.origin and f"@ {one.origin}"))) for one in manifest.packages
    ]


REQUIREMENTS = """\
# a comment
Flask_Login==0.6.3 \\
    --hash=sha256:abc
requests[socks]>=2,<3 ; python_version > "3.8"  # why
bare
-r other.txt
-e ../mine
lib @ git+https://example.org/lib.git@abc
git+https://example.org/x/tool.git@v1#egg=tool
--extra-index-url https://pypi.example.org/simple
--trusted-host pypi.example.org
"""
PYPROJECT = """\
[build-system]
requires = ["hatchling>=1"]
[project]
name = "My_Project"
requires-python = ">=3.11"
dependencies = ["a>=1", "b @ https://example.org/b.whl"]
[project.optional-dependencies]
fast = ["c~=2.0"]
[dependency-groups]
test = ["d", {include-group = "x"}]
[tool.uv.sources]
a = {git = "https://example.org/a"}
[[tool.uv.index]]
url = "https://pypi.example.org/simple"
"""
POETRY = """\
[tool.poetry.dependencies]
python = "^3.11"
a = "^1.2"
b = {version = "2.0", source = "mine"}
[tool.poetry.group.dev.dependencies]
c = {git = "https://example.org/c"}
"""
POM = """\
<project><properties><x.version>1.2</x.version></properties>
<parent><groupId>p</groupId><artifactId>q</artifactId><version>3</version></parent>
<!-- <dependency><groupId>no</groupId><artifactId>no</artifactId></dependency> -->
<dependency><groupId>g</groupId><artifactId>a</artifactId><version>${x.version}</version>
<exclusions><exclusion><groupId>e</groupId><artifactId>e</artifactId></exclusion></exclusions></dependency>
</project>"""
GO = """\
module example.org/m

go 1.22

require example.org/a v1.2.3
require (
\texample.org/b/v2 v2.0.0 // indirect
)
replace example.org/a => ../a
"""
GEMFILE = """\
source "https://gems.example.org"
gem "rails", "~> 7.1"
gem 'x', github: "me/x"
  gem "bare"
"""


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        (
            "requirements-dev.txt",
            REQUIREMENTS,
            ["flask-login ==0.6.3", "requests >=2,<3", "bare", "mine @ ../mine",
             "lib @ git+https://example.org/lib.git@abc", "tool @ git+https://example.org/x/tool.git@v1#egg=tool"],
        ),
        ("a/requirements/base.txt", "x==1\n", ["x ==1"]),
        (
            "pyproject.toml", PYPROJECT,
            ["a >=1 @ git: https://example.org/a", "b @ https://example.org/b.whl", "hatchling >=1", "c ~=2.0", "d",
             "python >=3.11"],
        ),
        ("pyproject.toml", POETRY,
         ["a ^1.2", "b 2.0 @ source: mine", "c @ git: https://example.org/c", "python ^3.11"]),
        ("Pipfile", '[packages]\na = "*"\nb = {git = "https://e.org/b"}\n', ["a *", "b @ git: https://e.org/b"]),
        ("setup.cfg", "[options]\ninstall_requires =\n  a>1\n  # no\n  b\n", ["a >1", "b"]),
        ("setup.py", 'R = ["a>1"]\nsetup(install_requires=R, extras_require={"x": ["b"]})\n', ["a >1", "b"]),
        (
            "package.json",
            '{"dependencies": {"a": "^1", "b": "github:x/b", "c": "x/c"}, "devDependencies": {"@s/d": "1.0.0"},'
            ' "engines": {"node": ">=20"}}',
            ["a ^1", "b @ github:x/b", "c @ x/c", "@s/d 1.0.0", "node >=20"],
        ),
        (
            "Cargo.toml",
            '[dependencies]\na_b = "1"\nc = {path = "../c"}\nd = {package = "real", version = "2"}\n'
            '[target."cfg(unix)".dependencies]\ne = {git = "https://e.org"}\n',
            ["a-b 1", "c @ path: ../c", "real 2", "e @ git: https://e.org"],
        ),
        ("go.mod", GO, ["go 1.22", "example.org/a v1.2.3 @ ../a", "example.org/b/v2 v2.0.0"]),
        ("Gemfile", GEMFILE, ["rails ~> 7.1", 'x @ github: "me/x"', "bare"]),
        ("x.gemspec", 's.add_dependency "a", ">= 1"\ns.add_development_dependency("b")\n', ["a >= 1", "b"]),
        ("composer.json", '{"require": {"php": ">=8", "A/b": "^1"}}', ["php >=8", "a/b ^1"]),
        ("pom.xml", POM, ["g:a 1.2", "p:q 3"]),
        (
            "build.gradle.kts",
            'implementation("g:a:1.0")\ntestImplementation(platform("g:b:2"))\n  id("plug") version "3"\n',
            ["g:a 1.0", "g:b 2", "plug 3"],
        ),
        ("a.csproj", '<PackageReference Include="X.Y" Version="1.0" />', ["x.y 1.0"]),
        (
            "pubspec.yaml",
            "name: me\nenvironment:\n  sdk: ^3.0.0\ndependencies:\n  a: ^1.0.0\n  b:\n    git: https://e.org\n",
            ["sdk ^3.0.0", "a ^1.0.0", "b @ git: https://e.org"],
        ),
        (
            "package-lock.json",
            '{"packages": {"": {}, "node_modules/a": {"version": "1.0.0", "resolved": "https://r.org/a.tgz"},'
            ' "node_modules/a/node_modules/@s/b": {"version": "2.0.0"}}}',
            ["a 1.0.0 @ https://r.org/a.tgz", "@s/b 2.0.0"],
        ),
        ("package-lock.json", '{"dependencies": {"a": {"version": "1", "dependencies": {"b": {"version": "2"}}}}}',
         ["a 1", "b 2"]),
        (
            "yarn.lock",
            '"@s/a@^1", "@s/a@^1.2":\n  version "1.2.0"\n  resolved "https://r.org/a.tgz#1"\n\n'
            "b@npm:^2:\n  version: 2.0.0\n",
            ["@s/a 1.2.0 @ https://r.org/a.tgz#1", "b 2.0.0"],
        ),
        ("pnpm-lock.yaml", "packages:\n\n  '@s/a@1.0.0':\n    resolution: {}\n  /b@2.0.0(c@1.0.0):\n",
         ["@s/a 1.0.0", "b 2.0.0"]),
        (
            "uv.lock",
            '[[package]]\nname = "A_b"\nversion = "1.0"\nsource = { registry = "https://pypi.org/simple" }\n',
            ["a-b 1.0 @ https://pypi.org/simple"],
        ),
        ("poetry.lock", '[[package]]\nname = "a"\nversion = "1"\n\n[package.dependencies]\nname = "x"\n', ["a 1"]),
        ("Pipfile.lock", '{"default": {"a": {"version": "==1"}}}', ["a 1"]),
        ("Cargo.lock", '[[package]]\nname = "a_b"\nversion = "1"\n', ["a-b 1"]),
        ("go.sum", "e.org/a v1 h1:x=\ne.org/a v1/go.mod h1:y=\n", ["e.org/a v1"]),
        ("Gemfile.lock", "GEM\n  remote: https://r.org/\n  specs:\n    a (1.2)\n      b (>= 1)\n", ["a 1.2 @ https://r.org/"]),
        ("composer.lock", '{"packages": [{"name": "a/b", "version": "1"}]}', ["a/b 1"]),
    ],
)  # fmt: skip
def test_packages_are_read(path: str, text: str, expected: list[str]) -> None:
    assert declared(manifests.read(path, text.encode())) == expected


def test_hashes_indexes_scripts_and_names_are_read() -> None:
    required = manifests.read("requirements.txt", REQUIREMENTS.encode())
    project = manifests.read("pyproject.toml", PYPROJECT.encode())
    node = manifests.read("package.json", b'{"name": "me", "scripts": {"postinstall": "x", "test": "y"}}')

    assert [one.name for one in required.packages if one.hashed] == ["flask-login"]
    assert required.indexes == ("--extra-index-url https://pypi.example.org/simple", "--trusted-host pypi.example.org")
    assert (project.names, project.indexes) == ({"my-project"}, ("https://pypi.example.org/simple",))
    assert (node.names, dict(node.scripts)) == ({"me"}, {"postinstall": "x"})


@pytest.mark.parametrize("text", ["setup(install_requires=read())\n", "setup(install_requires=[*A])\n"])
def test_a_setup_that_computes_its_packages_is_not_complete(text: str) -> None:
    assert not manifests.read("setup.py", text.encode()).complete


@pytest.mark.parametrize(
    ("path", "content"),
    [
        ("package.json", b"{"),
        ("package.json", b"[" * 100_000),
        ("pyproject.toml", b"a = " + b"[" * 5_000),
        ("setup.py", b"(" * 10_000),
        ("setup.cfg", b"no section\n"),
        ("setup.py", b"\0"),
        ("go.mod", b"\xff\xfe"),
        ("nothing.txt", b""),
    ],
)
def test_a_broken_file_is_unreadable_and_no_more(path: str, content: bytes) -> None:
    with pytest.raises(UnreadableError):
        manifests.read(path, content)


@pytest.mark.parametrize(
    ("path", "piece"),
    [
        ("pom.xml", "<!-- <dependency>"), ("requirements.txt", "a" * 5000), ("Gemfile", 'gem "a" ' * 500),
        ("build.gradle", 'api("g:a' * 500), ("yarn.lock", '"a@' * 2000), ("a.csproj", "<PackageReference " * 9),
        ("pnpm-lock.yaml", "packages:\n  '" + "@" * 5000), ("go.mod", "a." * 5000), ("Gemfile.lock", "    a (" * 100),
    ],
)  # fmt: skip
def test_a_crafted_file_costs_no_more_than_its_size(path: str, piece: str) -> None:
    assert manifests.read(path, ("\n".join([piece] * 100)).encode()) is not None


@given(
    st.sampled_from(["package.json", "Cargo.toml", "package-lock.json", "composer.lock", "uv.lock", "pom.xml"]),
    st.text(),
)
def test_any_text_is_read_or_unreadable(path: str, text: str) -> None:
    with suppress(UnreadableError):
        assert isinstance(manifests.read(path, text.encode("utf-8", "replace")), Manifest)


JSON = st.recursive(
    st.none() | st.integers() | st.text(max_size=3),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["dependencies", "packages", "scripts", "engines", "a", "version"]), inner, max_size=3
        )
    ),
)


@given(st.sampled_from(["package.json", "package-lock.json", "Pipfile.lock", "composer.json", "composer.lock"]), JSON)
def test_any_json_is_read(path: str, value: object) -> None:
    assert isinstance(manifests.read(path, json.dumps(value).encode()), Manifest)


@pytest.mark.parametrize(
    ("source", "target", "major"),
    [
        ("^1.2.0", "^2.0.0", True), ("==1.9", "==1.10", False), ("0.4.1", "0.5.0", True), ("0.4.1", "0.4.2", False),
        ("2.0", "1.0", False), ("2023.1", "2024.1", False), ("~=1.1", ">=2", True), ("", "2", False),
        ("^16 || ^17", "^18", True),
        ("1421.v99", "1500.v88", False),
    ],
)  # fmt: skip
def test_a_major_step_is_told_from_others(source: str, target: str, major: bool) -> None:
    assert versions.is_major(versions.floor(source), versions.floor(target)) is major


@pytest.mark.parametrize(
    ("requirement", "ecosystem", "level"),
    [
        ("==1.2", "pypi", versions.PINNED), ("1.2.3", "npm", versions.PINNED), ("1.2", "cargo", versions.MINORS),
        ("^1", "npm", versions.MINORS), (">=1", "pypi", versions.OPEN), (">=1,<2", "pypi", versions.MINORS),
        ("*", "npm", versions.ANYTHING), ("latest", "npm", versions.ANYTHING), ("~> 1.2", "gems", versions.PATCHES),
    ],
)  # fmt: skip
def test_what_a_requirement_leaves_open(requirement: str, ecosystem: str, level: int) -> None:
    assert versions.openness(requirement, ecosystem) == level


@pytest.mark.parametrize(
    ("name", "ecosystem", "imitated"),
    [
        ("reqeusts", "pypi", "requests"), ("requestss", "pypi", "requests"), ("python-requests", "pypi", "requests"),
        ("lodahs", "npm", "lodash"), ("cross-env.js", "npm", None), ("crossenv", "npm", "cross-env"),
        ("expres", "npm", "express"),
        ("requests", "pypi", None), ("preact", "npm", None), ("httpx", "pypi", None), ("nokogirl", "gems", "nokogiri"),
        ("own-thing", "pypi", None), ("sqlite4", "npm", None), ("reacts-router", "pypi", None),
    ],
)  # fmt: skip
def test_a_name_that_could_be_mistaken(name: str, ecosystem: str, imitated: str | None) -> None:
    assert popular.imitated(name, ecosystem) == imitated


def test_no_popular_name_imitates_another() -> None:
    text = resources.files("riskcheck.signals").joinpath("popular.toml").read_text("utf-8")

    for ecosystem, names in tomllib.loads(text)["names"].items():
        assert len(names.split()) >= 40
        assert [name for name in names.split() if popular.imitated(name, ecosystem)] == []
