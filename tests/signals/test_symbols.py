"""Which of the touched symbols are worth telling: symbols in, signals out."""

from collections.abc import Sequence
from dataclasses import replace

import pytest

from riskcheck.core.change import Skipped
from riskcheck.core.symbol import Symbol, SymbolUse
from riskcheck.signals import symbols
from riskcheck.signals.context import Context
from tests.builders import a_changeset

FILES = ["api/orders.py", "api/refunds.py", "jobs/nightly.py", "jobs/weekly.py", "web/cart.py", "web/shop.py"]


def a_symbol(files: Sequence[str] = FILES, *, each: int = 2, name: str = "charge", inexact: int = 0) -> Symbol:
    """A changed function with so many uses in each of some files, the first ones inexact."""
    places = [(path, line) for path in files for line in range(10, 10 + each)]
    uses = tuple(SymbolUse(path, line, at >= inexact) for at, (path, line) in enumerate(places))
    return Symbol(name, "function", "billing/pay.py", 7, "changed", uses=uses, uses_here=3, uses_in_tests=40)


def told(*found: Symbol) -> list[str]:
    """What the signal says, with its value and places."""
    answers = list(symbols.observe(a_changeset(), Context(symbols=lambda: (found, ()))))
    return [
        f"{answer.value:g} {place.path}:{place.start_line} {place.message}"
        for answer in answers
        for place in answer.evidence  # type: ignore[union-attr]
    ]


def test_a_widely_used_function_is_told_with_a_place_in_each_of_its_files() -> None:
    assert told(a_symbol()) == [
        "12 billing/pay.py:7 `charge()` is used 12 times in 6 files:"
        " api/orders.py:10, api/refunds.py:10, jobs/nightly.py:10, jobs/weekly.py:10, web/cart.py:10, …"
    ]


@pytest.mark.parametrize(
    "symbol",
    [
        pytest.param(a_symbol(FILES, each=1), id="six uses are few"),
        pytest.param(a_symbol(FILES[1:5], each=9), id="four files are few"),
        pytest.param(a_symbol([f"api/{letter}.py" for letter in "abcdefg"], each=9), id="one folder is one part"),
        pytest.param(a_symbol(inexact=1), id="a match of names is no use"),
        pytest.param(replace(a_symbol(), change="removed"), id="api speaks of what is gone"),
        pytest.param(replace(a_symbol(), change="added"), id="what is new changes nothing for others"),
        pytest.param(replace(a_symbol(), body=False), id="api speaks of another signature"),
        pytest.param(replace(a_symbol(), kind="class"), id="not everyone who names a class runs what changed"),
        pytest.param(replace(a_symbol(), kind="constant"), id="a constant is no function"),
    ],
)
def test_these_are_not_told(symbol: Symbol) -> None:
    assert told(symbol) == []


def test_the_most_used_function_comes_first_and_gives_the_number() -> None:
    found = told(a_symbol(name="refund"), a_symbol(each=3), replace(a_symbol(name="total"), kind="property"))

    assert [line.partition(" is used")[0] for line in found] == [
        "18 billing/pay.py:7 `charge()`",
        "18 billing/pay.py:7 `refund()`",
        "18 billing/pay.py:7 `total`",
    ]


def test_of_many_files_those_in_other_folders_are_named() -> None:
    files = [*(f"api/{letter}.py" for letter in "abcdefgh"), "jobs/nightly.py", "web/cart.py"]

    (line,) = told(a_symbol(files))

    assert line.endswith(
        "`charge()` is used 20 times in 10 files:"
        " api/a.py:10, api/b.py:10, api/c.py:10, jobs/nightly.py:10, web/cart.py:10, …"
    )


def test_what_could_not_be_looked_at_is_passed_on() -> None:
    skipped = Skipped("uses of what the change touches", "no time")

    assert list(symbols.observe(a_changeset(), Context(symbols=lambda: ((), (skipped,))))) == [skipped]
