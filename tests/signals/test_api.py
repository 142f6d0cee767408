"""What still relies on definitions that a change took away or altered, and the promises that it breaks."""

import os
import time

import pytest

from riskcheck.contents import Contents
from riskcheck.core.change import Changeset, Skipped
from riskcheck.core.signal import Signal
from riskcheck.graph.reach import measure
from riskcheck.graph.symbols import Search
from riskcheck.kinds import kind_of
from riskcheck.repository import Repository
from riskcheck.signals import Context, api
from riskcheck.sources import revisions
from tests.builders import a_changeset, a_patch
from tests.gitrepo import GitRepo

Files = dict[str, str]


def answers(repo: GitRepo, before: Files, after: Files) -> list[Signal | Skipped]:
    """What a commit answers that turns the files of `before` into those, where named, of `after`; "" deletes."""
    for path, text in before.items():
        repo.write(path, text)
    repo.commit()
    for path, text in after.items():
        if text:
            repo.write(path, text)
        else:
            (repo.folder / path).unlink()
    repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")
    return list(api.observe(changeset, Context(contents=Contents(changeset, repository))))


def told(found: list[Signal | Skipped]) -> list[str]:
    return [
        f"{each.id} {place.path}:{place.start_line} {place.message}"
        for each in found
        if isinstance(each, Signal)
        for place in each.evidence
    ]


def ids(found: list[Signal | Skipped]) -> set[str]:
    return {each.id for each in found if isinstance(each, Signal)}


TOTALS = "def total(order):\n    return order.sum\n\n\ndef tax(order):\n    return 1\n"
NO_TOTAL = "def tax(order):\n    return 1\n"


@pytest.mark.parametrize(
    ("caller", "expected"),
    [
        pytest.param(
            "from shop.totals import total\n\n\ndef show(order):\n    return total(order)\n",
            ["1 still imports total", "5 still calls total()"],
            id="from its module",
        ),
        pytest.param(
            "from shop import totals as t\n\n\ndef show(order):\n    return t.total(order)\n",
            ["5 still calls total()"],
            id="through the module under another name",
        ),
        pytest.param(
            "import shop.totals\n\nshow = shop.totals.total\n", ["3 still uses total"], id="through the whole path"
        ),
        pytest.param("from .totals import total as t\nx = t(1)\n", ["1 still imports total", "2 still calls total()"]),
        pytest.param("from . import totals\nx = totals.total(\n    1,\n)\n", ["2 still calls total()"], id="relative"),
        pytest.param("from .totals import *\nx = total(1)\n", ["2 still calls total()"], id="with a star"),
        pytest.param(
            "from shop.totals import (\n    tax,\n    total,\n)\n", ["3 still imports total"], id="in brackets"
        ),
    ],
)
def test_a_removed_function_is_told_with_who_still_uses_it(repo: GitRepo, caller: str, expected: list[str]) -> None:
    before = {"shop/__init__.py": "", "shop/totals.py": TOTALS, "shop/orders.py": caller}

    found = told(answers(repo, before, {"shop/totals.py": NO_TOTAL}))

    assert found == [f"api.removed shop/orders.py:{each}, which shop/totals.py no longer has" for each in expected]


def test_a_name_that_a_package_passes_on_is_followed(repo: GitRepo) -> None:
    before = {
        "shop/__init__.py": "from shop.totals import total\n",
        "shop/totals.py": TOTALS,
        "app.py": "from shop import total\n\nprint(total(1))\n",
    }

    found = told(answers(repo, before, {"shop/totals.py": NO_TOTAL}))

    assert [each.split(",")[0] for each in found] == [
        "api.removed app.py:1 still imports total",
        "api.removed app.py:3 still calls total()",
        "api.removed shop/__init__.py:1 still imports total",
    ]


@pytest.mark.parametrize(
    "caller",
    [
        pytest.param("from other.totals import total\n\ntotal(1)\n", id="another module of that name"),
        pytest.param("def f(total):\n    return total(1)\n", id="a parameter of that name"),
        pytest.param("from shop import totals\n# totals.total(1)\nx = 'totals.total(1)'\n", id="comment and string"),
        pytest.param('from shop import totals\n\n"""Once totals.total(1)."""\n', id="docstring"),
        pytest.param("try:\n    from shop.totals import total\nexcept ImportError:\n    total = None\n", id="guarded"),
        pytest.param("from shop import totals\nif hasattr(totals, 'total'):\n    totals.total(1)\n", id="asked first"),
        pytest.param("order.total(1)\nself.total = 3\n", id="an attribute of something else"),
        pytest.param("from shop.totals import tax\n\ntax(total=1)\n", id="a keyword argument"),
    ],
)
def test_what_only_looks_like_a_use_is_silent(repo: GitRepo, caller: str) -> None:
    before = {"shop/__init__.py": "", "shop/totals.py": TOTALS, "shop/orders.py": caller}

    assert ids(answers(repo, before, {"shop/totals.py": NO_TOTAL})) <= {"api.removed-public"}


CALLER = {
    "shop/__init__.py": "",
    "shop/totals.py": TOTALS,
    "shop/orders.py": "from shop.totals import total\ntotal(1)\n",
}


