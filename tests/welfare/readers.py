"""Readers of uploaded papers that misbehave, for tests/welfare/test_uploads_child.py."""

import os
import signal
import time

MEMORY = 2_000_000_000


def cleaned(content: bytes, kind: str) -> tuple[int, bytes]:
    """Do what the paper says."""
    if content == b"sleep":
        time.sleep(60)
    if content == b"crash":
        os.kill(os.getpid(), signal.SIGTERM)
    if content == b"eat":
        return 0, bytes(MEMORY)
    if content == b"write":
        with open("/tmp/never", "wb") as file:  # noqa: S108 - the limits must forbid it
            file.write(b"x" * 10)
    return 0, content * 2
