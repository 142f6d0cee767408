"""C, C++ and Objective-C: the files that a file includes, without knowing the compiler's options.

`#include "x"` is looked for beside the file first (C17 6.10.2, https://gcc.gnu.org/onlinedocs/cpp/Search-Path.html),
then in folders that only the build knows: those are guessed, as every path of the repository that ends in x.
"""

from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import takewhile
from typing import Final, NamedTuple

from riskcheck.expressions import expression
from riskcheck.graph.facts import Edge, Facts, Surroundings

CONFIGURATION: Final = ()
SUFFIXES: Final = (
    *(".c", ".h", ".m", ".mm", ".cu", ".cuh", ".inc", ".def"),
    *(".cc", ".cpp", ".cxx", ".c++", ".hh", ".hpp", ".hxx", ".h++", ".inl", ".ipp", ".tcc", ".tpp", ".ixx"),
)

_INCLUDE = expression(
    rb"\#[ \t]{0,40}(?:include|import)(?:_next)?(?![\w])[ \t]{0,40}"
    rb'(?:"(?P<near>[^"\n]{1,300})"|(?P<far><[^>\n]{1,300}>)|(?P<computed>[A-Za-z_]))'
)
# Each alternative matches whatever follows its first characters, so nothing is read twice.
_SKIPPED = expression(
    rb"/\*(?:[^*]|\*(?!/))*+(?:\*/)?"
    rb'|//(?:[^\\\n]|\\\r?\n|\\)*+|"(?:[^"\\\n]|\\.)*+"?|\'(?:[^\'\\\n]|\\.)*+\'?'
)
_INDENT = 80


def extract(content: bytes) -> Facts:
    """The paths that a file includes; those in angle brackets keep their first bracket."""
    found: dict[str, int] = {}
    dynamic = False
    place, line, seen = 0, 1, 0
    for match in _INCLUDE.finditer(content):
        start = match.start()
        if start < seen or content[max(0, start - _INDENT) : start].rpartition(b"\n")[2].strip(b" \t\xef\xbb\xbf"):
            continue
        seen = _code_from(content, seen, start)
        if seen > start:
            continue
        seen = match.end()
        line += content.count(b"\n", place, start)
        place = start
        dynamic = dynamic or bool(match["computed"])
        name = match["near"] or (match["far"] or b"").rstrip(b">")
        if name:
            found.setdefault(name.decode("utf-8", "surrogateescape"), line)
    return Facts(found, (), dynamic)


def _code_from(content: bytes, place: int, limit: int) -> int:
    """Where code goes on after the comments and strings that begin before `limit`: past it if one goes on there."""
    while skipped := _SKIPPED.search(content, place, limit):
        whole = _SKIPPED.match(content, skipped.start())
        place = whole.end() if whole else limit
        if place > limit:
            break
    return min(place, len(content))


def resolver(surroundings: Surroundings) -> "Includes":
    """The files of a tree that can be included, by their last part."""
    return Includes(surroundings)


class _Target(NamedTuple):
    path: str
    exact: bool


class Includes:
    """Which file an include means, seen from another file."""

    def __init__(self, surroundings: Surroundings) -> None:
        self._paths = {path for path in surroundings.paths if path.endswith(SUFFIXES)}
        self._by_base: defaultdict[str, list[str]] = defaultdict(list)
        for path in sorted(self._paths):
            self._by_base[path.rpartition("/")[2]].append(path)
        self._known: dict[tuple[str, str], _Target | None] = {}

    def edges(self, path: str, facts: Facts) -> Iterator[Edge]:
        """The files that a file includes."""
        folder = path.rpartition("/")[0]
        for name, line in facts.references.items():
            key = (folder, name)
            if key not in self._known:
                self._known[key] = self._resolved(folder, name)
            target = self._known[key]
            if target and target.path != path:
                yield Edge(target.path, line, target.exact)

    def words(self, path: str, names: Collection[str]) -> frozenset[str] | None:
        """The last part of the path: every include of the file ends in it."""
        name = path.rpartition("/")[2]
        return frozenset({name}) if name.isascii() and name.isprintable() and not {'"', "\\"} & set(name) else None

    def _resolved(self, folder: str, name: str) -> _Target | None:
        if name.startswith("<"):
            name = _normal("", name[1:])
            # Angle brackets do not look beside the file.
            return None if name in _SYSTEM else self._guessed(folder, name, "/" in name, _normal(folder, name))
        beside = _normal(folder, name)
        if beside in self._paths:
            return _Target(beside, True)
        return self._guessed(folder, _normal("", name), True, "")

    def _guessed(self, folder: str, name: str, exact: bool, last: str) -> _Target | None:
        candidates = [
            path for path in self._by_base.get(name.rpartition("/")[2], ()) if path == name or path.endswith(f"/{name}")
        ]
        if not candidates:
            return None
        likely = [path for path in candidates if path != last] or candidates
        return _Target(_nearest(folder, name, likely), exact and len(candidates) == 1)


def _normal(folder: str, name: str) -> str:
    """The path that a relative one means from a folder; what leads out of the repository is left out."""
    parts = folder.split("/") if folder else []
    for part in name.replace("\\", "/").split("/"):
        if part == "..":
            del parts[-1:]
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def _nearest(folder: str, name: str, candidates: Sequence[str]) -> str:
    """The candidate in a folder that is around the includer, or else the one with most folders in common."""
    here = folder.split("/")

    def distance(path: str) -> tuple[bool, int, int, str]:
        parts = path.split("/")
        shared = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(here, parts, strict=False)))
        outside = not f"{folder}/".startswith(path.removesuffix(name))
        return outside, -shared, len(parts), path

    return min(candidates, key=distance) if len(candidates) > 1 else candidates[0]


# Headers of ISO C, ISO C++ and POSIX: https://en.cppreference.com/w/c/header,
# https://pubs.opengroup.org/onlinepubs/9799919799/idx/headers.html. A repository that has one of its own, to replace a
# missing one, does not mean it wherever the name is included.
_HEADERS: Final = (
    "assert complex ctype errno fenv float inttypes iso646 limits locale math setjmp signal stdalign stdarg "
    "stdatomic stdbit stdbool stdckdint stddef stdint stdio stdlib stdnoreturn string tgmath threads time uchar "
    "wchar wctype aio cpio devctl dirent dlfcn endian fcntl fmtmsg fnmatch ftw getopt glob grp iconv langinfo "
    "libgen libintl malloc memory monetary mqueue ndbm netdb nl_types poll pthread pwd regex sched search "
    "semaphore spawn strings stropts syslog tar termios trace ulimit unistd utime utmp utmpx wordexp alloca "
    "arpa/inet net/if netinet/in netinet/tcp sys/ioctl sys/ipc sys/mman sys/msg sys/param sys/resource sys/select "
    "sys/sem sys/shm sys/socket sys/stat sys/statvfs sys/time sys/times sys/types sys/uio sys/un sys/utsname "
    "sys/wait windows Windows winsock2 WinSock2 ws2tcpip"
)
_SYSTEM: Final = frozenset(f"{name}.h" for name in _HEADERS.split())
