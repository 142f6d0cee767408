"""What a change touches by name, and who uses it: small repositories in, symbols out."""

import os
import time
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from threading import Event

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Patch, Skipped
from riskcheck.core.symbol import Symbol, SymbolUse
from riskcheck.errors import OverdueError
from riskcheck.graph.graph import Graph
from riskcheck.graph.reach import measure
from riskcheck.graph.symbols import Search
from riskcheck.records import Use
from riskcheck.repository import Repository
from riskcheck.sources import revisions
from tests.builders import a_changeset, a_hunk, a_patch
from tests.gitrepo import GitRepo

SHOP = {
    "shop/__init__.py": "",
    "shop/pay.py": (
        "LIMIT = 3\n\n\ndef charge(order):\n    return order.total\n\n\ndef twice(order):\n    charge(order)\n"
    ),
    "shop/api.py": "from shop.pay import charge\n\n\ndef order():\n    charge(1)\n    charge(2)  # not charge(3)\n",
    "shop/jobs.py": (
        "import shop.pay\n\n\ndef nightly():\n    '''Go on to charge everybody.'''\n    shop.pay.charge(4)\n"
    ),
    "shop/bell.py": "def ring(bell):\n    bell.charge()\n    charge = 5\n",
    "shop/other.py": "from shop.pay import LIMIT\n\n\ndef charge():\n    charge()\n",
    "tests/test_pay.py": "from shop import pay\n\n\ndef test_charge():\n    pay.charge(6)\n",
    "docs/pay.md": "Call charge(7).\n",
}
CHANGED = SHOP["shop/pay.py"].replace("order.total", "order.total + 1")


def looked_at(repo: GitRepo) -> tuple[tuple[Symbol, ...], tuple[Skipped, ...]]:
    """The symbols of the last commit."""
    repository = Repository.find(str(repo.folder), {"PATH": os.environ["PATH"]})
    changeset = revisions.read_commit(repository, "HEAD")
    graph = measure(changeset, repository, None, time.monotonic() + 60).graph
    return Search(changeset, Contents(changeset, repository), lambda: graph).finish()


def commit(repo: GitRepo, files: Mapping[str, str | None]) -> GitRepo:
    for path, content in files.items():
        if content is None:
            repo.git("rm", "--quiet", path)
        else:
            repo.write(path, content)
    repo.commit()
    return repo


def uses(repo: GitRepo, before: Mapping[str, str], after: Mapping[str, str | None]) -> dict[str, list[str]]:
    """The uses of each symbol that the second of two commits touches; `~` marks a match of names."""
    commit(repo, before)
    found, skipped = looked_at(commit(repo, after))
    assert skipped == ()
    return {
        symbol.name: [f"{'' if use.exact else '~'}{use.path}:{use.line}" for use in symbol.uses]
        if symbol.searched
        else ["not searched"]
        for symbol in found
    }


def test_what_a_module_of_commonjs_exports_is_told_with_its_uses(repo: GitRepo) -> None:
    before = {
        "lib/till.js": "exports.closeForToday = function (till) {\n  return till;\n};\nexports.openHours = 8;\n",
        "lib/shop.js": "var closeForToday = require('./till').closeForToday;\n\ncloseForToday(1);\n",
        "lib/other.js": "function closeForToday() {}\n\ncloseForToday(1);\n",
    }
    after = {"lib/till.js": before["lib/till.js"].replace("return till", "return 0").replace("8", "9")}

    assert uses(repo, before, after) == {"closeForToday": ["lib/shop.js:3"], "openHours": []}


def test_a_changed_function_is_told_with_its_uses(repo: GitRepo) -> None:
    commit(repo, SHOP)

    found, skipped = looked_at(commit(repo, {"shop/pay.py": CHANGED}))

    assert skipped == ()
    assert found == (
        Symbol(
            "charge",
            "function",
            "shop/pay.py",
            4,
            "changed",
            uses=(
                SymbolUse("shop/api.py", 5, True),
                SymbolUse("shop/api.py", 6, True),
                SymbolUse("shop/jobs.py", 6, True),
            ),
            uses_here=1,
            uses_in_tests=1,
        ),
    )


GO = {
    "go.mod": "module example.com/shop\n\ngo 1.22\n",
    "pay/pay.go": "package pay\n\nfunc ChargeOrder() int {\n\treturn 1\n}\n",
    "pay/all.go": "package pay\n\nfunc All() int {\n\treturn ChargeOrder()\n}\n",
    "main.go": 'package main\n\nimport "example.com/shop/pay"\n\nfunc main() {\n\tpay.ChargeOrder()\n\tpay.All()\n}\n',
}
JAVA = {
    "shop/Pay.java": "package shop;\n\npublic class PayService {\n    int total() {\n        return 1;\n    }\n}\n",
    "web/Api.java": "package web;\n\nimport shop.PayService;\n\nclass Api {\n    Object pay = new PayService();\n}\n",
}
C = {
    "src/pay.h": "int charge(int a);\n",
    "src/server.h": '#include "pay.h"\n',
    "src/pay.c": '#include "server.h"\nint charge(int a)\n{\n    return 1;\n}\n',
    "src/main.c": '#include "server.h"\nint main(void) {\n    return charge(3);\n}\n',
    "deps/other.c": "static int charge(int a)\n{\n    return 2;\n}\n",
}
LONE = {
    "shop/__init__.py": "",
    "shop/pay.py": "def charge_order():\n    return 1\n",
    "shop/api.py": "from shop.pay import charge_order\n\ncharge_order()\n",
}


