"""The child process that opens uploaded papers: `python -m welfare.uploads_child`, without Django.

One child for the papers of one claim: it loads what reads them once, then forks for each paper,
so that every hostile file has a process, a time and a memory of its own and takes nothing with
it. Standard input: a line of JSON, `[[kind, bytes], …]`, then the papers one behind the other. A kind
with `+qr` behind it asks for the paper's codes too: two answers. An argument is for how many seconds
a new paper is begun; whose turn never comes is answered so.
Standard output: for each answer, in the same order, a line `code bytes` and the cleaned paper.
"""

import contextlib
import json
import os
import resource
import selectors
import signal
import sys
import time
from collections import deque
from dataclasses import dataclass, field
from importlib import import_module
from types import ModuleType

SIDE_BY_SIDE = 3
SECONDS, CPU_SECONDS = 20, 15  # by the clock, by the processor
PIPE_READ = 1 << 16
WITH_CODES = "+qr"
CLEANED, UNREADABLE, TOO_COMPLEX, NO_TURN = 0, 2, 6, 7
READERS = {
    "jpg": "welfare.uploads_picture",
    "png": "welfare.uploads_picture",
    "pdf": "welfare.uploads_pdf",
    **{f"{kind}.qr": "welfare.uploads_qr" for kind in ("jpg", "png", "pdf")},
}


@dataclass
class Running:
    """One paper in its process."""

    place: int
    pid: int
    out: list[bytes] = field(default_factory=list)


def limit(memory: int) -> None:
    """No more time or memory than one paper needs, and no files."""
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.alarm(SECONDS)


def clean_here(reader: ModuleType, kind: str, content: bytes, pipe: int) -> int:
    """Clean the paper in this process and write it to the pipe; returns the exit code."""
    limit(reader.MEMORY)
    code, cleaned = reader.cleaned(content, kind)
    with contextlib.suppress(BrokenPipeError), os.fdopen(pipe, "wb") as out:
        out.write(cleaned)
    return int(code)


def start(reader: ModuleType, kind: str, content: bytes) -> tuple[int, int]:
    """Fork for one paper; returns the process and the end of the pipe to read from."""
    reading, writing = os.pipe()
    pid = os.fork()
    if pid == 0:
        code = UNREADABLE
        try:
            os.close(reading)
            code = clean_here(reader, kind, content, writing)
        finally:
            os._exit(code)  # whatever happened: this process never goes on in main()
    os.close(writing)
    return pid, reading


def code_of(pid: int) -> int:
    """How the process ended; one killed for its time says it was too complex."""
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code in (-signal.SIGALRM, -signal.SIGXCPU, -signal.SIGKILL):
        return TOO_COMPLEX
    return code if code >= 0 else UNREADABLE


def clean_all(
    papers: list[tuple[str, bytes]], within: float = float("inf")
) -> list[tuple[int, bytes]]:
    """Exit code and cleaned bytes of every paper, a few side by side; none is begun after `within`."""
    until = time.monotonic() + within
    readers = {kind: import_module(READERS[kind]) for kind, _ in papers}
    waiting = deque(enumerate(papers))
    results: dict[int, tuple[int, bytes]] = dict.fromkeys(range(len(papers)), (NO_TURN, b""))
    with selectors.DefaultSelector() as pipes:
        while waiting or pipes.get_map():
            if waiting and time.monotonic() > until:
                waiting.clear()
                continue
            while waiting and len(pipes.get_map()) < SIDE_BY_SIDE:
                place, (kind, content) = waiting.popleft()
                pid, pipe = start(readers[kind], kind, content)
                pipes.register(pipe, selectors.EVENT_READ, Running(place, pid))
            for key, _ in pipes.select():
                paper: Running = key.data
                if got := os.read(key.fd, PIPE_READ):
                    paper.out.append(got)
                    continue
                pipes.unregister(key.fd)
                os.close(key.fd)
                results[paper.place] = code_of(paper.pid), b"".join(paper.out)
    return [results[place] for place in range(len(papers))]


def main() -> None:
    """Clean what stands on stdin."""
    told = json.loads(sys.stdin.buffer.readline())
    papers = []
    for kind, size in told:
        plain, content = kind.removesuffix(WITH_CODES), sys.stdin.buffer.read(size)
        papers.append((plain, content))
        if kind != plain:
            papers.append((f"{plain}.qr", content))
    within = [float(word) for word in sys.argv[1:]]
    for code, content in clean_all(papers, *within):
        kept = content if code == CLEANED else b""
        sys.stdout.buffer.write(f"{code} {len(kept)}\n".encode() + kept)


if __name__ == "__main__":
    main()