RUN_TIME = "def __getattr__(name):\n    if name in {%s}:\n        return 1\n    raise AttributeError(name)\n\n\n"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param(RUN_TIME % "'vat'", RUN_TIME % "'vat'", id="makes another name at run time"),
        pytest.param("", RUN_TIME % "'vat'", id="now makes another name at run time"),
        pytest.param(*["class Lazy:\n    def __getattr__(self, name):\n        return 1\n\n\n"] * 2, id="a class does"),
        pytest.param("", RUN_TIME % "'vat'" + '"""Once it held `total`."""\n\n\n', id="its text speaks of it"),
    ],
)
def test_what_a_module_does_not_make_at_run_time_is_removed(repo: GitRepo, before: str, after: str) -> None:
    files = {**CALLER, "shop/totals.py": before + TOTALS}

    found = told(answers(repo, files, {"shop/totals.py": after + NO_TOTAL}))

    assert found[0] == "api.removed shop/orders.py:1 still imports total, which shop/totals.py no longer has"


@pytest.mark.parametrize(
    "after",
    [
        pytest.param(
            {
                "shop/totals.py": f"from shop.sums import total\n{NO_TOTAL}",
                "shop/sums.py": "def total(order):\n    return 1\n",
            },
            id="moved and imported again",
        ),
        pytest.param({"shop/totals.py": f"total = sum\n{NO_TOTAL}"}, id="an alias stays"),
        pytest.param({"shop/totals.py": f"{NO_TOTAL}\n\ndef total(order):\n    return 2\n"}, id="moved in its file"),
        pytest.param(
            {"shop/totals.py": f"def __getattr__(name):\n    return 1\n\n\n{NO_TOTAL}"}, id="made at run time"
        ),
        pytest.param({"shop/totals.py": RUN_TIME % "'total'" + NO_TOTAL}, id="made by name at run time"),
        pytest.param(
            {"shop/totals.py": "LAZY = {'total': 'shop.sums'}\n\n\n" + RUN_TIME % "*LAZY" + NO_TOTAL},
            id="in a lazy map",
        ),
        pytest.param(
            {"shop/totals.py": "LAZY = ['shop.sums:total']\n\n\n" + RUN_TIME % "*LAZY" + NO_TOTAL}, id="by its place"
        ),
        pytest.param(
            {"shop/totals.py": f"__getattr__, __dir__, __all__ = attach(__name__)\n\n\n{NO_TOTAL}"}, id="by a library"
        ),
        pytest.param(
            {
                "shop/totals.py": "def __getattr__(name):\n    try:\n        return getattr(sums, name)\n"
                f"    except KeyError:\n        raise AttributeError(name)\n\n\n{NO_TOTAL}"
            },
            id="handed on",
        ),
        pytest.param(
            {"shop/totals.py": NO_TOTAL, "shop/orders.py": "from shop.totals import tax\ntax(1)\n"},
            id="callers updated",
        ),
        pytest.param({"shop/totals.py": "", "shop/totals/__init__.py": TOTALS}, id="a module became a package"),
        pytest.param(
            {"shop/totals.py": "if True:\n    def total(order):\n        return 3\n\n\n" + NO_TOTAL}, id="reindented"
        ),
    ],
)
def test_what_can_still_be_had_is_not_removed(repo: GitRepo, after: Files) -> None:
    assert ids(answers(repo, CALLER, after)) == set()


def test_a_function_that_moved_away_is_still_imported_from_the_old_place(repo: GitRepo) -> None:
    found = told(
        answers(repo, CALLER, {"shop/totals.py": NO_TOTAL, "shop/sums.py": "def total(order):\n    return order.sum\n"})
    )

    assert found[0] == "api.removed shop/orders.py:1 still imports total, which shop/totals.py no longer holds"


def test_what_a_renamed_module_held_is_still_imported_from_the_old_place(repo: GitRepo) -> None:
    found = told(answers(repo, CALLER, {"shop/totals.py": "", "shop/sums.py": TOTALS}))

    assert found[0] == "api.removed shop/orders.py:1 still imports total, which shop/totals.py no longer holds"


CART = "class Cart:\n    def grand_total(self, tax):\n        return tax\n\n    def clear(self):\n        return None\n"
NO_GRAND_TOTAL = "class Cart:\n    def clear(self):\n        return None\n"


@pytest.mark.parametrize(
    ("caller", "expected"),
    [
        ("from shop.cart import Cart\n\ncart = Cart()\ncart.grand_total(1)\n", "4 still calls grand_total()"),
        (
            "from shop.cart import Cart\n\n\ndef f(cart: Cart):\n    return cart.grand_total(1)\n",
            "5 still calls grand_total()",
        ),
        (
            "from shop.cart import Cart\n\n\nclass Basket(Cart):\n    def f(self):\n"
            "        return self.grand_total(1)\n",
            "6 still calls grand_total()",
        ),
    ],
)
def test_a_removed_method_is_told_where_the_object_is_known(repo: GitRepo, caller: str, expected: str) -> None:
    found = told(answers(repo, {"shop/cart.py": CART, "shop/app.py": caller}, {"shop/cart.py": NO_GRAND_TOTAL}))

    assert found == [f"api.removed shop/app.py:{expected}, which shop/cart.py no longer has"]