@pytest.mark.parametrize(
    ("before", "after", "name", "expected"),
    [
        pytest.param(
            GO, {"pay/pay.go": GO["pay/pay.go"].replace("ChargeOrder", "Charge")}, "ChargeOrder",
            ["main.go:6", "pay/all.go:4"], id="Go",
        ),
        pytest.param(
            GO,
            {
                "pay/pay.go": GO["pay/pay.go"].replace("ChargeOrder", "Charge"),
                "main.go": GO["main.go"].replace("pay.All()", "pay.All()\n\tprintln(1)"),
            },
            "ChargeOrder", ["main.go:6", "pay/all.go:4"], id="where its user is changed as well",
        ),
        pytest.param(
            JAVA, {"shop/Pay.java": JAVA["shop/Pay.java"].replace("PayService", "Payer")}, "PayService",
            ["web/Api.java:6"], id="Java",
        ),
        pytest.param(
            C, {path: C[path].replace("charge", "bill") for path in ("src/pay.c", "src/pay.h")}, "charge",
            ["src/main.c:3"], id="C, with its prototype",
        ),
        pytest.param(LONE, {"shop/pay.py": None}, "charge_order", ["shop/api.py:3"], id="with its file"),
        pytest.param(
            LONE, {"shop/pay.py": None, "shop/api.py": "from lib import charge_order\n\ncharge_order()\n"},
            "charge_order", ["~shop/api.py:3"], id="with its file, and imported from elsewhere",
        ),
        pytest.param(
            LONE, {"shop/pay.py": None, "shop/money.py": "def charge():\n    return 1\n"}, "charge_order",
            ["shop/api.py:3"], id="with the name of its file",
        ),
    ],
)  # fmt: skip
def test_what_is_gone_is_still_used_where_it_was(
    repo: GitRepo, before: Mapping[str, str], after: Mapping[str, str | None], name: str, expected: list[str]
) -> None:
    assert uses(repo, before, after)[name] == expected


PACKAGE = {"shop/__init__.py": "", "shop/money/pay.py": "def charge():\n    return 1\n"}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {
                "shop/money/__init__.py": "from .pay import charge\n",
                "shop/api.py": "from shop.money import charge\n\ncharge()\n",
                "shop/web.py": "from shop import money\n\nmoney.charge()\n",
            },
            ["shop/api.py:3", "shop/web.py:3"],
            id="a package passes the name on",
        ),
        pytest.param(
            {
                "shop/money/__init__.py": "",
                "shop/middle.py": "import shop.money.pay\n",
                "shop/api.py": "from shop import middle\n\ncharge()\nmiddle.charge()\n",
            },
            [],
            id="a file that does not pass it on does not count",
        ),
        pytest.param(
            {
                "shop/money/__init__.py": "",
                "shop/api.py": "from shop.money.pay import (\n    # all\n    charge,\n)\n\nhooks = [\n    charge,\n]\n",
            },
            [],
            id="names on lines of their own near an import are its own",
        ),
        pytest.param(
            {
                "shop/money/__init__.py": "",
                "shop/api.py": "from shop.money.pay import charge\n\nrun(charge=1)\nrun(fee=charge)\ntext = 'charge'\n",
            },
            ["shop/api.py:4"],
            id="an argument's name and a text are no use",
        ),
        pytest.param(
            {
                "shop/money/__init__.py": "",
                "shop/api.py": "from shop.money import pay\n'''\nEnds in a pay.charge.\n:returns: pay.charge\n'''\n",
            },
            [],
            id="a sentence of a docstring is no use",
        ),
        pytest.param(
            {
                "shop/money/__init__.py": "",
                "shop/money/pay2.py": "def charge():\n    pass\n",
                "shop/api.py": "from shop.money import pay, pay2\n\npay.charge()\npay2.charge()\nself.charge()\n",
            },
            ["shop/api.py:3"],
            id="what is reached through another module is another",
        ),
        pytest.param(
            {
                "shop/money/__init__.py": "",
                "shop/charge.py": "rate = 1\n",
                "shop/api.py": "from shop.money import pay\nfrom shop.charge import rate\n\nif not charge:\n    pass\n",
            },
            [],
            id="a module of that name is no import of the name",
        ),
        pytest.param(
            {"shop/money/__init__.py": "", "shop/api.py": "import shop.money.pay as p\n\np.charge()\n"},
            [],
            id="an alias of the module tells nothing where the name is a common word",
        ),
    ],
)
def test_what_a_use_of_a_function_is(repo: GitRepo, files: dict[str, str], expected: list[str]) -> None:
    after: dict[str, str | None] = {"shop/money/pay.py": "def charge():\n    return 2\n"}

    assert uses(repo, {**PACKAGE, **files}, after) == {"charge": expected}


