"""What each URL of mutualfund asks for."""

POLICY: dict[str, str] = {}