def test_where_the_object_is_not_known_it_is_a_match_of_names(repo: GitRepo) -> None:
    files = {"shop/cart.py": CART, "shop/app.py": "def f(thing):\n    return thing.grand_total(1) + thing.clear()\n"}

    found = told(answers(repo, files, {"shop/cart.py": "class Cart:\n    size = 1\n"}))

    assert found == [
        "api.removed shop/app.py:2 still calls grand_total(), which shop/cart.py no longer has (name match)"
    ]


@pytest.mark.parametrize(
    ("caller", "cart"),
    [
        pytest.param(
            "class Other:\n    def grand_total(self):\n        return 1\n\n\nx.grand_total()\n",
            CART,
            id="defined by another",
        ),
        pytest.param("x.grand_total(1)\n", CART.replace("Cart:", "Cart(models.Model):"), id="may be inherited"),
        pytest.param(
            "class Other:\n    def f(self):\n        return self.grand_total(1)\n", CART, id="of another object"
        ),
        pytest.param(
            "from shop.cart import Cart\n\nCart().grand_total(1)\n",
            CART + "\n    def __getattr__(self, name):\n        return getattr(self.order, name)\n",
            id="made at run time",
        ),
    ],
)
def test_a_method_that_others_may_have_is_silent(repo: GitRepo, caller: str, cart: str) -> None:
    after = cart.replace("    def grand_total(self, tax):\n        return tax\n\n", "")

    assert told(answers(repo, {"shop/cart.py": cart, "shop/app.py": caller}, {"shop/cart.py": after})) == []


def test_an_attribute_of_the_object_can_take_the_place_of_one_of_the_class(repo: GitRepo) -> None:
    use = "\n    def f(self):\n        return self.tax_rates\n"
    before = f"class Cart:\n    tax_rates = {{}}\n{use}"
    after = f"class Cart:\n    def __init__(self):\n        self.tax_rates = {{}}\n{use}"

    assert told(answers(repo, {"cart.py": before}, {"cart.py": after})) == []


def calls(signature: str, *bodies: str) -> Files:
    return {"lib.py": f"{signature}\n    return 1\n", "app.py": "from lib import send\n" + "".join(bodies)}


@pytest.mark.parametrize(
    ("before", "after", "call", "expected"),
    [
        pytest.param(
            "def send(a):", "def send(a, b):", "send(1)", "no longer fits: it now requires 'b'", id="required"
        ),
        pytest.param(
            "def send(a, b=1):", "def send(a):", "send(1, b=2)", "no longer fits: it no longer takes 'b'", id="removed"
        ),
        pytest.param(
            "def send(a, b=1):",
            "def send(a, *, b=1):",
            "send(1, 2)",
            "no longer fits: it takes 'b' by keyword only",
            id="keyword-only",
        ),
        pytest.param(
            "def send(a, b=1):",
            "def send(a, c=1):",
            "send(1, b=2)",
            "no longer fits: it no longer takes 'b'",
            id="renamed",
        ),
        pytest.param(
            "def send(a, b):",
            "def send(b, a):",
            "send(1, 2)",
            "gives 'b' as argument 1, which was 'a': it takes its arguments in another order",
            id="moved",
        ),
        pytest.param(
            "def send(a, b=1):", "def send(a, b):", "send(1)", "no longer fits: it now requires 'b'", id="made required"
        ),
        pytest.param(
            "def send(a):", "async def send(a):", "x = send(1)", "does not await it: it is a coroutine now", id="async"
        ),
        pytest.param(
            "def send(a):",
            "def send(a):\n    yield",
            "send(1)",
            "does not iterate it, so it does nothing: it is a generator now",
            id="generator",
        ),
        pytest.param(
            "def send(a):",
            "def send(a, b):",
            "send(\n    1,\n)",
            "no longer fits: it now requires 'b'",
            id="over lines",
        ),
    ],
)
def test_a_call_that_no_longer_fits_is_told(repo: GitRepo, before: str, after: str, call: str, expected: str) -> None:
    files = calls(before, f"{call}\n")

    found = told(answers(repo, files, {"lib.py": f"{after}\n    return 1\n"}))

    assert found == [f"api.signature app.py:2 call of send() {expected}"]


@pytest.mark.parametrize(
    ("before", "after", "call"),
    [
        pytest.param("def send(a):", "def send(a, b=1):", "send(1)", id="an optional one more"),
        pytest.param("def send(a, b=1):", "def send(a):", "send(1)", id="not given"),
        pytest.param("def send(a):", "def send(b):", "send(1)", id="a better name"),
        pytest.param("def send(a, b=1):", "def send(a, *, b=1):", "send(1, b=2)", id="given by keyword"),
        pytest.param("def send(a):", "def send(a, b):", "send(*x)", id="nobody knows"),
        pytest.param("def send(a):", "def send(a, b):", "send()", id="did not fit before"),
        pytest.param("def send(a):", "async def send(a):", "await send(1)", id="awaited already"),
        pytest.param("def send(a):", "async def send(a):", "run(send(1))", id="handed on"),
        pytest.param("def send(a):", "def send(a: int) -> int:", "send(1)", id="annotated"),
        pytest.param("def send(a):", "@cached\ndef send(a):", "send(1)", id="decorated"),
    ],
)
def test_a_call_that_still_fits_is_silent(repo: GitRepo, before: str, after: str, call: str) -> None:
    assert told(answers(repo, calls(before, f"{call}\n"), {"lib.py": f"{after}\n    return 1\n"})) == []


