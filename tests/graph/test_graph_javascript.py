"""Which files a JavaScript or TypeScript file means: small trees in, edges out."""

import json
import time
from collections.abc import Mapping

import pytest

from riskcheck.graph.facts import Surroundings
from riskcheck.graph.languages import javascript, language_of

Files = Mapping[str, str | Mapping[str, object]]


def edges(files: Files) -> set[tuple[str, str, bool]]:
    """The edges of a tree: from, to, and whether the language decides it."""
    texts = {path: content if isinstance(content, str) else json.dumps(content) for path, content in files.items()}
    configuration = {path: text.encode() for path, text in texts.items() if path.endswith(".json")}
    resolver = javascript.resolver(Surroundings(frozenset(files), {}, configuration))
    return {
        (path, edge.path, edge.exact)
        for path, text in texts.items()
        if language_of(path) == "javascript"
        for edge in resolver.edges(path, javascript.extract(text.encode()))
    }


TREE = {"src/a.ts": "", "src/b.tsx": "", "src/sub/index.ts": "", "src/c.vue": "", "src/d.js": "", "src/e.d.ts": ""}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("import a from './a'", {"src/a.ts"}),
        ('import * as a from "./a";import b from"./b"', {"src/a.ts", "src/b.tsx"}),
        ("import {\n  one,\n  two,\n} from './a'", {"src/a.ts"}),
        ("import type { A } from './a'", {"src/a.ts"}),
        ("import './a'", {"src/a.ts"}),
        ("export * from './a'\nexport { b } from './b'", {"src/a.ts", "src/b.tsx"}),
        ("const a = require('./a')", {"src/a.ts"}),
        ("const a = await import('./a')", {"src/a.ts"}),
        ("lazy(() => import(/* webpackChunkName: 'a' */ './a'))", {"src/a.ts"}),
        ("import a = require('./a')", {"src/a.ts"}),
        ("import a from './a.js'", {"src/a.ts"}),
        ("import sub from './sub'", {"src/sub/index.ts"}),
        ("import sub from './sub/'", {"src/sub/index.ts"}),
        ("import c from './c.vue'", {"src/c.vue"}),
        ("import d from './d'", {"src/d.js"}),
        ("import { E } from './e'", {"src/e.d.ts"}),
        ("import a from '../src/a?raw'", {"src/a.ts"}),
        ("/// <reference path='./e.d.ts' />", {"src/e.d.ts"}),
        ("// import a from './a'", set()),
        (" * import a from './a'", set()),
        ("/* import a from './a' */", set()),
        ("const url = 'http://x.test' // from './a'", set()),
        ("import react from 'react'\nimport fs from 'node:fs'", set()),
        ("import a from './none'", set()),
        ("import a from '../../outside'", set()),
    ],
)
def test_every_form_of_import(text: str, expected: set[str]) -> None:
    found = edges({**TREE, "src/x.ts": text})

    assert {(source, target) for source, target, _ in found} == {("src/x.ts", target) for target in expected}
    assert all(exact for _, _, exact in found)


WORKSPACE = {
    "package.json": {"name": "root", "workspaces": ["packages/*"]},
    "packages/ui/package.json": {
        "name": "@shop/ui",
        "main": "dist/index.js",
        "exports": {
            ".": {"types": "./dist/index.d.ts", "default": "./dist/index.js"},
            "./button": "./src/button.tsx",
            "./icons/*": {"import": "./src/icons/*.ts"},
        },
        "imports": {"#internal/*": "./src/internal/*.ts"},
    },
    "packages/ui/src/index.ts": "export { secret } from '#internal/secret'",
    "packages/ui/src/internal/secret.ts": "",
    "packages/ui/src/button.tsx": "",
    "packages/ui/src/icons/star.ts": "",
    "packages/plain/package.json": {"name": "plain"},
    "packages/plain/src/index.ts": "",
    "packages/plain/lib/x.ts": "",
}
ALIASES = {
    "app/tsconfig.json": '{ // comment\n "extends": "./tsconfig.base.json", /* b */ "compilerOptions": {"a": 1,},}',
    "app/tsconfig.base.json": {
        "compilerOptions": {"baseUrl": ".", "paths": {"@/*": ["core/*", "src/*"], "only": ["one"]}}
    },
    "app/core/a.ts": "",
    "app/src/b.ts": "",
    "app/one.ts": "",
    "app/bare/c.ts": "",
}


