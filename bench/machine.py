"""What a figure was measured on: nothing in it names the machine."""

import datetime as dt
import os
import platform
import subprocess
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

PACKAGES = ("django", "django-import-export", "psycopg", "python-calamine", "openpyxl")


def _processor() -> str:
    for line in Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines():
        if line.startswith("model name"):
            return line.split(":", 1)[1].strip()
    return platform.machine()


def _revision(folder: Path) -> str:
    command = ["git", "-C", str(folder), "describe", "--always", "--dirty"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
    except FileNotFoundError:
        return ""
    return done.stdout.strip()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "none"


def describe(folder: Path, *, postgresql: str) -> dict[str, Any]:
    """Size of the machine, its load before we began, the date and the versions."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return {
        "date": dt.datetime.now(dt.UTC).isoformat(timespec="minutes"),
        "cores": len(os.sched_getaffinity(0)),
        "processor": _processor(),
        "memory_gib": round(memory / 1024**3, 1),
        "load_before": round(os.getloadavg()[0], 2),
        "guanai": _revision(folder),
        "versions": {
            "python": platform.python_version(),
            "postgresql": postgresql,
            **{package: _version(package) for package in PACKAGES},
        },
    }
