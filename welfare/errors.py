"""The one way to say no."""


class Refused(Exception):
    """A rule forbids the step. Its text is a Chinese sentence for the user, with the way out."""


class RefusedAt(Refused):
    """A refusal of one of many: `place` is its place among them, from 0."""

    def __init__(self, place: int, words: str) -> None:
        super().__init__(words)
        self.place = place
