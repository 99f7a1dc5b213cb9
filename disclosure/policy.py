"""What each URL of disclosure asks for."""

POLICY: dict[str, str] = {}
