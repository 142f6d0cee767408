"""What the projects of a tree of C# say: the folder of each, and the usings that hold in all of its files."""

from collections import defaultdict
from collections.abc import Mapping

from riskcheck.expressions import expression
from riskcheck.graph.facts import Surroundings

_COMMENT = expression(rb"<!--(?:[^-]++|-(?!->))*+(?:-->)?")
_USING = expression(rb"<Using[ \t\r\n]([^<>]*+)>")
_ATTRIBUTE = expression(rb"(\w++)[ \t\r\n]*+=[ \t\r\n]*+[\"']([^\"'<>]*+)[\"']")


class Projects:
    """The project of each file: that of the nearest folder with one."""

    def __init__(self, surroundings: Surroundings) -> None:
        files = surroundings.configuration
        self._folders = {path.rpartition("/")[0] for path in files if path.endswith(".csproj")}
        self._known: dict[str, str] = {}
        written: defaultdict[str, list[str]] = defaultdict(list)
        for path, content in sorted(files.items()):
            written[path.rpartition("/")[0]] += _usings(content)
        self._usings: defaultdict[str, list[str]] = defaultdict(list)
        for folder in sorted({*self._folders, ""}):
            self._usings[folder] = [using for place in _upwards(folder) for using in written.get(place, ())]
        for path, names in sorted(surroundings.names.items()):
            if path.endswith(".cs"):
                self._usings[self.of(path)] += [name[1:] for name in names if name[0] == "+"]

    def of(self, path: str) -> str:
        """The folder of the project that a file is in, or that of the whole tree."""
        folder = path.rpartition("/")[0]
        if folder not in self._known:
            self._known[folder] = next((place for place in _upwards(folder) if place in self._folders), "")
        return self._known[folder]

    def usings(self, path: str) -> Mapping[str, None]:
        """What every file of that project uses, each written as a reference is."""
        return dict.fromkeys(self._usings.get(self.of(path), ()))


def _upwards(folder: str) -> list[str]:
    places = [folder]
    while folder:
        folder = folder.rpartition("/")[0]
        places.append(folder)
    return places


def _usings(content: bytes) -> list[str]:
    """The `Using` elements of a project or of properties; what is removed again there is rare, and then unused."""
    found = []
    for element in _USING.findall(_COMMENT.sub(b"", content)):
        attributes = {name.lower(): value.decode("utf-8", "replace") for name, value in _ATTRIBUTE.findall(element)}
        name = attributes.get(b"include", "")
        alias = "." if attributes.get(b"static", "").lower() == "true" else attributes.get(b"alias", "")
        found += [f"{alias} {name}".strip()] if name else []
    return found
