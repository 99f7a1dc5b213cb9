"""The one way to say no."""


class Refused(Exception):
    """A rule forbids the step. Its text is a Chinese sentence for the user, with the way out."""


class RefusedField(Refused):
    """A refusal of what one field says; `fields` are its names, as one form or another calls it."""

    def __init__(self, words: str, *fields: str) -> None:
        super().__init__(words)
        self.fields = fields


class RefusedAt(Refused):
    """A refusal of one of many: `place` is its place among them, from 0."""

    def __init__(self, place: int, words: str) -> None:
        super().__init__(words)
        self.place = place
