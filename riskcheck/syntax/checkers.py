"""Tools that check code: their configuration, the entries that make them strict, and the commands that run them."""

import re

from riskcheck.expressions import expression


def _set(words: str) -> frozenset[str]:
    return frozenset(words.split())


# Files of one tool, and the parts of shared files that configure one.
_TOOL = (
    r"ruff|flake8|mypy|pylint|bandit|coverage|pytest|isort|black|eslint|pyright|basedpyright|golangci|rubocop"
    r"|codecov|jest|vitest|sonar|biome|phpstan|psalm|detekt|swiftlint|clippy|clang-tidy|hadolint|shellcheck|stylelint|interrogate|pydocstyle"
    r"|pycodestyle|vulture|ansible-lint|yamllint|markdownlint|checkstyle|spotbugs|lints?|linters?|compilerOptions|tox:tox|nyc|deptry"
)
FILE = expression(
    rf"(^|/)\.?(?:{_TOOL})[\w.-]*$|(^|/)tsconfig[\w.-]*\.json$|(^|/)\.(?:coveragerc|pylintrc|eslintrc[\w.]*|nycrc[\w.]*|c8rc\w*)$|(^|/)pylintrc$"
    r"|(^|/)analysis_options\.yaml$|(^|/)\.editorconfig$|(^|/)sonar-project\.properties$",
    re.IGNORECASE,
)
SHARED = expression(r"(^|/)(pyproject\.toml|setup\.cfg|tox\.ini|package\.json|Cargo\.toml|pytest\.ini)$")
SECTION = expression(rf"(?<![\w-])(?:{_TOOL})(?![\w-])|eslintConfig", re.IGNORECASE)

THRESHOLDS = _set("fail_under cov_fail_under minimum_coverage minimum check_coverage")
BELOW_THRESHOLDS = _set("branches functions lines statements")
STRICT = _set(
    "strict strictnullchecks noimplicitany strictfunctiontypes strictbindcallapply strictpropertyinitialization"
    " noimplicitthis noimplicitreturns nouncheckedindexedaccess nofallthroughcasesinswitch nounusedlocals"
    " nounusedparameters exactoptionalpropertytypes useunknownincatchvariables noimplicitoverride disallow_untyped_defs"
    " disallow_incomplete_defs disallow_untyped_calls disallow_any_generics disallow_subclassing_any"
    " disallow_untyped_decorators check_untyped_defs no_implicit_optional strict_optional strict_equality"
    " warn_return_any warn_unused_ignores warn_unreachable warn_redundant_casts no_implicit_reexport"
    " xfail_strict strict_markers strict_config strict_concatenate"
    " warningsaserrors allwarningsaserrors treatwarningsaserrors abortonerror"
)
LAX = _set("ignore_errors ignore_missing_imports allow_untyped_defs ignorefailures")
ON, OFF = frozenset({"true", "1", "yes", "on"}), frozenset({"false", "0", "no", "off"})
LEVELS = {
    **dict.fromkeys(("error", "2", "deny", "fatal", "forbid"), 2),
    **dict.fromkeys(("warn", "warning", "1", "info", "suggestion"), 1),
    **dict.fromkeys(("off", "0", "allow", "none", "silent", "ignore", "false"), 0),
}
WITH_LEVELS = expression(r"^rules$|^lints\b|^workspace\.lints|^errors$|severity", re.IGNORECASE)
CODES = _set("ignore extend_ignore disable disabled_rules disable_error_code skips lint_ignore noqa")
FILES = _set(
    "exclude extend_exclude exclude_dirs omit ignorepatterns ignore_patterns ignore_paths coveragepathignorepatterns"
    " exclusions sonar.exclusions sonar.coverage.exclusions force_exclude skip norecursedirs"
)
# What no person writes or what no checker is for, and what a checker of style says about layout.
NOT_CHECKED = expression(
    r"vendor|third.?party|node_modules|generated|\.venv|\bvenv\b|build|dist|migrations|\.git\b|_pb2|\.min\.|docs?\b|fixtures|testdata|egg"
    r"|tests?\b|examples?|cache|\.tox|\.nox",
    re.IGNORECASE,
)
LAYOUT = expression(r"^(?:E[1235]\d*|W[1-6]\d*|D\d*|COM\d*|Q\d*|ISC\d*|line-too-long|I\d*|T\d\d)$")

# What a check is for, and the commands and hooks that do it; one of the same family takes the place of another.
COMMANDS = (
    (
        "tests",
        r"pytest|py\.test|nosetests|unittest|tox|nox|jest|vitest|mocha|karma|cypress|playwright|rspec|phpunit|ctest"
        r"|gotestsum|(?:go|cargo|dotnet|npm|pnpm|yarn|bun|swift|dart|flutter|mix|sbt|make|bazel|rake)\s(?:run\s)?(?:test|check)"
        r"|(?:gradlew?|mvnw?)\s(?:-\S+\s|clean\s){0,5}(?:test|check|verify)",
    ),
    ("types", r"mypy|pyright|basedpyright|pytype|pyre|tsc|vue-tsc|phpstan|psalm|dialyzer"),
    (
        "lint",
        r"ruff(?:-check|-format)?|flake8|pylint|pycodestyle|pydocstyle|black|isort|pyupgrade|eslint|prettier|biome|stylelint"
        r"|golangci-lint|staticcheck|go vet|gofmt|cargo clippy|cargo fmt|rubocop|shellcheck|hadolint"
        r"|yamllint|markdownlint|clang-format|clang-tidy|checkstyle|spotbugs|ktlint|detekt|swiftlint"
        r"|(?:dart|flutter) analyze|ansible-lint|actionlint"
        r"|pre-commit run|(?:npm|pnpm|yarn|bun)\s(?:run\s)?lint",
    ),
    (
        "security",
        r"bandit|semgrep|trivy|grype|snyk|gitleaks|detect-secrets|trufflehog|pip-audit|(?:npm|yarn|pnpm|cargo) audit"
        r"|cargo deny|govulncheck|brakeman|bundler-audit|checkov|tfsec|tflint|gosec|zizmor"
        r"|osv-scanner|detect-private-key",
    ),
    ("coverage", r"codecov|coveralls|diff-cover"),
)
# In the place of a command: at the beginning, after what joins or starts commands, or after what runs it.
# As text: compiled when the first pipeline is read.
COMMAND = (
    r"(?:^|[;&|\"'(\[=:]|\b(?:run|exec|npx|time|sudo|sh|bash|env)|\s-m|[@-])\s{0,10}(?:\.?/?(?:[\w.-]{1,30}/){0,5})?"
    rf"(?:{'|'.join(f'(?P<{family}>{names})' for family, names in COMMANDS)})(?![\w.:=/-])"
)
