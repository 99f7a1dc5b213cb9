"""Contestants that wait in a process of their own for their turn, so that rounds interleave.

A contestant reads a line of JSON `[what, {facts}]`, does it, and writes what it found as a line.
"""

import json
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from types import TracebackType
from typing import Any, Self

ROOT = Path(__file__).resolve().parent.parent


class Contestant:
    """A process that is asked; `ask` waits for its answer."""

    def __init__(self, module: str, *arguments: str, env: Mapping[str, str]) -> None:
        self.name = module
        command = [sys.executable, "-m", f"bench.{module}", *arguments]
        self.process = subprocess.Popen(
            command,
            cwd=ROOT,
            env=dict(env),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        fault: BaseException | None,
        at: TracebackType | None,
    ) -> None:
        """End of its input ends it."""
        self.process.communicate()

    def ask(self, what: str, **facts: Any) -> Any:
        """What it found. Raises RuntimeError when it died over it."""
        assert self.process.stdin is not None and self.process.stdout is not None  # noqa: S101, PT018
        self.process.stdin.write(json.dumps([what, facts]) + "\n")
        self.process.stdin.flush()
        answer = self.process.stdout.readline()
        if not answer:
            raise RuntimeError(f"{self.name} ended over {what}")
        return json.loads(answer)


def serve(jobs: Mapping[str, Callable[..., Any]]) -> None:
    """The contestant's side: answer until the input ends."""
    for line in sys.stdin:
        what, facts = json.loads(line)
        print(json.dumps(jobs[what](**facts)), flush=True)
