"""Who owns which file: lines of CODEOWNERS in, owners out, for what the forges document and for what is hostile."""

import itertools
import time
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from riskcheck import owners
from riskcheck.owners import codeowners, patterns
from riskcheck.owners.patterns import Dialect
from riskcheck.repository import Repository
from tests.gitrepo import GitRepo

# The examples of the page of each forge, with an answer for each line of explanation there.
GITHUB = r"""
# These owners will be the default owners for everything
*       @global-owner1 @global-owner2
*.js    @js-owner #This is an inline comment.
*.go docs@example.com
*.txt @octo-org/octocats
/build/logs/ @doctocat
docs/* docs@example.com
apps/ @octocat
/docs/api/ @doctocat
/scripts/ @doctocat @octocat
**/logs @octocat
/apps/ @octocat
/apps/github
"""
GITLAB = r"""
* @default-owner
README.md @doc-team @tech-lead
*.rb @ruby-owner
\#file_with_pound.rb @owner-file-with-pound
LICENSE @legal janedoe@gitlab.example
README @group @group/with-nested/subgroup
/docs/ @all-docs
/docs/* @root-docs
/docs/**/*.md @markdown-docs
/db/**/index.md @index-docs
lib/ @lib-owner
/config/ @@maintainer
path\ with\ spaces/ @space-owner

[Documentation]
ee/docs/    @docs
"""


def owner_of(path: str, text: str, place: str = "CODEOWNERS") -> str:
    return " ".join(codeowners.parsed(place, text.encode()).owners_of([path])[path])


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("src/main.c", "@global-owner1 @global-owner2"),
        ("src/app.js", "@js-owner"),
        ("app.js/readme", "@js-owner"),
        ("cmd/main.go", "docs@example.com"),
        ("a/b.txt", "@octo-org/octocats"),
        ("build/logs", "@octocat"),
        ("build/logsheet", "@global-owner1 @global-owner2"),
        ("docs/start.md", "docs@example.com"),
        ("docs/build-app/trouble.md", "@global-owner1 @global-owner2"),
        ("sub/docs/start.md", "@global-owner1 @global-owner2"),
        ("docs/api/a/b.md", "@doctocat"),
        ("sub/apps/x.py", "@octocat"),
        ("apps", "@global-owner1 @global-owner2"),
        ("scripts/run", "@doctocat @octocat"),
        ("deeply/nested/logs/x.js", "@octocat"),
        ("logs/x.js", "@octocat"),
        ("apps/main.py", "@octocat"),
        ("apps/github/main.py", ""),
        ("apps/github", ""),
    ],
)
def test_what_github_documents(path: str, expected: str) -> None:
    assert owner_of(path, GITHUB, ".github/CODEOWNERS") == expected
    assert owner_of(path, GITHUB, "CODEOWNERS") == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (".gitignore", "@default-owner"),
        ("a/README.md", "@doc-team @tech-lead"),
        ("app/models/user.rb", "@ruby-owner"),
        ("x/#file_with_pound.rb", "@owner-file-with-pound"),
        ("LICENSE", "@legal janedoe@gitlab.example"),
        ("README", "@group @group/with-nested/subgroup"),
        ("docs/a/b.txt", "@all-docs"),
        ("docs/a.txt", "@root-docs"),
        ("docs/a.md", "@markdown-docs"),
        ("docs/x/y/a.md", "@markdown-docs"),
        ("db/index.md", "@index-docs"),
        ("db/a/b/index.md", "@index-docs"),
        ("x/lib/a.c", "@lib-owner"),
        ("config/a.yml", "@@maintainer"),
        ("x/config/a.yml", "@default-owner"),
        ("path with spaces/a", "@space-owner"),
        ("ee/docs/a", "@default-owner @docs"),
        ("x/ee/docs/a", "@default-owner @docs"),
    ],
)
def test_what_gitlab_documents(path: str, expected: str) -> None:
    assert owner_of(path, GITLAB) == expected