METHOD = (
    "class Till:\n    @property\n    def cash(self):\n        return 1\n\n"
    "    def close_for_today(self):\n        return 1\n"
)


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param(
            {"shop/api.py": "from shop.till import Till\n\nTill().close_for_today()\nrun(till.close_for_today)\n"},
            ["shop/api.py:3"],
            id="a method is called on something",
        ),
        pytest.param(
            {"shop/api.py": "def end(till):\n    till.close_for_today()\n"},
            [],
            id="a file that does not depend on the class may mean another",
        ),
        pytest.param(
            {
                "shop/door.py": "class Door:\n    def close_for_today(self):\n        pass\n",
                "shop/api.py": "from shop import door, till\n\nx.close_for_today()\nTill.close_for_today(x)\n",
                "shop/web.py": "from shop.till import Till\n\nx.close_for_today()\n",
            },
            ["shop/api.py:4", "shop/web.py:3"],
            id="of two classes that a file depends on, it has to name one",
        ),
        pytest.param(
            {
                "shop/api.py": "from shop.till import Till\n\n\nclass Api(Till):\n    def close_for_today(self):\n"
                "        self.close_for_today()\n        return Till.close_for_today(self)\n",
            },
            ["shop/api.py:7"],
            id="a file that defines it too means the other where it names its class",
        ),
        pytest.param(
            {f"shop/door{at}.py": "class Door:\n    def close_for_today(self): pass\n" for at in range(6)}
            | {"shop/api.py": "from shop.till import Till\n\nx.close_for_today()\n"},
            ["not searched"],
            id="what many classes have says nothing",
        ),
    ],
)
def test_what_a_use_of_a_method_is(repo: GitRepo, files: dict[str, str], expected: list[str]) -> None:
    after: dict[str, str | None] = {"shop/till.py": METHOD.replace("return 1", "return 2")}

    found = uses(repo, {"shop/__init__.py": "", "shop/till.py": METHOD, **files}, after)

    assert found == {"Till.cash": ["not searched"], "Till.close_for_today": expected}


TILL = (
    "<?php\nnamespace Shop;\nclass Till\n{\n    public static function open()\n    {\n        return 1;\n    }\n"
    "    private int $x;\n}\n"
)


JAVA_TILL = "package shop;\n\nclass Till {\n    static int closeForToday() {\n        return 1;\n    }\n}\n"
SHARP_TILL = "namespace Shop;\n\nclass Till\n{\n    public object CloseForToday()\n    {\n        return 1;\n    }\n}\n"


@pytest.mark.parametrize(
    ("path", "before", "after", "other", "text", "expected"),
    [
        pytest.param(
            "web/pay.ts",
            "export function charge() {\n  return 1;\n}\n",
            "export function charge() {\n  return 2;\n}\n",
            "web/cart.tsx",
            "import {\n  charge,\n} from './pay';\n\ncharge();\n// charge();\nconst x = { charge: 1 };\n",
            {"charge": ["web/cart.tsx:5"]},
            id="TypeScript",
        ),
        pytest.param(
            "lib/till.rb",
            "class Till\n  def close_for_today\n    1\n  end\nend\n",
            "class Till\n  def close_for_today\n    2\n  end\nend\n",
            "lib/shop.rb",
            "require_relative 'till'\n\nTill.new.close_for_today\n",
            {"Till.close_for_today": ["lib/shop.rb:3"]},
            id="Ruby",
        ),
        pytest.param(
            "src/pay.c",
            '#include "pay.h"\nint charge(int a)\n{\n    return 1;\n}\n',
            '#include "pay.h"\nint charge(int a)\n{\n    return 2;\n}\n',
            "src/main.c",
            '#include "pay.h"\nint main(void) {\n    return charge(3);\n}\n',
            {"charge": ["src/main.c:3"]},
            id="C, by way of the header",
        ),
        pytest.param(
            "src/pay.c",
            '#include "pay.h"\nint charge(int a)\n{\n    return 1;\n}\n',
            '#include "pay.h"\nint charge(int a)\n{\n    return 2;\n}\n',
            "src/main.c",
            '#include "server.h"\nint main(void) {\n    return charge(3);\n}\n',
            {"charge": ["src/main.c:3"]},
            id="C, by way of a header of headers",
        ),
        pytest.param(
            "src/pay.c",
            '#include "server.h"\nint charge(int a)\n{\n    return 1;\n}\n',
            '#include "server.h"\nint charge(int a)\n{\n    return 2;\n}\n',
            "src/main.c",
            '#include "all.h"\nint main(void) {\n    return charge(3);\n}\n',
            {"charge": ["src/main.c:3"]},
            id="C, declared where its own file includes it by way of another",
        ),
        pytest.param(
            "web/pay-desk.ts",
            "export function charge() {\n  return 1;\n}\n",
            "export function charge() {\n  return 2;\n}\n",
            "web/cart.ts",
            "import * as PayDesk from './pay-desk';\n\nPayDesk.charge();\nOther.charge();\n",
            {"charge": ["web/cart.ts:3"]},
            id="TypeScript, through the module",
        ),
        pytest.param(
            "shop/Till.java",
            JAVA_TILL,
            JAVA_TILL.replace("1", "2"),
            "web/Api.java",
            "package web;\n\nimport static shop.Till.closeForToday;\n\nclass Api {\n    int x = closeForToday();\n}\n",
            {"Till.closeForToday": ["web/Api.java:6"]},
            id="Java, a static import",
        ),
        pytest.param(
            "Till.cs",
            SHARP_TILL,
            SHARP_TILL.replace("1", "2"),
            "Api.cs",
            "using Shop;\n\nclass Api\n{\n    object x = Till.CloseForToday();\n}\n",
            {"Till.CloseForToday": ["Api.cs:5"]},
            id="C#, a method of any kind of answer",
        ),
        pytest.param(
            "src/pay.rs",
            "pub fn charge() -> u8 {\n    1\n}\n",
            "pub fn charge() -> u8 {\n    2\n}\n",
            "src/main.rs",
            "mod pay;\n\nfn main() {\n    pay::charge();\n    other::charge();\n}\n",
            {"charge": ["src/main.rs:4"]},
            id="Rust",
        ),
        pytest.param(
            "src/Till.php",
            TILL,
            TILL.replace("$x", "$y"),
            "src/Shop.php",
            "<?php\nnamespace Shop;\nTill::open();\n",
            {"Till": ["src/Shop.php:3"]},
            id="PHP",
        ),
    ],
)
def test_uses_are_found_in(
    repo: GitRepo, path: str, before: str, after: str, other: str, text: str, expected: dict[str, list[str]]
) -> None:
    files = {path: before, other: text, "src/pay.h": "int charge(int a);\n", "composer.json": "{}"}
    files |= {"src/server.h": '#include "all.h"\n', "src/all.h": '#include "pay.h"\n'}

    assert uses(repo, files, {path: after}) == expected


