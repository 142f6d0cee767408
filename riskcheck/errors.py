"""The one exception type for everything that a user can cause."""


class RiskcheckError(Exception):
    """An expected failure: what went wrong and where, and what to do next.

    `str()` gives the cause, `remedy` the next step; both are one line each.
    """

    def __init__(self, cause: str, remedy: str) -> None:
        super().__init__(cause)
        self.remedy = remedy


class RepositoryError(RiskcheckError):
    """git could not answer: no repository, unknown revision, missing object, no git."""


class OverdueError(RepositoryError):
    """git has not answered in the time there was."""


class PatchError(RiskcheckError):
    """The text given as a diff is none that can be read without losing something."""


class SettingsError(RiskcheckError):
    """A configuration value has the wrong type, or an option is unknown to it."""


class CommentError(RiskcheckError):
    """A comment on a pull request could not be read or written."""
