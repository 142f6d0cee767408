"""From signals to a grade: a table of weights, and the arithmetic that applies it."""
