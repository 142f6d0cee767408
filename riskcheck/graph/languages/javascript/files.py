"""The file that a path without its ending means, as bundlers and TypeScript look for it."""

from collections.abc import Iterable

SUFFIXES = (".ts", ".tsx", ".d.ts", ".js", ".jsx", ".mjs", ".cjs", ".mts", ".cts", ".vue", ".svelte", ".astro")
# TypeScript is imported by the name of what it compiles to.
_COMPILED = {".js": (".ts", ".tsx", ".d.ts"), ".jsx": (".tsx",), ".mjs": (".mts", ".d.mts"), ".cjs": (".cts", ".d.cts")}


class Files:
    """The files of a tree that can be imported."""

    def __init__(self, paths: Iterable[str]) -> None:
        self.paths = {path for path in paths if path.endswith(SUFFIXES) and "/node_modules/" not in f"/{path}"}

    def near(self, folder: str, specifier: str) -> str | None:
        """The file that a relative specifier means in a folder; None where it leaves the repository."""
        path = joined(folder, specifier)
        return None if path is None else self.at(path, folder=specifier.endswith(("/", "/.", "..")) or specifier == ".")

    def at(self, path: str, *, folder: bool = False) -> str | None:
        """The file at a path that may lack its ending or be a folder with an index."""
        if not folder:
            if path in self.paths:
                return path
            for suffix in SUFFIXES:
                if path + suffix in self.paths:
                    return path + suffix
            stem, dot, ending = path.rpartition(".")
            for suffix in _COMPILED.get(dot + ending, ()):
                if stem + suffix in self.paths:
                    return stem + suffix
        prefix = f"{path}/index" if path else "index"
        return next((prefix + suffix for suffix in SUFFIXES if prefix + suffix in self.paths), None)


def joined(folder: str, path: str) -> str | None:
    """`path` seen from `folder`, normalised; None where it leaves the repository."""
    parts = folder.split("/") if folder else []
    for part in path.split("/"):
        if part == "..":
            if not parts:
                return None
            parts.pop()
        elif part not in ("", "."):
            parts.append(part)
    return "/".join(parts)


def starred(pattern: str, name: str) -> str | None:
    """What the star of a pattern stands for in a name ("" in a pattern without one); None where it does not match."""
    start, star, end = pattern.partition("*")
    if not star:
        return "" if name == pattern else None
    matches = name.startswith(start) and name.endswith(end) and len(name) >= len(start) + len(end)
    return name[len(start) : len(name) - len(end)] if matches else None
