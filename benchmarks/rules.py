"""Times `riskcheck check --staged` with all rules against three rules, and on 500 changed files.

Usage: python benchmarks/rules.py REPOSITORY BASE HEAD SUFFIX RULE,RULE,RULE [RUNS]
A clone stands at BASE with ten changed files of HEAD staged. The three rules are run by a copy of the package whose
pack holds no others; runs alternate, the first of each is not counted, and the ratio is the median over the pairs.
Then every file of a generated repository of 500 is changed, with a danger in each tenth, within the default deadline.
"""

import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import riskcheck

PACKAGE = Path(riskcheck.__file__).parent
CHECK = [sys.executable, "-m", "riskcheck", "check", "--staged", "--no-cache", "--format", "json"]
FILES, LINES = 500, 200


def git(folder: str, *arguments: str) -> str:
    """What git prints."""
    command = ["git", "-c", "user.name=a", "-c", "user.email=a@example.org", "-C", folder, *arguments]
    return subprocess.run(command, capture_output=True, check=True).stdout.decode()


def checked(folder: str, package: str) -> tuple[float, bytes]:
    """How long a check takes as a whole process, and what it prints."""
    start = time.perf_counter()
    environment = {**os.environ, "PYTHONPATH": package}
    done = subprocess.run(CHECK, cwd=folder, env=environment, capture_output=True, check=True)
    return time.perf_counter() - start, done.stdout


def with_rules(folder: str, ids: Sequence[str]) -> str:
    """A copy of the package that holds only these rules."""
    copy = Path(folder, "three")
    shutil.copytree(PACKAGE, copy / "riskcheck")
    pack = copy / "riskcheck" / "rules.json"
    rules = [rule for rule in json.loads(pack.read_text())["rules"] if rule["id"] in ids]
    if len(rules) != len(ids):
        raise SystemExit(f"not all of these are rules: {', '.join(ids)}")
    pack.write_text(json.dumps({"rules": rules}))
    return str(copy)


def stage(clone: str, base: str, head: str, suffix: str) -> int:
    """Stage the first ten changed files with that suffix; how many there are."""
    git(clone, "checkout", "--quiet", "--detach", base)
    changed = git(clone, "diff", "--name-only", "--diff-filter=M", base, head).splitlines()
    paths = [path for path in changed if path.endswith(suffix)][:10]
    git(clone, "checkout", head, "--", *paths)
    return len(paths)


def generated(folder: str) -> None:
    """A repository of many files, each of which is changed."""
    git(folder, "init", "--quiet")
    body = [f"def f{number}(a):\n    return a + {number}\n\n" for number in range(LINES // 3)]
    for change in (False, True):
        for number in range(FILES):
            place = Path(folder, f"p{number % 20}", f"m{number}.py")
            place.parent.mkdir(exist_ok=True)
            danger = "def run(command):\n    subprocess.run(command, shell=True)\n" if number % 10 == 0 else "x = 1\n"
            place.write_text("import subprocess\n\n" + "".join(body) + (danger if change else ""))
        git(folder, "add", "--all")
        if not change:
            git(folder, "commit", "--quiet", "--message", "before")


def main() -> None:
    """Alternate both, print medians and the ratio, then the run on many files."""
    repository, base, head, suffix, ids, *rest = sys.argv[1:]
    runs = int(rest[0]) if rest else 7
    with tempfile.TemporaryDirectory() as folder:
        clone = f"{folder}/clone"
        subprocess.run(["git", "clone", "--quiet", "--shared", "--no-checkout", repository, clone], check=True)
        base, head = (git(repository, "rev-parse", name).strip() for name in (base, head))
        files = stage(clone, base, head, suffix)
        packages = {"all rules": str(PACKAGE.parent), "three rules": with_rules(folder, ids.split(","))}
        times: dict[str, list[float]] = {name: [] for name in packages}
        for _ in range(runs + 1):
            for name, package in packages.items():
                times[name].append(checked(clone, package)[0])
        pairs = zip(times["all rules"][1:], times["three rules"][1:], strict=True)
        ratio = statistics.median(ours / theirs for ours, theirs in pairs)
        told = ", ".join(f"{name} {statistics.median(values[1:]):.3f} s" for name, values in times.items())
        print(f"{files} changed files ({base[:9]}..{head[:9]}): {told}, ratio {ratio:.2f}")
        many = f"{folder}/many"
        os.mkdir(many)
        generated(many)
        seconds, output = checked(many, str(PACKAGE.parent))
        answer = json.loads(output)
        found = next(signal["value"] for signal in answer["signals"] if signal["id"] == "py-shell-command")
        print(f"{FILES} changed files: {seconds:.1f} s, {found:.0f} of {FILES // 10} dangers, {answer['skipped']}")


if __name__ == "__main__":
    main()
