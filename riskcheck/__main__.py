"""The installed command: where riskcheck cannot even be loaded, a hook says so and lets the commit pass."""

import sys


def main() -> None:
    """Load the command line and run it."""
    try:
        # Loaded here, not above: a damaged installation fails on import.
        from riskcheck.cli import main as run
    except Exception as problem:
        reason = ascii(f"{type(problem).__name__}: {problem}")[1:-1][:120]
        if sys.argv[1:2] == ["hook"]:
            print(f"riskcheck: not assessed: it could not be loaded: {reason}")
            return
        print(f"riskcheck: it could not be loaded: {reason}\n  install it again: `pip install`", file=sys.stderr)
        raise SystemExit(2) from None
    run()


if __name__ == "__main__":
    main()