SECTIONS = """
[Documentation][2] @docs-team
docs/
README.md
*.txt @txt
^[Database] @db-team @dba
model/db/
config/db/setup.md @docs-team
[documentation]
docs/api/ @api
[Ruby] @ruby
*.rb
!/config/**/*.rb
/config/keep.rb @late
"""


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        pytest.param("docs/a.md", "@docs-team", id="a line without owners takes those of its section"),
        pytest.param("notes.txt", "@txt", id="a line's own owners come before those of its section"),
        pytest.param("model/db/a.sql", "@db-team @dba", id="an optional section has owners too"),
        pytest.param("config/db/setup.md", "@docs-team", id="of an optional section as well"),
        pytest.param("docs/api/x", "@api", id="sections of one name are one, in any case"),
        pytest.param("model/db/readme.txt", "@txt @db-team @dba", id="every section has its say"),
        pytest.param("lib/a.rb", "@ruby", id="not excluded"),
        pytest.param("config/x/a.rb", "", id="excluded"),
        pytest.param("config/keep.rb", "", id="what is excluded does not come back in its section"),
        pytest.param("model/db/config.rb", "@db-team @dba @ruby", id="the section of an exclusion alone is concerned"),
        pytest.param("other.py", "", id="nobody"),
    ],
)
def test_sections_of_gitlab(path: str, expected: str) -> None:
    assert owner_of(path, SECTIONS) == expected


@pytest.mark.parametrize(
    ("line", "path", "expected"),
    [
        pytest.param("!a.py @x", "a.py", "@all", id="negation"),
        pytest.param("[ab].py @x", "a.py", "@all", id="a set"),
        pytest.param("\\#a.py @x", "#a.py", "@all", id="an escaped comment"),
        pytest.param("a.py @x nobody", "a.py", "@all", id="a word that is no owner"),
        pytest.param("/ @x", "a.py", "@all", id="a lone slash"),
        pytest.param("a.py @x # for @y", "a.py", "@x", id="a comment names nobody"),
        pytest.param("docs/*/ @x", "docs/a/b.py", "@x", id="a slash at the end is for folders"),
        pytest.param("docs/*/ @x", "docs/a.py", "@all", id="and for no files beside them"),
        pytest.param("a.py @x`y`", "a.py", "@all", id="a name that is no name"),
        pytest.param("a\\ b.py\t@x", "a b.py", "@x", id="an escaped space"),
        pytest.param("a.py", "a.py", "", id="no owners clear"),
        pytest.param("A.py @x", "a.py", "@all", id="case counts"),
        pytest.param("a.?y @x\r", "a.py", "@x", id="a line that ends as on Windows"),
    ],
)
def test_lines_as_github_reads_them(line: str, path: str, expected: str) -> None:
    assert owner_of(path, f"* @all\n{line}\n", ".github/CODEOWNERS") == expected


@pytest.mark.parametrize(
    ("line", "path", "expected"),
    [
        pytest.param("[ab]c.py @x", "bc.py", "@x", id="a set"),
        pytest.param("[!ab]c.py @x", "bc.py", "@all", id="a set of what not"),
        pytest.param("x[^a]y.py @x", "x/y.py", "@all", id="no set holds a slash"),
        pytest.param("[z-a].py @x", "a.py", "@all", id="a set that is none"),
        pytest.param("docs @x", "docs/a", "@all", id="a name without a slash at its end is a file"),
        pytest.param("a.py @x nobody me@", "a.py", "@x", id="words that are no owners"),
        pytest.param("internal/a.md @x", "lib/internal/a.md", "@x", id="no slash in front is anywhere"),
        pytest.param("[Half @x", "Half", "@all", id="a heading that is none"),
    ],
)
def test_lines_as_gitlab_reads_them(line: str, path: str, expected: str) -> None:
    assert owner_of(path, f"* @all\n{line}\n", ".gitlab/CODEOWNERS") == expected


PART = st.text("ab*?", min_size=1, max_size=4)
PARTS = st.lists(st.one_of(PART, st.just("**")), min_size=1, max_size=5)
PATHS = st.lists(st.text("ab", min_size=1, max_size=4), min_size=1, max_size=5).map("/".join)