def test_a_name_that_says_enough_is_a_match_where_the_graph_knows_nothing(repo: GitRepo) -> None:
    before = {
        "shop/__init__.py": "",
        "shop/pay.py": "def charge_the_card():\n    return 1\n\n\ndef charge():\n    return 1\n",
        "shop/plugins.py": "import importlib\n\nimportlib.import_module(name).charge_the_card()\nx.charge()\n",
        "shop/lone.py": "x.charge_the_card()\n",
        "shop/run.sh": "charge_the_card()\n",
        "shop/till.py": "class Till:\n    @property\n    def cash_at_hand(self):\n        return 1\n",
        "shop/more.py": "__import__(name)\nx.cash_at_hand\n",
    }
    after = {path: before[path].replace("1", "2") for path in ("shop/pay.py", "shop/till.py")}

    assert uses(repo, before, after) == {
        "charge_the_card": ["~shop/plugins.py:3"],
        "charge": [],
        "Till.cash_at_hand": [],
    }


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        pytest.param("def charge():\n    return 1\n", "def charge():\n    return 2\n", ["changed charge"], id="a body"),
        pytest.param(
            "def charge(a):\n    return 1\n", "def charge(b):\n    return 1\n", ["resigned charge"], id="a header"
        ),
        pytest.param(
            "@a\ndef charge():\n    pass\n", "@b\ndef charge():\n    pass\n", ["changed charge"], id="a decorator"
        ),
        pytest.param(
            "def charge():\n    return 1\n", "def charge():\n    # why\n\n    return 1  # one\n", [], id="comments"
        ),
        pytest.param(
            'def charge():\n    """Old."""\n    return 1\n',
            'def charge():\n    """New.\n\nLonger.\n    """\n    return 1\n',
            [],
            id="a docstring",
        ),
        pytest.param(
            "def charge():\n    return 1\n\n\ndef refund():\n    return 2\n",
            "def refund():\n    return 2\n\n\ndef charge():\n    return 1\n",
            [],
            id="what moved in its file",
        ),
        pytest.param(
            "def charge():\n    return 1\n",
            "if True:\n    def charge():\n        return 1\n",
            [],
            id="what was indented",
        ),
        pytest.param("X = 1\n\nrun(1)\n", "X = 1\n\nrun(2)\n", [], id="what is between definitions"),
        pytest.param("RATES = {\n    1: 2,\n}\n", "RATES = {\n    1: 3,\n}\n", ["changed RATES"], id="a constant"),
        pytest.param(
            "class Till:\n    cash = 1\n\n    def close(self):\n        return 1\n",
            "class Till:\n    cash = 2\n\n    def close(self):\n        return 1\n",
            ["changed Till"],
            id="a class and not its methods",
        ),
        pytest.param(
            "class Till:\n    def close(self):\n        def inner():\n            return 1\n        return inner\n",
            "class Till:\n    def close(self):\n        def inner():\n            return 2\n        return inner\n",
            ["changed Till.close"],
            id="a method for what is inside of it",
        ),
        pytest.param("", "def charge():\n    pass\n", ["added charge"], id="what is new"),
        pytest.param("def charge():\n    pass\n", "X = 1\n", ["added X", "removed charge"], id="what is gone"),
        pytest.param(
            "def charge(:\n  (\n", "def charge(:\n  ((\n", ["changed charge"], id="a file that cannot be parsed"
        ),
    ],
)
def test_touched_is(repo: GitRepo, before: str, after: str, expected: list[str]) -> None:
    commit(repo, {"shop.py": before})

    found, _ = looked_at(commit(repo, {"shop.py": after}))

    assert [f"{symbol.change if symbol.body else 'resigned'} {symbol.name}" for symbol in found] == expected


