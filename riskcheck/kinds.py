"""What kind of file a path names: code, test, docs, migration and so on."""

import re
from functools import lru_cache

from identify import identify

from riskcheck.core.change import Kind
from riskcheck.expressions import expression

# First match wins: a vendored test is vendored, a lock file is no configuration. A path begins with a slash here: a
# search for what begins with one tries few places, and there are as many paths as files.
_PATTERNS: tuple[tuple[Kind, str], ...] = (
    ("vendored", r"/(vendor|vendored|third[_-]?party|node_modules|bower_components|site-packages)/"),
    (
        "lock",
        r"/(package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|bun\.lockb?|poetry\.lock|uv\.lock"
        r"|pdm\.lock|Pipfile\.lock|Cargo\.lock|composer\.lock|Gemfile\.lock|go\.sum|mix\.lock|pubspec\.lock"
        r"|packages\.lock\.json|gradle\.lockfile|flake\.lock|requirements[^/]*\.lock)$",
    ),
    ("generated", r"/(__generated__|generated)/"),
    (
        "generated",
        r"(\.min\.(js|css)|_pb2(_grpc)?\.pyi?|\.pb\.(go|cc|h)|\.g\.dart|\.designer\.cs|\.(generated|gen)\.[a-z]+|\.snap"
        r"|\.js\.map|\.css\.map)$",
    ),
    (
        "ci",
        r"^/(\.github/(workflows|actions)/|\.gitlab-ci|\.circleci/|\.buildkite/|\.travis\.yml$|azure-pipelines"
        r"|bitbucket-pipelines\.yml$|\.drone\.yml$|\.woodpecker|appveyor\.yml$|\.pre-commit-config\.yaml$|\.ci/)",
    ),
    ("ci", r"/Jenkinsfile"),
    (
        "migration",
        r"/((migrations?|db/migrate|alembic/versions|flyway|liquibase)/(?!__init__)[^/]*[^/.]\.[a-z]+|V\d+__[^/]*\.sql)$",
    ),
    (
        "manifest",
        r"/(package\.json|pyproject\.toml|setup\.(py|cfg)|requirements([^/]*|/[^/]+)\.(txt|in)|Pipfile|Cargo\.toml|go\.mod"
        r"|pom\.xml|build\.gradle(\.kts)?|Gemfile|[^/]+\.gemspec|composer\.json|mix\.exs|pubspec\.yaml"
        r"|[^/]+\.csproj|[^/]+\.cabal|environment\.ya?ml)$",
    ),
    (
        "test",
        r"/((unit|integration|functional)?[_-]?tests?|(?-i:[\w.]+Tests)|test cases|testing"
        r"|specs?|__tests__|testdata|test_data|fixtures|e2e|androidTest|src/test)/"
        r"|/((test_[^/]*|conftest)\.py|tests\.rs|t/[^/]+\.(t|sh|pl))$",
    ),
    ("test", r"(_tests?\.(py|go|rb|exs|c|cc|cpp|rs|dart)|_spec\.rb|\.(test|spec)\.[cm]?[jt]sx?)$"),
    # Not `Commit.java` or `Latest.java`; and what Java calls a spec is often a description.
    ("test", r"(?-i:Test|Tests|TestCase|(?<=[a-z0-9])IT)\.(java|kt|kts|cs|scala|groovy|php|swift)$"),
    ("test", r"(?-i:Spec)\.(kt|kts|cs|scala|groovy|php|swift)$"),
    ("docs", r"\.(md|markdown|rst|adoc|asciidoc|org|texi|tex|[1-9])$"),
)
_BY_PATH = tuple((kind, expression(pattern, re.IGNORECASE)) for kind, pattern in _PATTERNS)
_TESTS = tuple(pattern for kind, pattern in _BY_PATH if kind == "test")

_CONFIGURATION = frozenset(
    {"yaml", "toml", "ini", "json", "hcl", "terraform", "dotenv", "properties", "makefile", "dockerfile", "xml"}
)
_CONFIG_PATH = expression(
    r"(^|/)(\.env[^/]*|Dockerfile[^/]*|[^/]*\.(cfg|conf|cnf|tfvars|tf|properties)|\.gitattributes|\.gitignore|CODEOWNERS)$"
)
_DATA = frozenset({"csv", "image", "audio", "video", "archive", "font", "binary", "pdf", "svg", "tsv"})
_PROGRAM = expression(
    r"\.(py|pyi|pyx|[cm]?[jt]sx?|vue|svelte|go|java|kts?|scala|groovy|clj[cs]?|rb|erb|php|cs|fs|vb|rs|c|cc|cpp|cxx|h|hh|hpp|hxx"
    r"|mm|swift|dart|lua|pl|pm|jl|ex|exs|erl|hs|ml|mli|nim|zig|sh|bash|zsh|fish|ps1|bat|sql|proto|graphql|gql|sol|asm"
    r"|el|lisp|scm|f90|pas|tcl|vala|cr)$",
    re.IGNORECASE,
)
_MARKUP = expression(
    r"\.(m|r|s|f|d|html?|css|scss|less|jinja2?|j2|twig|ejs|hbs|tmpl|in|am|ac|cmake|mk|bzl)$", re.IGNORECASE
)
_DOCS = expression(r"/(docs?|documentation|man)/", re.IGNORECASE)
_ABOUT = expression(
    r"/(README|LICEN[CS]E|COPYING|NOTICE|AUTHORS|CHANGELOG|CHANGES|NEWS|CONTRIBUTING|CODE_OF_CONDUCT)[^/]*$",
    re.IGNORECASE,
)
# Below these a folder is a part of the program, whatever its name: `src/main/java/org/example/doc/Page.java`.
_SOURCES = expression(r"/(src|sources?|lib|main|app|internal|pkg)/", re.IGNORECASE)
_NAMESPACES = (".cs", ".fs", ".vb", ".java", ".kt", ".scala")


@lru_cache(maxsize=65536)
def kind_of(path: str) -> Kind:
    """The kind of file that a path names, judged by the path alone."""
    rooted = f"/{path}"
    for kind, pattern in _BY_PATH:
        if pattern.search(rooted):
            return kind
    is_program = _PROGRAM.search(path) is not None
    if _explains(rooted, is_program):
        return "docs"
    if _CONFIG_PATH.search(path):
        return "config"
    tags = identify.tags_from_filename(path.rsplit("/", 1)[-1])
    if tags & _CONFIGURATION:
        return "config"
    if is_program or _MARKUP.search(path):
        return "code"
    return "data" if tags & _DATA else "other"


def is_test(path: str) -> bool:
    """Whether a path names a test; for many paths this takes half as long as to ask for the kind of each."""
    rooted = f"/{path}"
    return any(pattern.search(rooted) for pattern in _TESTS) and kind_of(path) == "test"


def _explains(path: str, is_program: bool) -> bool:
    """Whether a file stands in a folder of documentation or is about the project, as no program of that name is."""
    folder = _DOCS.search(path)
    if not is_program:
        return folder is not None or _ABOUT.search(path) is not None
    if folder is None or _SOURCES.search(path, 0, folder.start() + 1):
        return False
    return folder.start() == 0 or not path.endswith(_NAMESPACES)


def looks_like_source(path: str) -> bool:
    """Whether a file of this name is meant to be read as text, whatever its bytes are."""
    return bool(_PROGRAM.search(path) or _MARKUP.search(path)) or kind_of(path) in {"config", "ci", "manifest", "lock"}
