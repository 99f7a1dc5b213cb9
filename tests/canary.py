"""What strangers can read of the people in the registry: every public address, every word kept sealed."""

import io
import re
import shutil
import subprocess
import zipfile
from collections import deque
from collections.abc import Iterable, Iterator
from typing import Any

from django.apps import apps
from django.test import Client

from staff.models import Cadre, HouseholdMember, Worker
from welfare.crypto import EncryptedField
from welfare.models import User

LINK = re.compile(r'(?:href|src|action)="(/[^"#]*)')
LOOK = re.compile(r"[?&](?:size|contrast)=\w*")  # how a page is shown, not what it says
NUMBER = re.compile(r"(?<![0-9A-Za-z])(?:\d{17}[\dXx]|\d{15,19}|1[3-9]\d{9})(?![0-9A-Za-z])")
BEGUN = ("/", "/login/", "/robots.txt", "/sitemap.xml", "/nowhere/", "/workers/", "/notices/%00/",
         "/notices/GS-1999-0001/", "/notices/?year=%00", "/report/", "/media/evidence/1.jpg")  # fmt: skip
SHORTEST = 6  # characters of a sealed text that tells one person from another
OPEN = re.compile(r"[\d.,]+|GS-.*")  # a figure may stand for anything, a notice's number is public
WHERE = ("address", "remark", "disability_certificate")


def mark_workers() -> None:
    """Give every worker words in the columns that the demo leaves empty for most."""
    for worker in Worker.objects.all():
        for column in WHERE:
            if not getattr(worker, column):
                setattr(worker, column, f"鼍{worker.pk:05d}{column}")
        worker.save()


def _sealed_texts() -> Iterator[str]:
    for model in apps.get_models():
        columns = [f.name for f in model._meta.concrete_fields if isinstance(f, EncryptedField)]
        if columns:
            for row in model._default_manager.all():
                yield from (str(getattr(row, column) or "") for column in columns)


def _names() -> Iterator[str]:
    office = User.objects.exclude(pk__in=Worker.objects.exclude(user=None).values("user"))
    known = {
        name for rows in (Cadre.objects, office) for name in rows.values_list("name", flat=True)
    }
    for model in (Worker, HouseholdMember):
        yield from set(model._default_manager.values_list("name", flat=True)) - known


def secrets() -> dict[int, set[str]]:
    """What no stranger may read, by its length: sealed texts by their beginning, names whole."""
    told: dict[int, set[str]] = {}
    texts = {text.strip() for text in _sealed_texts()}
    numbers = {text for text in texts if len(text) >= 11 and NUMBER.fullmatch(text)}
    kept = {
        text[:12] for text in texts - numbers if len(text) >= SHORTEST and not OPEN.fullmatch(text)
    }
    for word in (*numbers, *kept, *_names()):
        told.setdefault(len(word), set()).add(word)
    return told


def words_of(answer: Any) -> str:
    """Everything a stranger's program can read out of an answer, its headers included."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = "\n".join(f"{key}: {value}" for key, value in answer.headers.items())
    return f"{heads}\n{_text(body)}"


def _text(body: bytes) -> str:
    if body.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(body)) as parts:
            return "\n".join(_text(parts.read(name)) for name in parts.namelist())
    if body.startswith(b"%PDF") and (program := shutil.which("pdftotext")):
        done = subprocess.run([program, "-", "-"], input=body, capture_output=True, check=True)
        return done.stdout.decode()
    return body.decode("utf-8", "replace")


def public_answers(client: Client) -> Iterator[tuple[str, str]]:
    """Every address a stranger is led to, and what it says."""
    waiting, seen = deque(BEGUN), set(BEGUN)
    while waiting:
        path = waiting.popleft()
        answer = client.get(path)
        text = words_of(answer)
        yield path, text
        found = [LOOK.sub("", link.replace("&amp;", "&")) for link in LINK.findall(text)]
        found += [answer.headers["Location"]] if "Location" in answer.headers else []
        for link in found:
            if link not in seen and not link.startswith(("/static/", "/login/")):
                seen.add(link)
                waiting.append(link)


def leaks(client: Client) -> tuple[int, dict[str, set[str]]]:
    """How many addresses a stranger was led to, and which of them give away what."""
    mark_workers()
    told, answers = secrets(), dict(public_answers(client))
    found = {path: set(found_in(text, told)) for path, text in answers.items()}
    return len(answers), {path: words for path, words in found.items() if words}


def found_in(text: str, told: dict[int, set[str]]) -> Iterable[str]:
    """The secrets a text gives away."""
    for length, words in told.items():
        for at in range(len(text) - length + 1):
            if (piece := text[at : at + length]) in words:
                yield piece
    yield from NUMBER.findall(text)