def test_what_moved_to_another_file_is_not_touched(repo: GitRepo) -> None:
    commit(repo, {"a.py": "def charge():\n    return 1\n\n\ndef refund():\n    return 2\n", "b.py": ""})

    found, _ = looked_at(
        commit(repo, {"a.py": "def refund():\n    return 2\n", "b.py": "def charge():\n    return 1\n"})
    )

    assert found == ()


def test_what_went_with_its_file_is_used_where_that_was_imported(repo: GitRepo) -> None:
    use = "pay.charge_the_card()\n"
    commit(repo, {"pay.py": "def charge_the_card():\n    return 1\n", "api.py": f"import pay\n\n{use}", "b.py": use})

    found, _ = looked_at(commit(repo, {"pay.py": None}))

    assert [(symbol.change, symbol.path, symbol.uses) for symbol in found] == [
        ("removed", "pay.py", (SymbolUse("api.py", 3, True),))
    ]


def test_a_renamed_file_keeps_its_symbols(repo: GitRepo) -> None:
    body = "".join(f"    x{at} = {at}\n" for at in range(20))
    commit(repo, {"shop/old.py": f"def charge():\n{body}    return 1\n"})

    found, _ = looked_at(commit(repo, {"shop/old.py": None, "shop/new.py": f"def charge():\n{body}    return 2\n"}))

    assert [(symbol.name, symbol.path, symbol.change) for symbol in found] == [("charge", "shop/new.py", "changed")]


LANGUAGES = {
    "a.py": (
        "class A(B):\n    def m(self): pass\n    async def _p(self): pass\nasync def f(): pass\nC: int = 1\n",
        ["class A 1", "method A.m 2", "-method A._p 3", "function f 4", "constant C 5"],
    ),
    "a.ts": (
        "export class A {\n  private p() {\n  }\n  m = async () => {\n  };\n  constructor(a: B) {\n  }\n}\n"
        "export const f = (a) => {\n};\nfunction g() {\n}\nexport default async function h() {\n}\nconst K = 1;\n"
        "export { K };\n",
        [
            "class A 1",
            "-method A.p 2",
            "method A.m 4",
            "method A.constructor 6",
            "function f 9",
            "-function g 11",
            "function h 13",
            "constant K 15",
        ],
    ),
    "a.go": (
        "func F() {\nout:\n\tx()\n}\nfunc (a *A) M(b int) error {\n"
        "}\ntype A struct {\n\tX int\n}\nconst (\n\tK = 1\n)\n",
        ["function F 1", "method A.M 5", "class A 7", "constant K 11"],
    ),
    "A.java": (
        "public class A {\n    public static final int K = 1;\n    @Override\n    public int m(int a) {\n"
        "        return g(a);\n    }\n    private void p() {\n    }\n    A(B b) {\n    }\n}\n",
        ["class A 1", "constant A.K 2", "method A.m 4", "-method A.p 7"],
    ),
    "a.kt": (
        "class A {\n    fun m() = 1\n    private fun p() {\n    }\n"
        "    companion object {\n        const val K = 1\n    }\n}\n"
        "fun String.f(): Int {\n}\n",
        ["class A 1", "method A.m 2", "-method A.p 3", "constant A.K 6", "function f 9"],
    ),
    "A.cs": (
        "namespace N\n{\n    public class A\n    {\n"
        "        public int P { get; }\n        public async Task M()\n        {\n"
        "            if (x)\n            {\n            }\n        }\n    }\n}\n",
        ["class A 3", "property A.P 5", "method A.M 6"],
    ),
    "a.rb": (
        "module M\n  class A\n    KEY = 1\n    def m?\n      1\n    end\n    def self.s = 1\n  end\nend\n",
        ["class M 1", "class M.A 2", "constant M.A.KEY 3", "method M.A.m? 4", "method M.A.s 7"],
    ),
    "a.php": (
        "<?php\nclass A\n{\n    const K = 1;\n    public function m()\n"
        "    {\n    }\n    private function p() {}\n}\nfunction f() {}\n",
        ["class A 2", "constant A.K 4", "method A.m 5", "-method A.p 8", "function f 10"],
    ),
    "a.rs": (
        "pub struct A {\n}\nimpl B for A {\n    fn p(&self) {\n    }\n}\nimpl A {\n    pub fn m(&self) {\n    }\n}\n"
        "pub const K: u8 = 1;\nfn q() {\n}\n",
        ["class A 1", "-method A.p 4", "method A.m 8", "constant K 11", "-function q 12"],
    ),
    "a.c": (
        "#define K 1\nstatic int p(void) {\n#if X\n    a();\n#endif\n}\n"
        "void *f(int a,\n        int b)\n{\n    g(a);\n}\nint q(void);\n"
        "struct s {\n    int x;\n};\n",
        ["constant K 1", "-function p 2", "function f 7", "class s 13"],
    ),
    "a.hpp": (
        "namespace N\n{\n  template<typename T>\n  T f(const T a)\n  {\n    return g<T>(a);\n  }\n"
        "  int p(int a);\n\n  class A {\n    int m(int a) {\n      return h(a);\n    }\n  };\n}\n",
        ["function f 4", "class A 10", "method A.m 11"],
    ),
    "b.cs": (
        "namespace N\n{\n    public class A\n    {\n        public bool P {\n            get {\n#if X\n"
        "                return true;\n#endif\n            }\n        }\n"
        "        public void M()\n        {\n        }\n    }\n}\n",
        ["class A 3", "property A.P 5", "method A.M 12"],
    ),
    "a.proto": (
        "message A {\n  string user_name = 1;\n}\nservice S {\n  rpc Get(A) returns (A);\n}\n",
        ["message A 1", "field A.user_name 2", "message S 4", "method S.Get 5"],
    ),
    "a.graphql": ("type A {\n  userName(id: ID!): String\n}\n", ["message A 1", "field A.userName 2"]),
}


