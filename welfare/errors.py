"""The one way to say no."""


class Refused(Exception):  # noqa: N818 - it is an answer to the user, not an error of ours
    """A rule forbids the step. Its text is a Chinese sentence for the user, with the way out."""
