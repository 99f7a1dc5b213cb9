"""A private PostgreSQL cluster under VAR_DIR, used only while DATABASE_URL is unset."""

import contextlib
import fcntl
import hashlib
import os
import shutil
import socket
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import psycopg
from psycopg import sql

from welfare.database import programs

OWNER, APP = "guanai_owner", "guanai_app"
SOCKET_LIMIT = 80  # a socket's path has at most 107 bytes
SETTINGS = (
    "listen_addresses = ''",
    "unix_socket_permissions = 0700",
    "shared_buffers = 128MB",
    "max_connections = 200",
    "lc_messages = 'C'",
)
FORGETFUL = (  # for tests: fast, and lost in a power cut
    "fsync = off",
    "synchronous_commit = off",
    "full_page_writes = off",
    "max_wal_size = 4GB",
    "autovacuum = off",
)


def _short(path: Path, length: int) -> str:
    return hashlib.sha256(str(path).encode()).hexdigest()[:length]


@dataclass(frozen=True)
class Cluster:
    """One data directory with its server. `wanted` is where it should lie; root's lies elsewhere."""

    wanted: Path
    durable: bool = True

    @cached_property
    def data(self) -> Path:
        """The data directory."""
        if programs.is_root():
            return programs.SHARED / f"{self.wanted.name}-{_short(self.wanted, 12)}"
        return self.wanted

    @property
    def _signpost(self) -> Path:
        """Beside the wanted place, saying where root's cluster lies instead."""
        return self.wanted.with_name(f"{self.wanted.name}.at")

    @cached_property
    def sockets(self) -> Path:
        """Where the socket lies: short enough for the system."""
        if len(str(self.data)) < SOCKET_LIMIT:
            return self.data
        return Path(tempfile.gettempdir()) / f"guanai-pg-{_short(self.data, 12)}"

    @cached_property
    def _programs(self) -> Path:
        return programs.find_programs()

    def is_running(self) -> bool:
        """Whether it accepts connections; after a crash a PID file alone says too little."""
        with socket.socket(socket.AF_UNIX) as probe:
            try:
                probe.connect(str(self.sockets / ".s.PGSQL.5432"))
            except OSError:
                return False
        return True

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """One process at a time makes and starts the cluster."""
        self.data.parent.mkdir(parents=True, exist_ok=True)
        with (self.data.parent / f"{self.data.name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def ensure(self) -> None:
        """Make the cluster if there is none and start it if it does not run."""
        if self.is_running() and not self._is_orphan():
            return
        with self._alone():
            self._put_orphan_aside()
            if self.is_running():
                return
            if not (self.data / "PG_VERSION").exists():
                self._make()
            self._own(self.sockets)
            self._drop_stale_pid_file()
            self._start()

    def _is_orphan(self) -> bool:
        """Whether the folder it was made for is gone, and with it the keys to what is sealed."""
        return self.data != self.wanted and self.data.exists() and not self._signpost.exists()

    def _put_orphan_aside(self) -> None:
        """A new copy at the path of a deleted one starts empty; one old cluster is kept."""
        if not self._is_orphan():
            return
        if self.is_running():
            self._halt()
        kept = self.data.with_name(f"{self.data.name}.old")
        shutil.rmtree(kept, ignore_errors=True)
        self.data.rename(kept)

    def _own(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        folder.chmod(0o700)
        if programs.is_root():
            who = programs.account()
            os.chown(folder, who.pw_uid, who.pw_gid)

    def _make(self) -> None:
        self._own(self.data)
        if self.data != self.wanted:
            self._signpost.parent.mkdir(parents=True, exist_ok=True)
            self._signpost.write_text(f"{self.data}\n", encoding="utf-8")
        # C.UTF-8, not C: pg_trgm finds no trigrams in Chinese text under C.
        arguments = ["-D", self.data, "-U", OWNER, "-A", "trust", "-E", "UTF8"]
        programs.run(self._programs / "initdb", *arguments, "--no-sync", "--locale=C.UTF-8")
        lines = [*SETTINGS, f"unix_socket_directories = '{self.sockets}'"]
        lines += () if self.durable else FORGETFUL
        with (self.data / "postgresql.conf").open("a", encoding="ascii") as conf:
            conf.write("\n" + "\n".join(lines) + "\n")

    def _drop_stale_pid_file(self) -> None:
        """After a hard kill its PID may be a zombie's or another program's; it would not start."""
        pid_file = self.data / "postmaster.pid"
        with contextlib.suppress(OSError, ValueError, IndexError):
            pid = int(pid_file.read_text(encoding="ascii").split()[0])
            status = Path(f"/proc/{pid}/stat")
            if not status.exists():
                pid_file.unlink()
                return
            words = status.read_text(encoding="ascii")
            if "(postgres)" not in words or words.rsplit(")", 1)[1].split()[0] == "Z":
                pid_file.unlink()

    def _start(self) -> None:
        log = self.data / "server.log"
        arguments = ["-D", self.data, "-w", "-t", "60", "-l", log, "start"]
        for left in range(20, -1, -1):
            try:
                programs.run(self._programs / "pg_ctl", *arguments)
            except ChildProcessError:
                words = log.read_text(errors="replace").rsplit("starting PostgreSQL", 1)[-1]
                # A killed server's zombie holds its lock file until init reaps it.
                if not left or "already exists" not in words:
                    raise
                time.sleep(0.5)
            else:
                return

    def stop(self) -> bool:
        """Stop the server; False when none ran."""
        with self._alone():
            if not self.is_running():
                return False
            self._halt()
        return True

    def _halt(self) -> None:
        programs.run(self._programs / "pg_ctl", "-D", self.data, "-w", "-m", "fast", "stop")

    def drop_database(self, name: str) -> None:
        """Drop a database of this cluster, sessions and all; nothing happens without it."""
        self.ensure()
        with psycopg.connect(
            host=str(self.sockets), user=OWNER, dbname="postgres", autocommit=True
        ) as connection:
            words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
            connection.execute(words.format(sql.Identifier(name)))