@pytest.mark.parametrize("path", LANGUAGES)
def test_definitions_of_a_language(path: str) -> None:
    text, expected = LANGUAGES[path]
    patch = a_patch(path, [f"+{line}" for line in text.split("\n")[:-1]], change_type="A")

    found, _ = Search(a_changeset(patch), Written({path: ("", text)}), lambda: Graph({}, {})).finish()

    searched = {symbol.name for symbol in found if symbol.searched}
    assert [f"{symbol.kind} {symbol.name} {symbol.line}" for symbol in found] == [name.lstrip("-") for name in expected]
    assert not searched & {name.split()[1] for name in expected if name.startswith("-")}


class Written:
    """Both sides of files as texts, and lines that hold words."""

    is_known = True

    def __init__(self, files: Mapping[str, tuple[str, str]], lines: Sequence[Use] = ()) -> None:
        self._files = files
        self._lines = lines
        self.asked: list[str] = []

    def source(self, patch: Patch) -> bytes | None:
        return self._files[patch.path][0].encode("utf-8", "surrogateescape")

    def target(self, patch: Patch) -> bytes | None:
        return self._files[patch.path][1].encode("utf-8", "surrogateescape")

    def uses(self, words: Sequence[str], suffixes: Sequence[str] = ()) -> Iterator[Use]:
        self.asked += words
        return iter(self._lines)


class Begun(Written):
    """A search that tells when it began."""

    def __init__(self, files: Mapping[str, tuple[str, str]]) -> None:
        super().__init__(files)
        self.begun = Event()

    def uses(self, words: Sequence[str], suffixes: Sequence[str] = ()) -> Iterator[Use]:
        self.begun.set()
        return super().uses(words, suffixes)


class Late(Written):
    """A search that is given up."""

    def uses(self, words: Sequence[str], suffixes: Sequence[str] = ()) -> Iterator[Use]:
        raise OverdueError("git grep took longer than 1 s", "allow more time")


class Absent(Written):
    """Files that this clone does not have."""

    def source(self, patch: Patch) -> bytes | None:
        return None


def test_a_search_that_takes_too_long_leaves_uses_unknown() -> None:
    patch = a_patch("a.py", ["+def charge(): pass"], change_type="A")

    found, skipped = Search(
        a_changeset(patch), Late({"a.py": ("", "def charge(): pass")}), lambda: Graph({}, {})
    ).finish()

    assert [(symbol.name, symbol.searched) for symbol in found] == [("charge", False)]
    assert [entry.what for entry in skipped] == ["uses of what the change touches"]


def test_with_a_part_of_the_graph_uses_are_unknown() -> None:
    patch = a_patch("a.py", ["+def charge(): pass"], change_type="A")
    written = Written({"a.py": ("", "def charge(): pass")})

    found, skipped = Search(a_changeset(patch), written, lambda: Graph({}, {}, unread=1)).finish()

    assert [(symbol.name, symbol.searched) for symbol in found] == [("charge", False)]
    assert [entry.reason for entry in skipped] == ["not every file was read before the deadline"]


def test_a_file_that_is_not_stored_is_said_to_be_unread() -> None:
    found, skipped = Search(a_changeset(a_patch("a.py")), Absent({"a.py": ("", "")}), lambda: Graph({}, {})).finish()

    assert found == ()
    assert skipped == (Skipped("symbols of a.py", "not stored here, a link, or too large"),)