def test_a_call_that_the_change_edits_was_looked_at(repo: GitRepo) -> None:
    files = calls("def send(a, b):", "send(\n    1,\n    2,\n)\n")

    assert (
        told(
            answers(
                repo,
                files,
                {"lib.py": "def send(b, a):\n    return 1\n", "app.py": "from lib import send\nsend(\n    1,\n)\n"},
            )
        )
        == []
    )


def test_a_constructor_is_called_by_the_name_of_its_class(repo: GitRepo) -> None:
    before = {
        "lib.py": "class Mail:\n    def __init__(self, to):\n        self.to = to\n",
        "app.py": "from lib import Mail\n\nMail('a')\n",
    }
    after = {"lib.py": "class Mail:\n    def __init__(self, to, subject):\n        self.to = to\n"}

    assert told(answers(repo, before, after)) == [
        "api.signature app.py:3 call of Mail() no longer fits: it now requires 'subject'"
    ]


def test_a_field_of_a_dataclass_is_an_argument(repo: GitRepo) -> None:
    head = "from dataclasses import dataclass\n\n\n@dataclass\nclass Mail:\n    to: str\n"

    found = told(
        answers(
            repo,
            {"lib.py": head, "app.py": "from lib import Mail\nMail('a')\n"},
            {"lib.py": f"{head}    subject: str\n"},
        )
    )

    assert found == ["api.signature app.py:2 call of Mail() no longer fits: it now requires 'subject'"]


def test_a_method_that_becomes_a_property_cannot_be_called(repo: GitRepo) -> None:
    before = {"lib.py": CART, "app.py": "from lib import Cart\n\ncart = Cart()\ncart.clear()\n"}
    after = {"lib.py": CART.replace("    def clear", "    @property\n    def clear")}

    assert told(answers(repo, before, after)) == [
        "api.signature app.py:4 calls clear, which is a property, was a method"
    ]


@pytest.mark.parametrize(
    ("before", "after", "call", "expected"),
    [
        ("timeout=30", "timeout=300", "send(1)", ["send() relies on timeout=30 -> 300"]),
        ("timeout=30", "timeout=300", "send(1, timeout=30)", []),
        ("timeout=30", "timeout=300", "send(1, **options)", []),
        ("timeout=30", "timeout=0x1e", "send(1)", []),
        ("hosts=[]", "hosts=None", "send(1)", []),
        ("mode=modes.FAST", "mode=FAST", "send(1)", []),
    ],
)
def test_a_default_counts_where_a_caller_relies_on_it(
    repo: GitRepo, before: str, after: str, call: str, expected: list[str]
) -> None:
    files = calls(f"def send(a, {before}):", f"{call}\n")

    found = told(answers(repo, files, {"lib.py": f"def send(a, {after}):\n    return 1\n"}))

    assert found == [f"api.default app.py:2 {each}" for each in expected]


def test_a_default_that_got_a_name_is_the_same(repo: GitRepo) -> None:
    files = calls("def send(a, timeout=30):", "send(1)\n")

    after = "TIMEOUT = 30\n\n\ndef send(a, timeout=TIMEOUT):\n    return 1\n"
    assert told(answers(repo, files, {"lib.py": after})) == []


