"""A function of a topic's SQL file, for the migration that puts its new text in place."""

from pathlib import Path


def function_in(topic: Path, name: str) -> str:
    """The statement that creates the function, to the end of its body."""
    text = topic.read_text("utf-8")
    start = text.index(f"CREATE OR REPLACE FUNCTION {name}(")
    body = text.index("$$", start) + 2
    return text[start : text.index("$$", body) + 2]
