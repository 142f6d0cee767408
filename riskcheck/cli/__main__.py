"""`python -m riskcheck.cli`, the same as the installed command."""

from riskcheck.cli import main

if __name__ == "__main__":
    main()