@pytest.mark.parametrize(
    ("home", "before", "after", "caller", "text", "expected"),
    [
        pytest.param(
            "src/totals.ts",
            "export function total(a: Order) {\n}\n",
            "export const x = 1\n",
            "src/ui/cart.tsx",
            "import { tax, total } from '../totals'\n",
            "api.removed src/ui/cart.tsx:1 still imports total, which src/totals.ts no longer has",
            id="TypeScript",
        ),
        pytest.param(
            "lib/totals.js",
            "exports.total = 1\n",
            "exports.tax = 1\n",
            "app.js",
            "const { total } = require('./lib/totals')\n",
            "api.removed app.js:1 still imports total, which lib/totals.js no longer has",
            id="CommonJS",
        ),
        pytest.param(
            "src/totals.ts",
            "export function total(a: Order) {\n}\n",
            "export function total(a: Order, rate: number) {\n}\n",
            "src/cart.ts",
            "import { total } from './totals'\nconst x = total(order)\n",
            "api.signature src/cart.ts:2 calls total() with 1: it takes 2 arguments, took 1 argument",
            id="TypeScript call",
        ),
        pytest.param(
            "shop/totals/totals.go",
            "package totals\n\nfunc Total(o Order) int {\n\treturn 1\n}\n",
            "package totals\n",
            "app/main.go",
            'package main\n\nimport "example.org/shop/totals"\n\nvar x = totals.Total(o)\n',
            "api.removed app/main.go:5 still calls Total(), which shop/totals/totals.go no longer has",
            id="Go",
        ),
        pytest.param(
            "a/src/Totals.java",
            "public class Totals {\n    public int total(Order o) {\n        return 1;\n    }\n}\n",
            "public class Totals {\n    public int total(Order o, Rate r) {\n        return 1;\n    }\n}\n",
            "a/src/Cart.java",
            "class Cart {\n    Totals totals;\n    int sum() {\n        return totals.grandTotalOf(1) + 2;\n    }\n}\n",
            None,
            id="Java, another method",
        ),
        pytest.param(
            "a/src/Totals.java",
            "public class Totals {\n    public int totalOf(Order o) {\n        return 1;\n    }\n}\n",
            "public class Totals {\n}\n",
            "a/src/Cart.java",
            "class Cart {\n    Totals totals;\n    int sum() {\n        return totals.totalOf(order);\n    }\n}\n",
            None,
            id="Java, a short name alone",
        ),
        pytest.param(
            "a/src/Totals.java",
            "public class Totals {\n    public int grandTotalOf(Order o) {\n        return 1;\n    }\n}\n",
            "public class Totals {\n}\n",
            "a/src/Cart.java",
            "class Cart {\n    Totals totals;\n    int sum() {\n        return totals.grandTotalOf(order);\n    }\n}\n",
            "api.removed a/src/Cart.java:4 still calls grandTotalOf(), "
            "which a/src/Totals.java no longer has (name match)",
            id="Java",
        ),
        pytest.param(
            "app/totals.rb",
            "class Totals\n  def grand_total\n    1\n  end\nend\n",
            "class Totals\nend\n",
            "app/cart.rb",
            "class Cart\n  def show\n    totals.grand_total\n  end\nend\n",
            "api.removed app/cart.rb:3 still uses grand_total, which app/totals.rb no longer has (name match)",
            id="Ruby",
        ),
        pytest.param(
            "app/totals.rb",
            "class Totals\n  private\n\n  def grand_total\n    1\n  end\nend\n",
            "class Totals\nend\n",
            "app/cart.rb",
            "totals.grand_total\n",
            None,
            id="Ruby, private",
        ),
        pytest.param(
            "src/Totals.php",
            "<?php\nclass Totals {\n    public function grandTotal($order) {\n    }\n}\n",
            "<?php\nclass Totals {\n}\n",
            "src/Cart.php",
            "<?php\n$totals->grandTotal($order);\n",
            "api.removed src/Cart.php:2 still calls grandTotal(), which src/Totals.php no longer has (name match)",
            id="PHP",
        ),
        pytest.param(
            "src/totals.rs",
            "pub fn total(o: &Order) -> u32 {\n    1\n}\n",
            "pub fn tax() {}\n",
            "src/main.rs",
            "use crate::totals::total;\nfn main() {\n    total(&o);\n}\n",
            "api.removed src/main.rs:1 still uses total, which src/totals.rs no longer has",
            id="Rust",
        ),
        pytest.param(
            "include/totals.h",
            "int total_of(struct order *o);\nint tax(void);\n",
            "int tax(void);\n",
            "src/cart.c",
            '#include "totals.h"\n\nint sum(void)\n{\n\treturn total_of(o);\n}\n',
            "api.removed src/cart.c:5 still calls total_of(), which include/totals.h no longer has",
            id="C",
        ),
        pytest.param(
            "include/totals.h",
            "int total_of(struct order *o);\n",
            "int total_of(struct order *o, int rate);\n",
            "src/cart.c",
            '#include "totals.h"\n\nint sum(void)\n{\n\treturn total_of(o);\n}\n',
            "api.signature src/cart.c:5 calls total_of() with 1: it takes 2 arguments, took 1 argument",
            id="C call",
        ),
    ],
)
def test_other_languages(
    repo: GitRepo, home: str, before: str, after: str, caller: str, text: str, expected: str | None
) -> None:
    found = told(answers(repo, {home: before, caller: text}, {home: after}))

    assert [each for each in found if not each.startswith("api.removed-public")][:1] == ([expected] if expected else [])


JAVA = "package shop;\n\npublic class Totals {\n    public static int total(Order o) {\n        return 1;\n    }\n}\n"
NO_JAVA = "package shop;\n\npublic class Totals {\n}\n"
PHP = "<?php\nclass Totals {\n    public static function total($order) {\n    }\n}\n"
SCRIPT = "export function total(a) {\n}\nexport const x = 1\n"
GO = "package totals\n\nfunc Total(o Order) int {\n\treturn 1\n}\n"
RUST = "pub fn total(o: &Order) -> u32 {\n    1\n}\n\npub fn tax(o: &Order) -> u32 {\n    total(o)\n}\n"


