"""A real repository in a temporary folder, with fixed identities, dates and configuration."""

import os
import subprocess
from pathlib import Path

FIRST_DATE = 1_700_000_000


class GitRepo:
    """Grows by explicit steps; each commit is one day after the last."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.folder = folder
        self.date = FIRST_DATE
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", *options)

    def git(self, *arguments: str | bytes, input: bytes = b"") -> bytes:
        """Run git, and give what it prints."""
        environment = {
            "PATH": os.environ["PATH"],
            "HOME": str(self.folder),
            "LC_ALL": "C",
            "GIT_CONFIG_GLOBAL": os.devnull,
            "GIT_CONFIG_NOSYSTEM": "1",
            "GIT_AUTHOR_NAME": "Robin Doe",
            "GIT_AUTHOR_EMAIL": "robin@example.org",
            "GIT_COMMITTER_NAME": "Robin Doe",
            "GIT_COMMITTER_EMAIL": "robin@example.org",
            "GIT_AUTHOR_DATE": f"{self.date} +0000",
            "GIT_COMMITTER_DATE": f"{self.date} +0000",
        }
        command = ["git", "-c", "init.defaultBranch=main", "-c", "protocol.file.allow=always", *arguments]
        done = subprocess.run(command, cwd=self.folder, env=environment, input=input, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode()
        return done.stdout

    def write(self, path: str | bytes, content: str | bytes) -> None:
        """Write a file into the work tree."""
        place = os.path.join(os.fsencode(self.folder), os.fsencode(path))
        os.makedirs(os.path.dirname(place), exist_ok=True)
        with open(place, "wb") as file:
            file.write(content.encode() if isinstance(content, str) else content)

    def stage(self) -> None:
        """Stage everything."""
        self.git("add", "--all")

    def commit(self, message: str = "Change") -> str:
        """Commit everything; the id of the commit."""
        self.stage()
        self.git("commit", "--quiet", "--allow-empty", "--message", message)
        self.date += 86_400
        return self.git("rev-parse", "HEAD").decode().strip()
