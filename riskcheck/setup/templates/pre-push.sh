#!/bin/sh
# Save as .git/hooks/pre-push and make it executable (chmod +x), or share a folder by `git config core.hooksPath`.
# git says on standard input what is pushed.
# Passes also where riskcheck is not installed: `pip install .` in a clone of its repository.
riskcheck hook pre-push || echo "riskcheck: not assessed"