def test_a_bare_diff_has_no_symbols() -> None:
    changeset = a_changeset(a_patch("a.py"))

    assert Search(changeset, Contents(changeset), lambda: Graph({}, {})).finish() == ((), ())


def test_the_most_important_names_are_searched_for_and_the_others_counted() -> None:
    before = "".join(f"def name_{at}():\n    return 1\n" for at in range(30))
    after = before.replace("1\n", "2\n") + "".join(f"def new_name_{at}():\n    return 1\n" for at in range(30))
    lines = [f"+{line}" for line in after.split("\n")[:-1]]
    written = Written({"a.py": (before, after)})

    found, skipped = Search(a_changeset(a_patch("a.py", lines)), written, lambda: Graph({}, {})).finish()

    assert sum(symbol.searched for symbol in found) == len(written.asked) == 40
    assert {f"name_{at}" for at in range(30)} <= set(written.asked)
    assert skipped == (Skipped("uses of 20 names", "40 names are searched for at most"),)


@pytest.mark.parametrize(("changed", "added", "early"), [(3, 0, True), (3, 50, True), (50, 0, False)])
def test_only_many_changed_names_are_searched_for_after_the_graph_is_measured(
    changed: int, added: int, early: bool
) -> None:
    before = "".join(f"def name_{at}():\n    return 1\n" for at in range(changed))
    after = before.replace("1\n", "2\n") + "".join(f"def new_name_{at}():\n    return 1\n" for at in range(added))
    written = Begun({"a.py": (before, after)})
    patch = a_patch("a.py", [f"+{line}" for line in after.split("\n")[:-1]])

    def graph() -> Graph:
        assert written.begun.wait(10 if early else 0) is early
        return Graph({}, {})

    Search(a_changeset(patch), written, cache(graph)).finish()

    assert len(written.asked) == min(changed + added, 40)


def test_short_private_and_special_names_are_not_searched_for() -> None:
    text = "def get(): pass\ndef _hidden_one(): pass\nclass A:\n    def __eq__(self): pass\n    def close(self): pass\n"
    lines = [f"+{line}" for line in text.split("\n")[:-1]]
    written = Written({"a.py": ("", text)})

    found, _ = Search(a_changeset(a_patch("a.py", lines, change_type="A")), written, lambda: Graph({}, {})).finish()

    assert written.asked == []
    assert [symbol.name for symbol in found] == ["get", "_hidden_one", "A", "A.__eq__", "A.close"]
    assert not any(symbol.searched for symbol in found)


@pytest.mark.parametrize(
    ("patch", "sides", "line", "expected"),
    [
        pytest.param(
            a_patch("api.py", ['+@app.get("/orders/open/{id}")'], change_type="A"),
            ("", '@app.get("/orders/open/{id}")\n'),
            Use("web/cart.rs", 3, 'fetch("/orders/open/" + id)'),
            ["added route GET /orders/open/{} 1 ~web/cart.rs:3"],
            id="a route",
        ),
        pytest.param(
            a_patch("db/V1__a.sql", ["+ALTER TABLE orders DROP COLUMN paid_until;"], kind="migration"),
            ("", "ALTER TABLE orders DROP COLUMN paid_until;\n"),
            Use("shop/pay.rs", 9, "    order.paid_until"),
            ["removed column orders.paid_until 1 ~shop/pay.rs:9"],
            id="a column in SQL",
        ),
        pytest.param(
            a_patch(
                "migrations/1.py", ["+    op.add_column('orders', sa.Column('paid_until', Date))"], kind="migration"
            ),
            ("", "    op.add_column('orders', sa.Column('paid_until', Date))\n"),
            Use("shop/pay.rs", 9, "    let paid_until = 1;"),
            ["added column orders.paid_until 1"],
            id="a column in a migration, and a local variable of that name",
        ),
        pytest.param(
            a_patch("app.yml", ["-  retry_limit: 1", "+  retry_limit: 2"], kind="config"),
            ("pay:\n  retry_limit: 1\n", "pay:\n  retry_limit: 2\n"),
            Use("shop/pay.rs", 9, 'config["retry_limit"]'),
            ["changed key pay.retry_limit 1 ~shop/pay.rs:9"],
            id="a key",
        ),
        pytest.param(
            a_patch("app.yml", ["-retry_limit: 1", "+retry_limit: 2"], kind="config"),
            ("retry_limit: 1\n", "retry_limit: 2\n"),
            Use("shop/pay.rs", 9, 'send("pay.retry_limit.now", retry_limit)'),
            ["changed key retry_limit 1"],
            id="a key, and a longer text that holds it",
        ),
        pytest.param(
            a_patch("a.proto", ["+  string user_name = 1;"], start=2),
            ("message A {\n}\n", "message A {\n  string user_name = 1;\n}\n"),
            Use("web/a.ts", 9, "reply.userName"),
            ["added field A.user_name 2 ~web/a.ts:9"],
            id="a field, in camel case",
        ),
    ],
)
def test_names_that_are_no_definitions(patch: Patch, sides: tuple[str, str], line: Use, expected: list[str]) -> None:
    found, _ = Search(a_changeset(patch), Written({patch.path: sides}, [line]), lambda: Graph({}, {})).finish()

    assert [
        f"{symbol.change} {symbol.kind} {symbol.name} {symbol.line}"
        + "".join(f" ~{use.path}:{use.line}" for use in symbol.uses)
        for symbol in found
    ] == expected


