"""One comment of ours on a pull request: made once, then edited in place, so that nobody is notified again."""

import contextlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from riskcheck.ci.run import CIRun
from riskcheck.comments import bitbucket, gitea, github, gitlab
from riskcheck.comments.body import begins_with, fitted, same
from riskcheck.comments.client import Client
from riskcheck.comments.forge import Comment, Forge, required
from riskcheck.comments.pull_requests import number_of
from riskcheck.comments.refusals import Refused, Uncertain
from riskcheck.errors import CommentError

__all__ = ["FORGES", "number_of", "publish"]

FORGES: Mapping[str, Forge] = {"github": github, "gitlab": gitlab, "bitbucket": bitbucket, "gitea": gitea}

_TRIES = 3
_SUPERSEDED = "The report of riskcheck is in its first comment on this pull request."


def publish(
    run: CIRun,
    body: str,
    environ: Mapping[str, str],
    *,
    only_update: bool,
    pause: Callable[[float], None] = time.sleep,
) -> str:
    """Keep the one comment of riskcheck on the pull request of the run, and say what was done; raises CommentError.

    With `only_update`, a comment that is there is edited, and none is made.
    """
    forge = FORGES[required(run.forge, "forge", run)]
    required(run.number, "pull request", run)
    text = fitted(f"{forge.opening(run, environ)}\n\n{body.strip()}\n", forge.LIMIT)
    with Client(required(run.api, "address of the API", run), forge.headers(environ), environ, pause) as client:
        conversation = _Conversation(forge, client, run, environ)
        try:
            ours = conversation.ours()
            if ours:
                return conversation.keep(ours, text)
            return "no comment: the level is low" if only_update else conversation.make(text)
        except Refused as refused:
            raise CommentError(str(refused), forge.remedy(refused, run)) from None


@dataclass(frozen=True, slots=True)
class _Conversation:
    """The comments on one pull request, as one account can change them."""

    forge: Forge
    client: Client
    run: CIRun
    environ: Mapping[str, str]

    def ours(self) -> Sequence[Comment]:
        """Our comments, the oldest first."""
        comments = self.forge.comments(self.client, self.run)
        marked = [comment for comment in comments if begins_with(comment.body, self.forge.MARKER)]
        own = self.forge.own(self.client, self.run, self.environ, marked) if marked else ()
        return sorted(own, key=lambda comment: comment.number)

    def keep(self, ours: Sequence[Comment], text: str) -> str:
        """Let the oldest of ours be the text, and the others point to it."""
        oldest, *others = ours
        note = text.partition("\n\n")[0] + f"\n\n{_SUPERSEDED}\n"
        for comment in others:
            if not same(comment.body, note):
                # Two runs at once made both. Deleting could lose what people answered; a copy that somebody else made
                # of a signed comment cannot be edited.
                with contextlib.suppress(Refused):
                    self.forge.edit(self.client, self.run, comment, note)
        if same(oldest.body, text):
            return "comment left as it is: nothing changed"
        self.forge.edit(self.client, self.run, oldest, text)
        return "comment updated"

    def make(self, text: str, tries: int = _TRIES) -> str:
        """Make a comment; where no answer tells whether it was made, look before making another."""
        try:
            self.forge.make(self.client, self.run, text)
        except Uncertain as uncertain:
            self.client.wait()
            ours = self.ours()
            if not ours:
                if tries > 1:
                    return self.make(text, tries - 1)
                raise uncertain.problem from None
            self.keep(ours, text)
        return "comment made"