@pytest.mark.parametrize(
    ("home", "before", "after", "others", "expected"),
    [
        pytest.param(
            "shop/Totals.java", JAVA, NO_JAVA,
            {"web/Cart.java": "import static shop.Totals.total;\n\nclass Cart {\n    int x = total(order);\n}\n"},
            ["web/Cart.java:1 still imports total", "web/Cart.java:4 still calls total()"], id="Java, a static import",
        ),
        pytest.param(
            "shop/Totals.java", JAVA, NO_JAVA,
            {
                "web/Cart.java": "import shop.Totals;\n\nclass Cart {\n    int x = Totals.total(order);\n}\n",
                "web/Other.java": "class Other {\n    int total(Order o) {\n        return 1;\n    }\n}\n",
            },
            ["web/Cart.java:4 still calls total()"], id="Java, by its class",
        ),
        pytest.param(
            "src/Totals.php", PHP, PHP.replace("function total", "function sum"),
            {
                "src/Cart.php": "<?php\n\\Shop\\Totals::total($order);\nOther::total($order);\n",
                "src/Other.php": PHP.replace("Totals", "Other"),
            },
            ["src/Cart.php:2 still calls total()"], id="PHP, by its class",
        ),
        pytest.param(
            "lib/order_totals.rb", "class OrderTotals\n  def self.total\n    1\n  end\nend\n",
            "class OrderTotals\nend\n",
            {"app/cart.rb": "OrderTotals.total\nother.total\n"}, ["app/cart.rb:1 still uses total"],
            id="Ruby, by its class",
        ),
        pytest.param(
            "src/totals.ts", SCRIPT, SCRIPT.replace("total", "sum"),
            {"src/cart.ts": "import * as Totals from './totals';\n\nTotals.total(1);\nOther.total(1);\n"},
            ["src/cart.ts:3 still calls total()"], id="TypeScript, through the module",
        ),
        pytest.param(
            "src/totals.js", SCRIPT, SCRIPT.replace("total", "sum"),
            {"src/cart.js": "const totals = require('./totals');\n\nrun(totals.total);\n"},
            ["src/cart.js:3 still uses total"], id="CommonJS, through the module",
        ),
        pytest.param(
            "shop/totals/totals.go", GO, "package totals\n",
            {
                "shop/totals/totals_test.go": "package totals_test\n\nvar x = totals.Total(o)\n",
                "shop/rates/rates.go": "package rates\n\nfunc Total() int {\n\treturn 2\n}\n",
            },
            ["shop/totals/totals_test.go:3 still calls Total()"], id="Go, a test from outside",
        ),
        pytest.param(
            "src/totals.rs", RUST, RUST.replace("fn total", "fn sum"),
            {"src/main.rs": "use crate::totals::total;\n\nfn main() {\n    total(&o);\n}\n"},
            ["src/main.rs:1 still uses total", "src/main.rs:4 still calls total()"],
            id="Rust, its own file uses it too",
        ),
        pytest.param(
            "src/total.rs", "pub fn total() {}\n", "pub fn sum() {}\n",
            {
                "src/lib.rs": "pub mod total;\n",
                "src/main.rs": "use crate::total::total;\n\nfn main() {\n    let total = total();\n}\n",
            },
            ["src/main.rs:1 still uses total", "src/main.rs:4 still calls total()"], id="Rust, a file of that name",
        ),
    ],
)  # fmt: skip
def test_what_names_its_class_or_module_is_sure(
    repo: GitRepo, home: str, before: str, after: str, others: Files, expected: list[str]
) -> None:
    found = told(answers(repo, {home: before, **others}, {home: after}))

    assert [each.removeprefix("api.removed ").partition(",")[0] for each in found if "-public" not in each] == expected


PASSED_ON = {
    "lib/totals.ts": "export function total(a) {\n}\n",
    "lib/index.ts": "export * as Totals from './totals';\n",
    "web/cart.ts": "import { Totals } from '../lib';\n\nTotals.total(1);\nOther.total(1);\n",
}
INDENTED = {
    "src/totals.hpp": "namespace shop\n{\n  template<typename T>\n  T total_of(T a)\n  {\n    return a;\n  }\n}\n",
    "src/cart.cpp": '#include "totals.hpp"\nint main()\n{\n    return shop::total_of(3);\n}\n',
}
DECLARED = {
    "src/totals.h": "int total(int a);\n",
    "src/shop.h": '#include "totals.h"\n',
    "src/totals.c": '#include "shop.h"\nint total(int a)\n{\n    return 1;\n}\n',
    "src/cart.c": '#include "shop.h"\nint main(void)\n{\n    return total(3);\n}\n',
    "deps/other.c": "static int total(int a)\n{\n    return 2;\n}\n\nint x(void)\n{\n    return total(3);\n}\n",
}


