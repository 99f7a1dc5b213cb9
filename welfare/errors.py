"""The one way to say no."""


class Refused(Exception):
    """A rule forbids the step. Its text is a Chinese sentence for the user, with the way out."""
