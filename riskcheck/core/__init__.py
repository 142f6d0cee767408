"""Frozen values that cross the seams between stages; standard library only."""