@pytest.mark.parametrize(
    ("files", "old", "new", "expected"),
    [
        (
            PASSED_ON, "function total(a)", "function total(a, b)",
            "api.signature web/cart.ts:3 calls total() with 1: it takes 2 arguments, took 1 argument",
        ),
        (
            PASSED_ON, "function total(a)", "function sum(a)",
            "api.removed web/cart.ts:3 still calls total(), which lib/totals.ts no longer has",
        ),
        (
            DECLARED, "int total(int a)", "int sum(int a)",
            "api.removed src/cart.c:4 still calls total(), which src/totals.h no longer has",
        ),
        (
            {**DECLARED, "deps/other.c": ""}, "int total(int a)\n", "int sum(int a)\n",
            "api.removed src/cart.c:4 still calls total(), which src/totals.c no longer has",
        ),
        (
            INDENTED, "T total_of(T a)", "T sum_of(T a)",
            "api.removed src/cart.cpp:4 still calls total_of(), which src/totals.hpp no longer has",
        ),
        (
            DECLARED, "int total(int a)", "int total(int a, int b)",
            "api.signature src/cart.c:4 calls total() with 1: it takes 2 arguments, took 1 argument",
        ),
    ],
)  # fmt: skip
def test_a_call_that_leads_through_other_files_is_found(
    repo: GitRepo, files: Files, old: str, new: str, expected: str
) -> None:
    for path, text in files.items():
        repo.write(path, text)
    repo.commit()
    for path, text in files.items():
        if not path.startswith("deps/"):
            repo.write(path, text.replace(old, new))
    repo.commit()
    repository = Repository.find(str(repo.folder), os.environ)
    changeset = revisions.read_commit(repository, "HEAD")
    contents = Contents(changeset, repository)
    graph = measure(changeset, repository, None, time.monotonic() + 60).graph
    symbols = Search(changeset, contents, lambda: graph).finish()

    assert told(list(api.observe(changeset, Context(contents=contents, symbols=lambda: symbols)))) == [expected]


@pytest.mark.parametrize(
    ("home", "before", "after", "others"),
    [
        pytest.param(
            "shop/pay_linux.go", "package pay\n\nfunc Total() int {\n\treturn 1\n}\n", "package pay\n",
            {
                "shop/pay_other.go": "package pay\n\nfunc Total() int {\n\treturn 2\n}\n",
                "main.go": 'package main\n\nimport "a/shop"\n\nvar x = shop.Total()\n',
            },
            id="in another file of the package",
        ),
        pytest.param(
            "shop/Totals.java", JAVA.replace("    public", "    public static int total() {\n    }\n    public"), JAVA,
            {"web/Cart.java": "import shop.Totals;\n\nclass Cart {\n    int x = Totals.total(order);\n}\n"},
            id="with other arguments",
        ),
        pytest.param(
            "Totals.cs",
            "public class Totals\n{\n    public int GrandTotal()\n    {\n        return 1;\n    }\n}\n",
            "[Generated]\npublic partial class Totals\n{\n}\n",
            {"Cart.cs": "class Cart\n{\n    Totals totals;\n    int x = totals.GrandTotal();\n}\n"},
            id="by a generator",
        ),
        pytest.param(
            "src/totals.rs", "pub fn total() {}\n", "define!(total);\n",
            {"src/main.rs": "use crate::totals::total;\n\nfn main() {\n    total();\n}\n"}, id="by a macro that is new",
        ),
    ],
)  # fmt: skip
def test_what_is_declared_otherwise_is_not_removed(
    repo: GitRepo, home: str, before: str, after: str, others: Files
) -> None:
    assert told(answers(repo, {home: before, **others}, {home: after})) == []


@pytest.mark.parametrize(
    ("path", "before", "after"),
    [
        pytest.param(
            "a.ts", "export function total() {\n}\n", "function total() {\n}\nexport { total }\n", id="listed"
        ),
        pytest.param("a.ts", "export function total() {\n}\n", "export * from './b'\n", id="passed on"),
        pytest.param("a.ts", "  export function total() {\n}\n", "export function total() {\n}\n", id="reindented"),
    ],
)
def test_what_is_exported_otherwise_is_not_removed(repo: GitRepo, path: str, before: str, after: str) -> None:
    assert told(answers(repo, {path: before, "c.ts": "import { total } from './a'\n"}, {path: after})) == []


def test_a_public_name_of_a_library_is_told_where_nothing_uses_it(repo: GitRepo) -> None:
    files = {"pyproject.toml": "[project]\nname = 'shop'\n", "shop/__init__.py": "", "shop/totals.py": TOTALS}

    (signal,) = answers(repo, files, {"shop/totals.py": NO_TOTAL})

    assert isinstance(signal, Signal)
    assert (signal.id, [each.message for each in signal.evidence]) == (
        "api.removed-public",
        ["public function total removed"],
    )
    assert signal.evidence[0].removed


def test_a_name_that_a_library_no_longer_lists_is_told(repo: GitRepo) -> None:
    files = {"setup.py": "", "shop/__init__.py": "", "shop/totals.py": f"__all__ = ['total', 'tax']\n{TOTALS}"}

    found = told(answers(repo, files, {"shop/totals.py": f"__all__ = ['tax']\n{TOTALS}"}))

    assert found == ["api.removed-public shop/totals.py:2 public function total no longer in __all__"]


@pytest.mark.parametrize(
    "files",
    [
        pytest.param({"totals.py": TOTALS, "pyproject.toml": ""}, id="a script"),
        pytest.param({"shop/totals.py": TOTALS, "shop/__init__.py": ""}, id="no manifest"),
        pytest.param({"a/_own/totals.py": TOTALS, "a/_own/__init__.py": "", "setup.py": ""}, id="a private package"),
    ],
)
def test_a_public_name_that_nobody_can_import_is_silent(repo: GitRepo, files: Files) -> None:
    assert ids(answers(repo, files, {next(iter(files)): NO_TOTAL})) == set()


