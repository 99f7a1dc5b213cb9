"""What one web worker grows by while a roster is handed over, looked at and written.

`python -m bench.web FILE`, with the product's environment: gunicorn with one worker on a socket
file, and a registrar who signs in, uploads, waits for the preview, opens it and presses 写入.
"""

import contextlib
import http.client
import json
import os
import re
import secrets
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping
from http.cookies import SimpleCookie
from pathlib import Path
from urllib.parse import urlencode

import django

from bench.measure import MIB, SAMPLE_SECONDS, descendants, resident

USER = "bench"
PATIENCE = 600  # seconds for one roster
SERVER = ("-m", "gunicorn", "welfare.wsgi", "--config", "python:welfare.serving", "--workers", "1",
          "--threads", "4")  # fmt: skip


class _Connection(http.client.HTTPConnection):
    """HTTP over a socket file."""

    def __init__(self, path: Path) -> None:
        super().__init__("localhost", timeout=PATIENCE)
        self.path = path

    def connect(self) -> None:
        self.sock = socket.socket(socket.AF_UNIX)
        self.sock.settimeout(self.timeout)
        self.sock.connect(str(self.path))


class Browser:
    """Keeps cookies, follows redirects, posts forms with their token."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.cookies: dict[str, str] = {}

    def get(self, url: str) -> tuple[str, str]:
        """The address it ended at, and the page. Raises RuntimeError for an error page."""
        return self._ask("GET", url, b"", {})

    def post(self, url: str, fields: Mapping[str, str], file: Path | None = None) -> str:
        """Send a form; the address it led to."""
        told = {"csrfmiddlewaretoken": self.cookies["csrftoken"], **fields}
        if file is None:
            kind = "application/x-www-form-urlencoded"
            return self._ask("POST", url, urlencode(told).encode(), {"Content-Type": kind})[0]
        mark = secrets.token_hex(16)
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
            for key, value in told.items()
        ]
        head = (
            f'--{mark}\r\nContent-Disposition: form-data; name="file"; filename="{file.name}"\r\n'
        )
        body = "".join(parts).encode() + head.encode() + b"\r\n" + file.read_bytes()
        kind = f"multipart/form-data; boundary={mark}"
        body += f"\r\n--{mark}--\r\n".encode()
        return self._ask("POST", url, body, {"Content-Type": kind})[0]

    def _ask(self, method: str, url: str, body: bytes, headers: dict[str, str]) -> tuple[str, str]:
        cookie = "; ".join(f"{key}={value}" for key, value in self.cookies.items())
        with contextlib.closing(_Connection(self.path)) as connection:
            connection.request(method, url, body or None, {**headers, "Cookie": cookie})
            answer = connection.getresponse()
            page = answer.read().decode(errors="replace")
        for line in answer.headers.get_all("Set-Cookie", []):
            self.cookies |= {key: morsel.value for key, morsel in SimpleCookie(line).items()}
        if answer.status in (301, 302, 303):
            return self.get(answer.headers["Location"])
        if answer.status != 200:
            words = re.findall(r"invalid-feedback[^>]*>(.*?)</", page, re.DOTALL)
            raise RuntimeError(f"{method} {url}: {answer.status} {' '.join(words)}")
        return url, page


class _Watch(threading.Thread):
    """The most that one process held."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid, self.most = pid, 0

    def run(self) -> None:
        while held := resident(self.pid):
            self.most = max(self.most, held)
            time.sleep(SAMPLE_SECONDS)


@contextlib.contextmanager
def served(folder: Path) -> Iterator[tuple[Path, int]]:
    """gunicorn on a socket file, and the process id of its worker."""
    path = folder / "web"
    command = [sys.executable, *SERVER, "--bind", f"unix:{path}"]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        browser = Browser(path)
        for _ in range(300):
            with contextlib.suppress(OSError):
                browser.get("/")
                break
            time.sleep(0.1)
        yield path, next(descendants(process.pid))
    finally:
        process.terminate()
        process.wait()


def _hire(password: str) -> None:
    """A registrar's account in the scratch database."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "welfare.settings"
    django.setup()
    from welfare.accounts import create_account, grant_role  # noqa: PLC0415 - only after setup
    from welfare.roles import Role  # noqa: PLC0415

    grant_role(create_account(USER, name="量", password=password, by=None), Role.REGISTRAR, by=None)


def _status() -> str:
    from django.db import connection  # noqa: PLC0415 - only after setup

    with connection.cursor() as cursor:
        cursor.execute("SELECT status FROM staff_rosterimport ORDER BY id DESC LIMIT 1")
        return str(cursor.fetchone()[0])


def hand_over(browser: Browser, file: Path) -> dict[str, float]:
    """Upload, wait, look, write; the seconds of each as the registrar waits for them."""
    from django.urls import reverse  # noqa: PLC0415 - only after setup

    marks = [time.perf_counter()]
    place = browser.post(reverse("roster-imports"), {"create_places": "on"}, file)
    marks.append(time.perf_counter())
    until = time.monotonic() + PATIENCE
    while _status() == "reading" and time.monotonic() < until:
        browser.get(place)
        time.sleep(0.5)
    browser.get(place)
    marks.append(time.perf_counter())
    number = re.findall(r"\d+", place)[-1]
    browser.post(reverse("roster-import-commit", args=[number]), {})
    marks.append(time.perf_counter())
    steps = zip(("answer", "preview", "write"), marks, marks[1:], strict=False)
    return {name: round(end - begin, 3) for name, begin, end in steps}


def main(file: str) -> None:
    """Print the growth of the worker in MiB, the seconds, and how the import stands."""
    from django.core.management import call_command  # noqa: PLC0415 - heavy, and only here

    password = secrets.token_urlsafe(16)
    _hire(password)
    call_command("collectstatic", interactive=False, verbosity=0)
    with tempfile.TemporaryDirectory() as name, served(Path(name)) as (path, worker):
        browser = Browser(path)
        from django.urls import reverse  # noqa: PLC0415 - only after setup

        browser.get(reverse("login"))
        browser.post(reverse("login"), {"username": USER, "password": password})
        for _ in range(3):
            browser.get(reverse("roster-imports"))
        before = resident(worker)
        watch = _Watch(worker)
        watch.start()
        seconds = hand_over(browser, Path(file))
        grown = (watch.most - before) / MIB
        alive = bool(resident(worker))
    print(json.dumps({"grown": round(grown, 1), "alive": alive, "status": _status(),
                      "seconds": seconds}))  # fmt: skip


if __name__ == "__main__":
    main(sys.argv[1])
