"""What happened before a revision: one pass over the log, and what became of each change in hindsight."""
