"""The cases are trees of other projects, in which pytest has nothing to collect."""

collect_ignore = ["attacks", "controls"]
