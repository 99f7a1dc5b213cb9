"""What a notice shows."""

from dataclasses import dataclass, field


@dataclass(frozen=True)
class PublicTable:
    """What a notice shows."""

    topic: str
    title: str
    intro: str
    columns: list[str]
    rows: list[list[str]]
    summary: str
    claims: list[int] = field(default_factory=list)