@pytest.mark.parametrize(
    ("files", "text", "expected"),
    [
        pytest.param(WORKSPACE, "import '@shop/ui'", {("packages/ui/src/index.ts", True)}, id="a built package"),
        pytest.param(WORKSPACE, "import '@shop/ui/button'", {("packages/ui/src/button.tsx", True)}, id="an export"),
        pytest.param(WORKSPACE, "import '@shop/ui/icons/star'", {("packages/ui/src/icons/star.ts", True)}, id="a star"),
        pytest.param(WORKSPACE, "import '@shop/ui/none'", set(), id="no export"),
        pytest.param(WORKSPACE, "import 'plain'", {("packages/plain/src/index.ts", False)}, id="an index by custom"),
        pytest.param(WORKSPACE, "import 'plain/lib/x'", {("packages/plain/lib/x.ts", True)}, id="a path in a package"),
        pytest.param(ALIASES, "import '@/a'", {("app/core/a.ts", True)}, id="the first target"),
        pytest.param(ALIASES, "import '@/b'", {("app/src/b.ts", True)}, id="the second target"),
        pytest.param(ALIASES, "import 'only'", {("app/one.ts", True)}, id="an alias without a star"),
        pytest.param(ALIASES, "import 'bare/c'", {("app/bare/c.ts", True)}, id="a bare name from the base"),
        pytest.param({"app/src/b.ts": ""}, "import '@/b'", {("app/src/b.ts", False)}, id="an alias of a bundler"),
        pytest.param({"app/tsconfig.json": "{", "app/src/b.ts": ""}, "import './src/b'", {("app/src/b.ts", True)},
                     id="broken configuration"),
    ],
)  # fmt: skip
def test_names_are_resolved_as_they_are_configured(files: Files, text: str, expected: set[tuple[str, bool]]) -> None:
    found = edges({**files, "app/x.ts": text})

    assert {(target, exact) for source, target, exact in found if source == "app/x.ts"} == expected


def test_a_name_within_a_package_is_its_own() -> None:
    assert ("packages/ui/src/index.ts", "packages/ui/src/internal/secret.ts", True) in edges(WORKSPACE)


def test_what_is_installed_is_not_ours() -> None:
    assert edges({"node_modules/a/index.js": "", "x.js": "import './node_modules/a/index.js'"}) == set()


def test_a_name_that_is_computed_is_said() -> None:
    assert javascript.extract(b"import(name)").dynamic
    assert javascript.extract(b"import(`./locale/${name}`)").dynamic
    assert not javascript.extract(b"import('./a')").dynamic


def test_a_tsconfig_that_extends_itself_ends() -> None:
    loop = {"extends": "./tsconfig.json", "references": [{"path": "."}]}

    assert edges({"tsconfig.json": loop, "a.ts": "", "x.ts": "import './a'"}) == {("x.ts", "a.ts", True)}


@pytest.mark.parametrize(
    "content",
    [
        b"'" * 1_000_000,
        b"import " * 200_000,
        b"from '" * 200_000,
        b"/*" * 500_000,
        b"require(" * 200_000,
        b"import(" + b" " * 500_000,
        b"x from './a' " * 50_000,
    ],
    ids=range(7),
)
def test_time_is_linear_on_hostile_input(content: bytes) -> None:
    start = time.process_time()
    javascript.extract(content)

    assert time.process_time() - start < 8
