"""What a check of the books finds wrong."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Problem:
    """Something off: where, a code for machines, a Chinese sentence for people."""

    place: str
    code: str
    message: str
