import subprocess

import requests

from backup.settings import REPORT_URL, TARGET


def backup(folder: str) -> None:
    """Copy a folder to the target and report it."""
    subprocess.run(["rsync", "--archive", "--", folder, TARGET], check=True, timeout=3600)
    answer = requests.post(REPORT_URL, json={"folder": folder}, timeout=10)
    answer.raise_for_status()
