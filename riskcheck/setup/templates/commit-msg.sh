#!/bin/sh
# Save as .git/hooks/commit-msg and make it executable (chmod +x), or share a folder by `git config core.hooksPath`.
# Passes also where riskcheck is not installed: `pip install .` in a clone of its repository.
riskcheck hook commit-msg "$1" || echo "riskcheck: not assessed"
