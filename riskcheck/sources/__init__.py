"""Where a changeset comes from: each module reads one kind of source."""
