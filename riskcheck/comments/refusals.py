"""How a request can fail: for good, for now, or without anybody knowing."""

from riskcheck.errors import CommentError


class Refused(Exception):
    """The forge understood and said no: its status, its words, and what was asked."""

    def __init__(self, status: int, message: str, asked: str) -> None:
        super().__init__(f"{asked} was refused with status {status}" + (f": {message}" if message else ""))
        self.status = status
        self.message = message


class Uncertain(Exception):
    """No answer came, and what was to be made may have been made."""

    def __init__(self, problem: CommentError) -> None:
        super().__init__(str(problem))
        self.problem = problem


class Passing(Exception):
    """What may be better in a moment; `wait` is how long the forge asks for, `undone` that it has done nothing."""

    def __init__(self, problem: CommentError, *, wait: float | None = None, undone: bool = False) -> None:
        super().__init__(str(problem))
        self.problem = problem
        self.wait = wait
        self.undone = undone
