"""Named quantities in one line of code or configuration: `timeout = 30`, `--workers=4`, `memory: 512Mi`."""

import re
from dataclasses import dataclass
from typing import Final

from riskcheck.expressions import expression

MAX_LINE = 400
UNLIMITED: Final = float("inf")

_UNITS: Final[tuple[tuple[str, float, tuple[str, ...]], ...]] = (
    ("time", 1e-9, ("ns", "nanos", "nanosecond")),
    ("time", 1e-6, ("us", "micros", "microsecond")),
    ("time", 1e-3, ("ms", "milli", "millis", "msec", "msecs", "millisecond")),
    ("time", 1, ("s", "sec", "secs", "second")),
    ("time", 60, ("m", "min", "mins", "minute")),
    ("time", 3600, ("h", "hr", "hrs", "hour")),
    ("time", 86400, ("d", "day")),
    ("time", 604800, ("w", "week")),
    ("bytes", 2**10, ("k", "kb", "ki", "kib", "kilobyte")),
    ("bytes", 2**20, ("mb", "mi", "mib", "megabyte")),
    ("bytes", 2**30, ("g", "gb", "gi", "gib", "gigabyte")),
    ("bytes", 2**40, ("t", "tb", "ti", "tib", "terabyte")),
    ("share", 1, ("%", "percent")),
)
_UNIT: Final = {word: (kind, scale) for kind, scale, words in _UNITS for word in words}
_LITERALS: Final = {
    **dict.fromkeys(("none", "null", "nil", "undefined", "unlimited", "inf", "infinity", "infinite"), UNLIMITED),
    "true": True,
    "false": False,
}
_UNIT_NAME = r"(?:nano|micro|milli)?(?:second|sec)s?|millis|minutes?|mins?|hours?|days?|weeks?|(?:kilo|mega|giga)bytes?"
_NUMBER = r"-?\d[\d_]*(?:\.\d+)?(?:[eE]\d{1,3})?"
# In ${TIMEOUT:-30} the dash is no sign.
_SIGNED = r"(?:(?<!:)-)?" + _NUMBER.removeprefix("-?")
_FACTOR = rf"(?:{_NUMBER}|(?:time|std|TimeUnit)?[.:]{{0,2}}(?i:{_UNIT_NAME}))"
# As text: compiled when the first line is read, which few changes have.
_VALUE: Final = (
    # Duration.ofSeconds(30), from_secs(30), chrono::seconds(30)
    rf"(?<![\w.:])(?:[A-Za-z_][\w.:]{{0,60}}?)?(?P<of>(?i:{_UNIT_NAME}))\((?P<count>{_NUMBER})[Ll]?\)"
    # timedelta(minutes=30), Duration(seconds: 30)
    rf"|(?<![\w.:])[A-Za-z_][\w.:]{{1,60}}\((?P<keyword>(?i:{_UNIT_NAME}))\s?[=:]\s?(?P<argument>{_NUMBER})\)"
    # 30, 30s, 512Mi, 5.minutes, 60 * 60, 30 * time.Second
    rf"|(?<![\w.$%)\]])(?P<number>{_SIGNED})(?P<suffix>\.(?i:{_UNIT_NAME})\b|\s?(?i:{_UNIT_NAME})\b|[A-Za-z%]{{1,5}})?"
    rf"(?P<product>(?:\s?\*\s?{_FACTOR}){{0,4}})(?![\w.]\w)"
    r"|(?<![\w.])(?P<literal>(?i:none|null|nil|undefined|unlimited|(?:math\.|float\()?['\"]?inf(?:inity)?['\"]?\)?"
    r"|true|false))(?![\w.])"
)
_NAME: Final = (
    r"(?:(?P<call>[A-Za-z_][\w.-]{1,80})\()?(?P<name>[A-Za-z_][\w.-]{1,80})['\"\])]{0,3}"
    r"(?:\s{0,20}:\s?[A-Za-z][\w.\[\]| ?]{0,30}\s?=|\s(?:u?int|float|time|string|bool)[\w.]{0,10}\s?="
    r"|\s{0,20}(?::-|=>|:=|[<>=!]==?|[=:<>,({]))?\s{0,20}['\"]?$"
)
_SUFFIXES = frozenset({"", "l", "u", "ul", "ull", "f", "i32", "i64", "u8", "u16", "u32", "u64", "usize"})
_WORD = expression(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A value under its names, the nearest first; `amount` is in seconds or bytes where `kind` says so."""

    names: tuple[str, ...]
    amount: float | bool
    kind: str
    text: str


def quantities(line: str) -> tuple[str, tuple[Quantity, ...]]:
    """A line with its named values taken out, and those values from left to right."""
    text = line[:MAX_LINE]
    frame, found, end = [], [], 0
    for match in re.finditer(_VALUE, text):
        named = re.search(_NAME, text[max(0, match.start() - 120) : match.start()])
        value = _value(match) if named else None
        if named and value:
            frame.append(text[end : match.start()])
            end = match.end()
            found.append(Quantity(tuple(filter(None, named.group("name", "call"))), *value, match[0].strip()))
    return "\0".join((*frame, text[end:])).strip() + line[MAX_LINE:], tuple(found)


def words(name: str) -> tuple[str, ...]:
    """The words of an identifier in lower case, however they are joined."""
    return tuple(word.lower() for word in _WORD.findall(name))


def _value(match: re.Match[str]) -> tuple[float | bool, str] | None:
    if match["literal"]:
        return _LITERALS[match["literal"].lower().removeprefix("math.").removeprefix("float(").strip("'\")")], ""
    if match["of"]:
        return _scaled(_amount(match["count"]), match["of"])
    if match["keyword"]:
        return _scaled(_amount(match["argument"]), match["keyword"])
    suffix = (match["suffix"] or "").strip(" .")
    value = (_amount(match["number"]), "")
    known = value if suffix.lower() in _SUFFIXES else _scaled(value[0], suffix)
    return _product(known, match["product"]) if known else None


def _product(value: tuple[float, str], product: str) -> tuple[float, str]:
    amount, kind = value
    for factor in product.split("*")[1:]:
        word = factor.strip()
        unit = re.split(r"[.:]", word)[-1]
        amount, kind = _scaled(amount, unit) or (amount * _amount(word), kind)
    return amount, kind


def _scaled(amount: float, word: str) -> tuple[float, str] | None:
    unit = _UNIT.get(word.lower()) or _UNIT.get(word.lower().rstrip("s"))
    return (amount * unit[1], unit[0]) if unit else None


def _amount(number: str) -> float:
    return float(number.replace("_", ""))
