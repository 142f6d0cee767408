"""A repository as a forge keeps it, with a pull request, and checkouts of it as CI systems make them."""

from pathlib import Path

from tests.gitrepo import GitRepo

GUARDED = "@login_required\ndef pay(request):\n    return charge(request.user)\n"
OPEN = "def pay(request):\n    return charge(request.user)\n"
BRANCH = "claude/faster-pay"


class Forge:
    """`main` moves on after the branch has left it; pull request 1 is the branch, with GitHub's two refs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        work = GitRepo(folder / "origin")
        work.write("shop/views.py", GUARDED)
        work.write("README.md", "A shop.\n")
        for number in range(3):
            work.write("notes.txt", f"{number}\n")
            self.fork_point = work.commit(f"Main {number}")
        work.git("checkout", "--quiet", "-b", BRANCH)
        work.write("shop/views.py", OPEN)
        work.commit("Open the till\n\nCo-Authored-By: Claude <noreply@anthropic.com>")
        work.write("shop/prices.py", "PRICE = 3\n")
        self.head = work.commit("Add prices")
        work.git("checkout", "--quiet", "main")
        work.write("README.md", "A shop with a till.\n")
        self.base = work.commit("Main moves on")
        work.git("checkout", "--quiet", "--detach", "main")
        work.git("merge", "--quiet", "--no-ff", "--no-edit", BRANCH)
        self.merge = work.git("rev-parse", "HEAD").decode().strip()
        work.git("update-ref", "refs/pull/1/merge", self.merge)
        work.git("update-ref", "refs/pull/1/head", self.head)
        work.git("update-ref", "refs/merge-requests/1/head", self.head)
        work.git("update-ref", "refs/merge-requests/1/merge", self.merge)
        work.git("checkout", "--quiet", "main")
        work.git("config", "uploadpack.allowAnySHA1InWant", "true")
        self.work = work

    @property
    def address(self) -> str:
        return (self.folder / "origin").as_uri()

    def fetched(self, refspec: str, ref: str, *, depth: int = 0) -> Path:
        """A checkout as actions/checkout makes one: one refspec at a depth (0 is all of it, with every branch)."""
        place = GitRepo(self.folder / "checkout")
        place.git("remote", "add", "origin", self.address)
        if depth:
            place.git("fetch", "--quiet", "--no-tags", f"--depth={depth}", "origin", f"+{refspec}:{ref}")
        else:
            heads = "+refs/heads/*:refs/remotes/origin/*"
            place.git("fetch", "--quiet", "--no-tags", "origin", heads, f"+{refspec}:{ref}")
        place.git("checkout", "--quiet", "--force", "--detach", ref)
        return place.folder
