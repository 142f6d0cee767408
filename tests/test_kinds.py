"""The kind of file that a path names."""

import pytest

from riskcheck.kinds import kind_of


@pytest.mark.parametrize(
    ("kind", "paths"),
    [
        ("vendored", ["vendor/a/b_test.go", "web/node_modules/x/package.json", "Third-Party/zlib.c"]),
        ("lock", ["yarn.lock", "a/go.sum", "requirements-dev.lock"]),
        ("generated", ["a_pb2.py", "web/app.min.js", "src/generated/Api.java", "a/__snapshots__/x.snap", "a.pb.go"]),
        ("ci", [".github/workflows/test.yml", ".gitlab-ci/build.yml", "deploy/Jenkinsfile.release", ".ci/run"]),
        ("migration", ["app/migrations/0001_first.py", "db/migrate/1_add.rb", "sql/V1__first.sql"]),
        ("manifest", ["package.json", "a/setup.py", "requirements/dev.txt", "requirements-dev.txt", "a/Shop.csproj"]),
        (
            "test",
            [
                "tests/helper.py", "unit_test/a.c", "ShopTests/Helper.cs", "a/test_pay.py", "pay_test.go", "t/01-a.t",
                "src/PayTest.java", "src/PayIT.java", "src/ABTest.kt", "PaySpec.scala", "PayTestCase.php",
                "web/pay.spec.ts", "src/test/java/Pay.java",
            ],
        ),
        (
            "docs",
            [
                "docs/conf.py", "README", "a/LICENSE-MIT", "man/git.1", "notes.md", "Documentation/api.sh",
                "CHANGES.html", "modules/perl/doc/first.pl", "pkg/docs/logo.css", "NEWS.txt",
            ],
        ),
        ("config", [".env.production", "a/Dockerfile.dev", "app.yaml", "main.tf"]),
        (
            "code",
            [
                "src/Commit.java", "a/Latest.kt", "src/AUDIT.java", "models/SortTrait.php", "src/Aspect.cs",
                "src/main/java/org/example/doc/Page.java", "crates/shop/src/docs/parse.rs", "src/ChangelogReader.java",
                "Shop/Documentation/Page.cs", "news.py", "app/models/author.rb", "license_info.c", "a/OffsetSpec.java",
                "ci/Audit.java", "vendors/a.py", "app/migrations/__init__.py", "contest/run.go", "src/.ci/run.py",
            ],
        ),
        ("data", ["a/logo.png", "rows.csv"]),
    ],
)  # fmt: skip
def test_a_path_names_a_kind(kind: str, paths: list[str]) -> None:
    assert {path: kind_of(path) for path in paths} == dict.fromkeys(paths, kind)
