"""riskcheck tells which changes deserve a second look, and what to do about them."""

__version__ = "0.1.0"
