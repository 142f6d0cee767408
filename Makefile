# Everything sets itself up: only Python 3.11+, git and make are needed.
PYTHON ?= python3
BIN := .venv/bin
SETUP := .venv/.ready
RULES := $(shell find rules -name '*.yaml')

.PHONY: demo docs picture test test-slow lint types contracts rules check clean

check: test lint types contracts rules

# Only a finished set-up has .ready: without it, or when its Python is gone, .venv is made anew.
$(SETUP): pyproject.toml requirements-dev.txt hatch_build.py $(RULES)
	@command -v $(PYTHON) >/dev/null || { echo "riskcheck needs Python 3.11 or newer; there is no $(PYTHON): make PYTHON=python3.12" >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "riskcheck needs Python 3.11 or newer; $(PYTHON) is %d.%d: make PYTHON=python3.12" % sys.version_info[:2])'
	@echo "setting up .venv (about a minute)"
	@{ test -f $@ && $(BIN)/python -m pip --version >/dev/null 2>&1; } || $(PYTHON) -m venv --clear .venv
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -c requirements-dev.txt -e '.[dev]'
	@touch $@

demo: $(SETUP)
	@rm -rf demo
	@$(BIN)/python examples/demo/build.py demo
	@cd demo && ../$(BIN)/riskcheck check --format terminal --format markdown=.git/report.md --format json=.git/report.json
	@echo "also written: demo/.git/report.md and demo/.git/report.json"

docs: $(SETUP)
	@$(BIN)/python docs/build.py docs

picture: demo
	@$(BIN)/python examples/demo/picture.py demo docs/report.svg

# A file is one worker's: what its tests set up together is set up once.
test: $(SETUP)
	@$(BIN)/python -m pytest -q -n auto --dist loadfile

# Installs from a package registry, as a user does.
test-slow: $(SETUP)
	@$(BIN)/python -m pytest -q -m slow

lint: $(SETUP)
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

types: $(SETUP)
	@$(BIN)/mypy

contracts: $(SETUP)
	@$(BIN)/lint-imports

rules: $(SETUP)
	@PATH="$(CURDIR)/$(BIN):$$PATH" SEMGREP_SEND_METRICS=off SEMGREP_ENABLE_VERSION_CHECK=0 $(BIN)/semgrep test rules/ --experimental

clean:
	@rm -rf .venv demo build dist .mypy_cache .ruff_cache .pytest_cache .hypothesis riskcheck/rules.json
