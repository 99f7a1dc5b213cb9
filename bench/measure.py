"""Running one contestant in processes of its own and watching what it takes."""

import contextlib
import ctypes
import json
import os
import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

SAMPLE_SECONDS = 0.02
MIB = 1024 * 1024
PAGE = os.sysconf("SC_PAGE_SIZE")
PR_SET_CHILD_SUBREAPER = 36


@dataclass
class Run:
    """What one run took: seconds of clock and processor (the server's included), MiB at the peak.

    `memory` is the sum of the resident memory of the contestant's whole process tree, `server` the
    private memory of the database server's processes, `peak` the most of both together; `said` is the
    JSON it printed.
    """

    seconds: float
    cpu: float
    memory: float
    server: float
    peak: float
    said: dict[str, Any] = field(default_factory=dict)
    failed: str = ""


def adopt_orphans() -> None:
    """Let a contestant's detached processes stay in our tree, so that they are counted and killed."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def descendants(pid: int) -> Iterator[int]:
    """The processes below one, however deep, as of now."""
    for task in _listed(f"/proc/{pid}/task"):
        with contextlib.suppress(OSError):
            for child in Path(f"/proc/{pid}/task/{task}/children").read_text().split():
                yield int(child)
                yield from descendants(int(child))


def _listed(folder: str) -> list[str]:
    try:
        return os.listdir(folder)
    except OSError:
        return []


def resident(pid: int) -> int:
    """Bytes of memory a process holds, 0 when it is gone."""
    with contextlib.suppress(OSError, IndexError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1]) * PAGE
    return 0


def _private(pid: int) -> int:
    with contextlib.suppress(OSError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("RssAnon:"):
                return int(line.split()[1]) * 1024
    return 0


def server_cpu(server: int) -> float:
    """Processor seconds of the database server so far: its own, its sessions', the ended ones'."""
    ticks = 0
    for pid in (server, *descendants(server)) if server else ():
        with contextlib.suppress(OSError, IndexError):
            words = Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()
            ticks += sum(map(int, words[11:15] if pid == server else words[11:13]))
    return ticks / os.sysconf("SC_CLK_TCK")


class _Watch(threading.Thread):
    """Looks at the processes many times a second and keeps the highest sums."""

    def __init__(self, server: int) -> None:
        super().__init__(daemon=True)
        self.server = server
        self.memory = self.server_memory = self.peak = 0
        self.ended = threading.Event()

    def run(self) -> None:
        while not self.ended.wait(SAMPLE_SECONDS):
            self.look()

    def look(self) -> None:
        """One sample."""
        serving = {self.server, *descendants(self.server)} if self.server else set()
        ours = sum(resident(pid) for pid in set(descendants(os.getpid())) - serving)
        theirs = sum(_private(pid) for pid in serving)
        self.memory = max(self.memory, ours)
        self.server_memory = max(self.server_memory, theirs)
        self.peak = max(self.peak, ours + theirs)


def run_measured(
    command: Sequence[str], *, env: Mapping[str, str], server: int, folder: Path
) -> Run:
    """Run a command to its end. Its last printed line is JSON; anything else is a failure.

    On an interruption everything it started is killed before the interruption goes on.
    """
    watch, served = _Watch(server), server_cpu(server)
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        begun = time.monotonic()
        process = subprocess.Popen(
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            env=dict(env),
            cwd=folder,
            start_new_session=True,
        )
        watch.start()
        try:
            _, status, usage = os.wait4(process.pid, 0)
        finally:
            seconds = time.monotonic() - begun
            watch.ended.set()
            watch.join()
            _kill_the_rest(server)
        process.returncode = os.waitstatus_to_exitcode(status)
        memory = max(watch.memory, usage.ru_maxrss * 1024)
        run = Run(
            seconds=seconds,
            cpu=usage.ru_utime + usage.ru_stime + server_cpu(server) - served,
            memory=memory / MIB,
            server=watch.server_memory / MIB,
            peak=max(watch.peak, memory) / MIB,
        )
        _listen(run, process.returncode, _text(out), _text(err))
    return run


def _kill_the_rest(server: int) -> None:
    serving = {server, *descendants(server)} if server else set()
    for pid in set(descendants(os.getpid())) - serving:
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)


def _text(file: Any) -> str:
    file.seek(0)
    return str(file.read().decode(errors="replace"))


def _listen(run: Run, code: int, out: str, err: str) -> None:
    last = out.strip().rsplit("\n", 1)[-1]
    try:
        run.said = json.loads(last)
    except ValueError:
        run.said = {}
    if code:
        words = run.said.get("refused") or (err.strip() or last).rsplit("\n", 1)[-1][:300]
        run.failed = f"exit {code}: {words}"
    elif not run.said:
        run.failed = f"said nothing to be read: {last[:200]}"