def test_a_key_that_many_entries_have_is_no_setting() -> None:
    patch = a_patch("app.yml", ["-  retry_limit: 1", "+  retry_limit: 2"], kind="config")
    lines = [
        Use("app.yml", 2, "  retry_limit: 2"),
        Use("other.yml", 2, "retry_limit: 3"),
        Use("a.rs", 1, '"retry_limit"'),
    ]
    written = Written({"app.yml": ("a:\n  retry_limit: 1\n", "a:\n  retry_limit: 2\n")}, lines)

    (symbol,), _ = Search(a_changeset(patch), written, lambda: Graph({}, {})).finish()

    assert (symbol.searched, symbol.uses) == (False, ())


def test_a_variable_that_is_a_constant_of_the_code_too_is_no_setting() -> None:
    patch = a_patch("app.env", ["-PAY_LIMIT=1", "+PAY_LIMIT=2"], kind="config")
    sides = {"app.env": ("PAY_LIMIT=1\n", "PAY_LIMIT=2\n")}
    read, own = Use("a.rs", 1, 'var("PAY_LIMIT")'), Use("a.py", 1, "PAY_LIMIT = 3")

    (setting,), _ = Search(
        a_changeset(patch), Written(sides, [Use("app.env", 1, "PAY_LIMIT=2"), read]), lambda: Graph({}, {})
    ).finish()
    (other,), _ = Search(
        a_changeset(patch), Written(sides, [own, Use("app.env", 1, "PAY_LIMIT=2"), read]), lambda: Graph({}, {})
    ).finish()

    assert (setting.searched, setting.uses) == (True, (SymbolUse("a.rs", 1, False),))
    assert (other.searched, other.uses) == (False, ())


def test_paths_and_bytes_that_are_not_utf_8_change_nothing(repo: GitRepo) -> None:
    repo.write(b"caf\xe9.py", b"def charge():\n    return '\xff'\n")
    repo.write("api.py", "import caf\n")
    repo.commit()
    repo.write(b"caf\xe9.py", b"def charge():\n    return '\xfe'\n")
    repo.commit()

    found, skipped = looked_at(repo)

    assert skipped == ()
    assert [(symbol.name, symbol.path) for symbol in found] == [("charge", "caf\udce9.py")]


def change_of(path: str, before: str, after: str) -> Changeset:
    """A change of one file whose every line is deleted and added."""
    lines = [*(f"-{line}" for line in before.split("\n")), *(f"+{line}" for line in after.split("\n"))]
    return a_changeset(Patch(path, "M", "code", source_mode=0o100644, target_mode=0o100644, hunks=(a_hunk(lines),)))


FRAGMENTS = st.sampled_from(
    [
        "class A",
        " def b(self):",
        "\n",
        "  ",
        "{",
        "}",
        "(",
        ")",
        "export const c = ",
        "'",
        '"""',
        "#",
        "//",
        "/*",
        "*/",
        "fn d()",
        "pub ",
        "impl E for F ",
        "func (g *G) H() ",
        "return 1",
        "@x",
        "\t",
        ":",
        "=",
        ";",
        "end",
        "`",
        "é",
        "\x00",
    ]
)


@given(st.sampled_from(sorted(LANGUAGES)), st.lists(FRAGMENTS, max_size=40), st.lists(FRAGMENTS, max_size=40))
@settings(deadline=None)
def test_any_text_has_symbols_within_it_and_none_are_touched_where_nothing_changed(
    path: str, before: list[str], after: list[str]
) -> None:
    texts = "".join(before), "".join(after)
    sides = Written({path: texts})

    found, _ = Search(change_of(path, *texts), sides, lambda: Graph({}, {})).finish()
    unchanged = Written({path: (texts[0], texts[0])})
    same, _ = Search(change_of(path, texts[0], texts[0]), unchanged, lambda: Graph({}, {})).finish()

    for symbol in found:
        assert 1 <= symbol.line <= texts[symbol.change != "removed"].count("\n") + 1
    assert same == ()


@pytest.mark.parametrize("path", [*LANGUAGES, "a.sql", "app.yml"])
@pytest.mark.parametrize(
    "part", ["(", "<", "{\n", " a.b::", "export {", "a b ", "class A\n", "\"'`", "def a(\n", "@a\n", "x:\n"]
)
def test_hostile_text_is_read_in_linear_time(path: str, part: str) -> None:
    text = part * 20_000
    began = time.process_time()
    patch = a_patch(path, ["+x"], kind="config" if path.endswith(".yml") else "code")

    Search(a_changeset(patch), Written({path: ("", text)}), lambda: Graph({}, {})).finish()

    assert time.process_time() - began < 20