@pytest.mark.parametrize(
    ("path", "before", "after", "expected"),
    [
        (
            "a.proto",
            "message A {\n  string name = 1;\n}\n",
            "message A {\n  string name = 2;\n}\n",
            ["api.contract a.proto:2 A.name = 1 -> 2"],
        ),
        (
            "s.graphql",
            "type A {\n  name: String\n}\n",
            "type A {\n  id: ID\n}\n",
            ["api.contract s.graphql:2 A.name removed"],
        ),
        (
            "api.yaml",
            "openapi: 3.0.0\npaths:\n  /a:\n    get:\n      x: 1\n",
            "openapi: 3.0.0\npaths:\n  /b:\n    get:\n      x: 1\n",
            ["api.contract api.yaml:3 /a removed"],
        ),
        (
            "app.py",
            '@app.get("/orders")\ndef f():\n    return 1\n',
            '@app.get("/purchases")\ndef f():\n    return 1\n',
            ["api.contract app.py:1 GET /orders is no longer answered"],
        ),
        (
            "cli.py",
            'p.add_argument("--fast")\n',
            'p.add_argument("--slow")\n',
            ["api.surface cli.py:1 the option --fast is gone"],
        ),
        (
            "app.py",
            'import os\nx = os.environ["SHOP_KEY"]\n',
            "import os\nx = 1\n",
            ["api.surface app.py:2 the variable SHOP_KEY is no longer read"],
        ),
    ],
)
def test_promises_to_others(repo: GitRepo, path: str, before: str, after: str, expected: list[str]) -> None:
    assert told(answers(repo, {path: before}, {path: after})) == expected


def test_a_variable_that_another_file_reads_is_still_read(repo: GitRepo) -> None:
    files = {"a.py": 'import os\nx = os.environ["SHOP_KEY"]\n', "b.py": 'import os\ny = os.getenv("SHOP_KEY")\n'}

    assert told(answers(repo, files, {"a.py": "import os\n"})) == []


def test_a_variable_that_settings_read_by_a_name_in_small_letters_is_still_read(repo: GitRepo) -> None:
    files = {
        "a.py": 'import os\nx = os.environ["SHOP_KEY"]\n',
        "b.py": "class Inputs(BaseSettings):\n    shop_key: str\n",
    }

    assert told(answers(repo, files, {"a.py": "import os\n"})) == []


def test_at_most_five_places_are_named_and_all_are_counted(repo: GitRepo) -> None:
    callers = {f"shop/app{n}.py": "from shop.totals import total\n" for n in range(7)}

    (signal,) = answers(repo, {"shop/totals.py": TOTALS, **callers}, {"shop/totals.py": NO_TOTAL})

    assert isinstance(signal, Signal)
    assert (signal.value, len(signal.evidence)) == (7, 5)


def test_names_that_are_left_out_are_told(repo: GitRepo) -> None:
    (skipped,) = answers(repo, {"a.py": "def f():\n    return 1\n"}, {"a.py": "x = 1\n"})

    assert skipped == Skipped(
        "uses of 1 of the names that the change removed or altered", "too short, too common or too many to search for"
    )


def test_a_bare_diff_says_what_it_cannot_see() -> None:
    changeset = a_changeset(a_patch("src/app.py", ["-def total():", "-    return 1"]))

    assert list(api.observe(changeset, Context())) == [
        Skipped("uses of what the change removed or altered", "a bare diff has no repository to search")
    ]


def test_a_bare_diff_shows_routes_options_and_variables() -> None:
    lines = ['-@app.get("/orders")', '-p.add_argument("--fast")', '-x = os.getenv("SHOP_KEY")']

    found = list(api.observe(a_changeset(a_patch("src/app.py", lines)), Context()))

    assert ids(found) == {"api.contract", "api.surface"}


@pytest.mark.parametrize("path", ["src/app.py", "docs/a.md", "tests/test_app.py", "vendor/a.py"])
def test_a_change_that_only_adds_or_is_no_code_says_nothing(path: str) -> None:
    patch = a_patch(path, ["+def total():"], change_type="A", kind=kind_of(path))

    assert list(api.observe(Changeset("patch", "t", patches=(patch,)), Context())) == []


def test_a_file_that_python_cannot_parse_is_told_and_the_others_are_read(repo: GitRepo) -> None:
    files = {**CALLER, "broken.py": "def f(:\n    x\n"}

    found = answers(repo, files, {"shop/totals.py": NO_TOTAL, "broken.py": "def g(:\n    x\n"})

    assert Skipped("definitions of broken.py", "Python cannot parse it") in found
    assert "api.removed" in ids(found)


def test_a_crafted_file_neither_raises_nor_hangs(repo: GitRepo) -> None:
    deep = "def total(a=" + "(" * 5000 + ")" * 5000 + "):\n    return 1\n"
    files = {"a.py": deep, "b.go": "func Total(" + "(" * 100_000, "c.rb": "'" * 100_001, "d.ts": "import {" * 20_000}

    found = answers(repo, files, {path: text.replace("otal", "ally") + "\nx" for path, text in files.items()})

    assert ids(found) == set()
