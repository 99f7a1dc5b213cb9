"""A function of sql/ that changed, to be laid down again where it stands already."""

import re
from pathlib import Path

SQL = Path(__file__).parent / "sql"


def changed(topic: str, function: str) -> str:
    """The whole statement that makes the function. Raises LookupError when the file has none."""
    text = (SQL / f"{topic}.sql").read_text("utf-8")
    found = re.search(rf"CREATE OR REPLACE FUNCTION {function}\(.*?END \$\$;", text, re.S)
    if found is None:
        raise LookupError(f"{function} in {topic}.sql")
    return found[0]
