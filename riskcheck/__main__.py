"""The installed command: where riskcheck cannot even be loaded, a hook says so and lets the commit pass."""

import sys

from riskcheck.interrupts import heeded

# What never fails whatever it runs in.
_LENIENT = ("hook", "ci")


def main() -> None:
    """Load the command line and the command that is asked for, and run it."""
    with heeded():
        _run()


def _run() -> None:
    name = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        # Loaded here, not above: a damaged installation fails on import.
        from riskcheck import cli

        if name in cli.COMMANDS:
            cli.load(name)
    except KeyboardInterrupt:
        raise SystemExit(130) from None
    except Exception as problem:
        reason = ascii(f"{type(problem).__name__}: {problem}")[1:-1][:120]
        if name in _LENIENT:
            print(f"riskcheck: not assessed: it could not be loaded: {reason}")
            return
        print(f"riskcheck: it could not be loaded: {reason}\n  install it again: `pip install`", file=sys.stderr)
        raise SystemExit(2) from None
    cli.main()


if __name__ == "__main__":
    main()
