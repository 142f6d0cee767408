"""Ways into a program that a file declares: routes, commands, jobs, and programs themselves.

Read line by line with the forms that the common frameworks ask for; a route is told by its verb and path.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from riskcheck.core.reach import Entry
from riskcheck.expressions import expression
from riskcheck.graph.facts import Facts
from riskcheck.graph.store import Store
from riskcheck.interfaces.routes import Route, routes
from riskcheck.repository import Repository

_WIDTH = 300
_LARGEST = 300_000
# The place among the languages where the store has them.
_KEPT_AS = "entries"
# What has to be in a file, and in a line of it, by kind of entry; the name is what the group finds.
_FORMS: Final = tuple(
    (kind, words, expression(form))
    for kind, words, form in (
        ("command", (b"click", b"typer", b".command("), r"^\s*@[\w.]+\.command\(\s*(?:[\"'](?P<name>[\w:-]+)[\"'])?"),
        ("command", (b"BaseCommand",), r"^class (?P<name>Command)\(\w*BaseCommand"),
        ("command", (b"cobra.Command",), r"^\s*Use:\s+\"(?P<name>[\w-]+)"),
        ("job", (b"shared_task", b".task", b"dramatiq"), r"^\s*@(?:[\w.]+\.task|shared_task|dramatiq\.actor)\b"),
        ("job", (b"@Scheduled",), r"^\s*@Scheduled\b"),
        ("job", (b"ApplicationJob",), r"^\s*class (?P<name>[\w:]+) < \w*Job\b"),
        ("job", (b"Sidekiq",), r"^\s*include Sidekiq::(?:Job|Worker)\b"),
        ("program", (b"__main__",), r"^if __name__ == [\"']__main__[\"']"),
        ("program", (b"func main(",), r"^func main\(\)"),
        ("program", (b"fn main(",), r"^(?:async )?fn main\(\)"),
        ("program", (b" main(",), r"^\s*public static void main\(|^int main\("),
    )
)
_DEFINED: Final = expression(
    r"^\s*(?:async )?(?:def|func|fun|void|public|private|static|export|function)\b[^(]*?(\w+)\("
)


def entries(path: str, content: bytes) -> Iterator[Entry]:
    """The entries that a file declares, in the order of its lines."""
    forms = [(kind, form) for kind, words, form in _FORMS if any(word in content for word in words)]
    lines = content.decode("utf-8", "replace").split("\n")
    found = [Entry("route", f"{route.verb} {route.path}".strip(), path, line) for route, line in _routes(path, lines)]
    for number, line in enumerate(lines, start=1) if forms else ():
        for kind, form in forms:
            match = form.search(line[:_WIDTH])
            if match:
                found.append(Entry(kind, _name(match, lines, number, path), path, number))
    yield from sorted(found, key=lambda entry: (entry.line, entry.kind, entry.name))


class Entrances(NamedTuple):
    """The entries of files in one repository; what was read once is kept for the next run."""

    repository: Repository
    store: Store

    def entries(self, wanted: Mapping[str, str]) -> dict[str, tuple[Entry, ...]]:
        """The entries that files declare, by path, for blob ids by path; without those that cannot be read."""
        # What a file declares depends on its path too, which can be no text that SQLite takes.
        keys = {path: f"{blob} {path!a}" for path, blob in wanted.items()}
        known = self.store.facts(_KEPT_AS, keys.values())
        missing = {path: blob for path, blob in wanted.items() if keys[path] not in known}
        contents = self.repository.blobs(missing.values(), limit=_LARGEST) if missing else {}
        read = {
            keys[path]: Facts({f"{entry.kind} {entry.line} {entry.name}": entry.line for entry in found})
            for path, blob in missing.items()
            if blob in contents
            for found in (entries(path, contents[blob]),)
        }
        with self.store.keeping() as keep:
            keep(_KEPT_AS, read, {})
        known |= read
        return {path: tuple(_entries(path, known[key])) for path, key in keys.items() if key in known}


def _entries(path: str, facts: Facts) -> Iterator[Entry]:
    for key, line in facts.references.items():
        kind, _, name = key.split(" ", 2)
        yield Entry(kind, name, path, line)


def _routes(path: str, lines: list[str]) -> Iterator[tuple[Route, int]]:
    return routes(path, enumerate(lines, start=1))


def _name(match: re.Match[str], lines: list[str], number: int, path: str) -> str:
    """What the entry is called: the name it gives, or that of the definition below."""
    named = match.groupdict().get("name")
    if named and named != "Command":
        return named
    for line in lines[number : number + 5]:
        defined = _DEFINED.search(line[:_WIDTH])
        if defined:
            return defined[1]
    return path.rpartition("/")[2].partition(".")[0]
