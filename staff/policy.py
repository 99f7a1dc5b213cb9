"""What each URL of staff asks for."""

POLICY: dict[str, str] = {}