def matches(wanted: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether the parts of a path match the parts of a pattern, with everything tried."""
    if not wanted:
        return not parts
    if wanted[0] == "**":
        return any(matches(wanted[1:], parts[at:]) for at in range(len(parts) + 1))
    return bool(parts) and fits(wanted[0], parts[0]) and matches(wanted[1:], parts[1:])


def fits(wanted: str, part: str) -> bool:
    if not wanted:
        return not part
    if wanted[0] == "*":
        return any(fits(wanted[1:], part[at:]) for at in range(len(part) + 1))
    return bool(part) and wanted[0] in ("?", part[0]) and fits(wanted[1:], part[1:])


@given(PARTS, PATHS, st.booleans(), st.booleans())
def test_a_pattern_finds_what_trying_everything_finds(wanted: list[str], path: str, folder: bool, tied: bool) -> None:
    text = "/" * tied + "/".join(wanted) + "/" * folder
    pattern = patterns.parsed(text, "github")
    parts = path.split("/")
    anywhere = [] if "/" in text.rstrip("/") else ["**"]
    ends = range(1, len(parts) if folder or wanted[-1] == "**" else len(parts) + 1)
    if wanted[-1] == "*" and not anywhere and not folder:
        ends = range(len(parts), len(parts) + 1)
    if set(wanted) == {"**"}:
        ends = range(len(parts) + 1)

    assert pattern is not None
    assert pattern.matches(path) == any(matches([*anywhere, *wanted], parts[:end]) for end in ends)


@given(st.lists(st.tuples(PARTS.map("/".join), st.sampled_from(["", "@a", "@b"])), max_size=8), PATHS)
def test_the_last_rule_that_matches_counts_however_rules_are_found(rules: list[tuple[str, str]], path: str) -> None:
    text = "\n".join(f"{pattern} {owner}" for pattern, owner in rules)
    expected = ""
    for pattern, owner in rules:
        found = patterns.parsed(pattern, "github")
        if found is not None and found.matches(path):
            expected = owner

    assert owner_of(path, text) == expected


@given(st.text(max_size=200), st.sampled_from(owners.PLACES), PATHS)
def test_no_text_is_too_odd(text: str, place: str, path: str) -> None:
    codeowners.parsed(place, text.encode("utf-8", "surrogatepass")).owners_of([path])


@pytest.mark.parametrize("dialect", ["github", "gitlab"])
@pytest.mark.parametrize(
    ("pattern", "path"),
    [
        ("*a" * 300 + "b", "a" * 4000),
        ("/**" + "/a" * 300 + "/**/b", "a/" * 2000 + "c"),
        ("**/a/" * 100 + "b", "a/" * 2000 + "c"),
        ("**/*a*a*a/" * 50 + "b", "aaaaaaaa/" * 400 + "c"),
        ("**" * 900, "a" * 4000),
        ("?*" * 500 + "b", "a" * 4000),
    ],
)
def test_no_pattern_takes_long(dialect: Dialect, pattern: str, path: str) -> None:
    begin = time.process_time()
    found = patterns.parsed(pattern, dialect)

    assert found is not None
    found.matches(path)
    assert time.process_time() - begin < 4


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("/a/b/c @x\n" * 300_000, id="one line many times"),
        pytest.param("".join(f"/a/{number} @x\n" for number in range(200_000)), id="many places"),
        pytest.param("".join(f"/a/*{number} @x\n" for number in range(4_999)), id="many wildcards"),
        pytest.param("".join(f"[s{number}] @x\na\n" for number in range(200_000)), id="many sections"),
        pytest.param("a" * 3_000_000, id="one line"),
        pytest.param("a " + "@x " * 900_000, id="many owners"),
        pytest.param("[" * 3_000_000, id="brackets"),
    ],
)
def test_no_file_takes_long(text: str) -> None:
    paths = [f"a/{number}/b.py" for number in range(100)]
    begin = time.process_time()
    codeowners.parsed("CODEOWNERS", text.encode()).owners_of(paths)

    assert time.process_time() - begin < 80


def test_what_is_not_read_is_told() -> None:
    long = codeowners.parsed("CODEOWNERS", b"* @all\n" + b"a" * 100_000 + b" @x\n")

    assert long.owners_of(["a"]) == {"a": ("@all",)}
    assert [entry.reason for entry in long.skipped] == ["CODEOWNERS: 1 line is too long to be read"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("a%d @x\n", "50000 patterns", id="patterns"),
        pytest.param("*%d @x\n", "5000 patterns with wildcards", id="wildcards"),
        pytest.param("[s%d] @x\na\n", "500 sections", id="sections"),
    ],
)
def test_a_file_of_too_much_is_not_read_at_all(text: str, told: str) -> None:
    most = int(told.partition(" ")[0])
    enough = codeowners.parsed("CODEOWNERS", "".join(text % number for number in range(most)).encode())
    more = codeowners.parsed("CODEOWNERS", "".join(text % number for number in range(most + 1)).encode())

    assert enough.skipped == ()
    assert more.owners_of(["a", "a1", "1"]) == {"1": (), "a": (), "a1": ()}
    assert [entry.reason for entry in more.skipped] == [f"CODEOWNERS: not read, with more than {told}"]


def a_repository(folder: Path, files: dict[str, str]) -> tuple[Repository, str]:
    repo = GitRepo(folder / "repo")
    for path, content in files.items():
        repo.write(path, content)
    base = repo.commit()
    return Repository.find(str(repo.folder), {"PATH": "/usr/bin:/bin:/usr/local/bin"}), base


def owner_at(folder: Path, files: dict[str, str], path: str = "a/b.py") -> tuple[str, list[str]]:
    found = owners.read(*a_repository(folder, files))
    return " ".join(found.owners_of([path])[path]), [entry.reason for entry in found.skipped]


def test_the_first_place_counts(tmp_path: Path) -> None:
    for first, second in itertools.pairwise(owners.PLACES[:4]):
        files = {second: "* @second\n", first: "* @first\n"}

        assert owner_at(tmp_path / first.replace("/", "-"), files) == ("@first", [])


def test_regular_expressions_of_gitea_are_not_taken_for_patterns(tmp_path: Path) -> None:
    files = {".gitea/CODEOWNERS": ".* @x\n"}

    assert owner_at(tmp_path, files) == ("", [".gitea/CODEOWNERS holds regular expressions, which are not read"])


def test_a_file_that_is_too_large_is_told_and_no_other_is_taken_for_it(tmp_path: Path) -> None:
    files = {".github/CODEOWNERS": "* @x\n" + "#" * 3_000_000, "CODEOWNERS": "* @y\n"}
    told = ".github/CODEOWNERS has more than 3 MB, or is not in this clone"

    assert owner_at(tmp_path, files) == ("", [told])


def test_a_link_is_not_followed(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "repo")
    repo.write("CODEOWNERS", "* @x\n")
    (repo.folder / ".github").mkdir()
    (repo.folder / ".github/CODEOWNERS").symlink_to("../../../etc/passwd")
    base = repo.commit()
    found = owners.read(Repository.find(str(repo.folder), {"PATH": "/usr/bin:/bin"}), base)

    assert found.owners_of(["a"]) == {"a": ("@x",)}


def test_only_the_base_says_who_owns_what(tmp_path: Path) -> None:
    repo = GitRepo(tmp_path / "repo")
    repo.write("CODEOWNERS", "* @base\n")
    base = repo.commit()
    repo.write("CODEOWNERS", "* @head\n")
    repo.commit()
    found = owners.read(Repository.find(str(repo.folder), {"PATH": "/usr/bin:/bin"}), base)

    assert found.owners_of(["a"]) == {"a": ("@base",)}


def test_nobody_owns_a_bare_diff() -> None:
    assert owners.read(None, None).owners_of(["b", "a"]) == {"a": (), "b": ()}


FOLDERS = {
    "OWNERS": "# See the OWNERS docs\napprovers:\n- root-admin # who answers\nlabels:\n- area/all\n",
    "pkg/OWNERS": "reviewers:\n  - 'carol'\n  - dave\noptions:\n  no_parent_owners: true\napprovers:\n  - alice\n",
    "pkg/empty/OWNERS": "labels:\n- only-a-label\n",
    "pkg/odd/OWNERS": "approvers: [x]\n- \x1b[31m\n\t- : :\n" + "- " * 9000,
}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("main.go", "@root-admin"),
        ("cmd/main.go", "@root-admin"),
        ("pkg/a/b.go", "@alice @carol @dave"),
        ("pkg/empty/a.go", "@alice @carol @dave"),
        ("pkg/odd/a.go", "@alice @carol @dave"),
    ],
)
def test_owners_files_of_folders(tmp_path: Path, path: str, expected: str) -> None:
    assert owner_at(tmp_path, FOLDERS, path) == (expected, [])
