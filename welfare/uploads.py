"""Uploaded papers 上传的材料: what may come in, how it is cleaned, where it lies (security.md G).

Hostile files are opened only in a child process with limits on time and memory. A picture is
drawn anew (no EXIF, no trailing script), a PDF is scanned for anything that acts.
"""

import hashlib
import io
import json
import subprocess
import sys
import time
import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.http import HttpResponse
from django.utils.http import content_disposition_header

from welfare.errors import Refused


class FileType(models.TextChoices):
    """What an uploaded paper is; nothing else is kept."""

    JPEG = "jpg", "JPEG 图片"
    PNG = "png", "PNG 图片"
    PDF = "pdf", "PDF 文件"


MOST_BYTES = 10 * 1024 * 1024
SECONDS = 25  # for a paper, by the clock; the child stops each of them before that
BATCH_SECONDS = (
    20  # so long papers of a batch are begun: a worker of the web is not held for a minute
)
AT_ONCE = (
    4  # papers of a batch one child is given: all of it at once would lie in memory many times
)
ROOT = Path(__file__).resolve().parent.parent
MAGIC = {b"\xff\xd8\xff": FileType.JPEG, b"\x89PNG\r\n\x1a\n": FileType.PNG, b"%PDF-": FileType.PDF}
CONTENT_TYPES = {
    FileType.JPEG: "image/jpeg",
    FileType.PNG: "image/png",
    FileType.PDF: "application/pdf",
}
UNREADABLE, TOO_COMPLEX, NO_TURN = 2, 6, 7
UNTOLD = b"2 0"  # the child ended without a word on this paper
# codes of welfare/uploads_child.py -> what to say
WORDS = {
    2: "「{name}」打不开，可能损坏了。重新拍一张再传。",
    3: "「{name}」太大，超过 4000 万像素。换一张普通照片。",
    4: "「{name}」里有脚本、附件或加密，不能收。打印出来拍照再传。",
    5: "「{name}」超过 50 页。只传和这件事有关的几页。",
    6: "「{name}」太复杂，读不完。打印出来拍照再传。",
    7: "「{name}」这一批没轮到。照片太大太多，把没收下的再传一次。",
}


@dataclass(frozen=True)
class CleanFile:
    """A file that may be kept."""

    file_type: FileType
    content: bytes
    sha256: str  # of what was uploaded, to find the same file again

    @property
    def stored_sha256(self) -> str:
        """Of what is kept."""
        return hashlib.sha256(self.content).hexdigest()


def _type_of(content: bytes, name: str) -> FileType:
    for magic, kind in MAGIC.items():
        if content.startswith(magic):
            return kind
    raise Refused(f"「{name}」不是照片或 PDF。请传 JPG、PNG 或 PDF 文件。")


def _checked(content: bytes, name: str) -> FileType:
    """What the paper is, by size and first bytes alone."""
    if not content:
        raise Refused(f"「{name}」是空文件，重新拍一张再传。")
    if len(content) > MOST_BYTES:
        raise Refused(f"「{name}」超过 10 MB。压缩一下，或重新拍一张。")
    return _type_of(content, name)


def clean(content: bytes, *, name: str) -> CleanFile:
    """Check and clean one upload; `name` is the paper's name, for the sentence.

    Raises Refused for anything but a JPEG, PNG or harmless PDF within the limits.
    """
    return clean_all([(name, content)])[0]


def clean_all(files: Sequence[tuple[str, bytes]]) -> list[CleanFile]:
    """Check and clean the named files of one claim, each in a process of its own. Raises Refused."""
    if not files:
        return []
    kinds = [_checked(content, name) for name, content in files]
    jobs = [(str(kind), content) for kind, (_, content) in zip(kinds, files, strict=True)]
    answers = _answers(jobs, files[0][0])
    return [
        _clean_file(kind, content, answers, name)
        for kind, (name, content) in zip(kinds, files, strict=True)
    ]


def clean_with_codes(content: bytes, *, name: str) -> tuple[CleanFile, list[str]]:
    """One upload checked and cleaned, and what its QR codes say. Raises Refused as `clean` does."""
    [told] = clean_many_with_codes([(name, content)])
    if isinstance(told, Refused):
        raise told
    return told


def clean_many_with_codes(
    files: Sequence[tuple[str, bytes]],
) -> list[tuple[CleanFile, list[str]] | Refused]:
    """The same of many named uploads, a few by one child process, a refusal in the place of who is refused."""
    until, told = time.monotonic() + BATCH_SECONDS, []
    for first in range(0, len(files), AT_ONCE):
        left = max(0.0, until - time.monotonic())
        told += _few_with_codes(files[first : first + AT_ONCE], left)
    return told


def _few_with_codes(
    files: Sequence[tuple[str, bytes]], left: float
) -> list[tuple[CleanFile, list[str]] | Refused]:
    """So many as one child is given; no time left: none of them has its turn."""
    kinds: list[FileType | Refused] = [_kind_or_refusal(content, name) for name, content in files]
    jobs = [
        (f"{kind.value}+qr", content)
        for kind, (_, content) in zip(kinds, files, strict=True)
        if not isinstance(kind, Refused)
    ]
    if left:
        answers = _answers(jobs, files[0][0], within=left) if jobs else io.BytesIO()
    else:
        answers = io.BytesIO(f"{NO_TURN} 0\n".encode() * 2 * len(jobs))
    return [
        kind if isinstance(kind, Refused) else _with_codes(kind, content, answers, name)
        for kind, (name, content) in zip(kinds, files, strict=True)
    ]


def _kind_or_refusal(content: bytes, name: str) -> FileType | Refused:
    try:
        return _checked(content, name)
    except Refused as refusal:
        return refusal


def _with_codes(
    kind: FileType, content: bytes, answers: io.BytesIO, name: str
) -> tuple[CleanFile, list[str]] | Refused:
    """The next two answers: the paper, and its codes."""
    (code, cleaned), (unread, codes) = _next(answers), _next(answers)
    try:
        file = _file_of(kind, content, unread if unread == NO_TURN else code, cleaned, name)
    except Refused as refusal:
        return refusal
    return file, codes.decode("utf-8", "replace").splitlines()


def _answers(
    jobs: Sequence[tuple[str, bytes]], name: str, within: float | None = None
) -> io.BytesIO:
    """What the child says to each job, one behind the other. Raises Refused when it takes too long."""
    told = json.dumps([[kind, len(content)] for kind, content in jobs])
    most = [] if within is None else [str(within)]
    try:
        child = subprocess.run(  # noqa: S603 - our own words
            [sys.executable, "-m", "welfare.uploads_child", *most],
            input=b"".join([told.encode(), b"\n", *(content for _, content in jobs)]),
            capture_output=True,
            timeout=SECONDS * len(jobs) if within is None else within + SECONDS,
            check=False,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"},
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(WORDS[TOO_COMPLEX].format(name=name)) from error
    return io.BytesIO(child.stdout)


def _next(answers: io.BytesIO) -> tuple[int, bytes]:
    """The code and the bytes of the child's next answer."""
    code, size = (int(part) for part in (answers.readline() or UNTOLD).split())
    return code, answers.read(size)


def _clean_file(kind: FileType, content: bytes, answers: io.BytesIO, name: str) -> CleanFile:
    """The next paper of the child's answers. Raises Refused when it said no, or nothing at all."""
    return _file_of(kind, content, *_next(answers), name)


def _file_of(kind: FileType, content: bytes, code: int, cleaned: bytes, name: str) -> CleanFile:
    if code != 0 or not cleaned:
        raise Refused(WORDS.get(code, WORDS[UNREADABLE]).format(name=name))
    return CleanFile(kind, cleaned, hashlib.sha256(content).hexdigest())


def path_of(uid: uuid.UUID, file_type: str, *, folder: str) -> str:
    """Where a kept file lies under the media root."""
    return f"{folder}/{uid.hex[:2]}/{uid.hex}.{file_type}"


def keep(file: CleanFile, *, folder: str) -> uuid.UUID:
    """Store a cleaned file under a random name; returns that name."""
    uid = uuid.uuid4()
    default_storage.save(path_of(uid, file.file_type, folder=folder), ContentFile(file.content))
    return uid


def read(path: str, *, sha256: str, name: str) -> bytes:
    """The stored bytes of the paper of that name and fingerprint.

    Raises Refused when they are gone or no longer what was stored.
    """
    try:
        with default_storage.open(path) as stored:
            content: bytes = stored.read()
    except FileNotFoundError as error:
        raise Refused(f"「{name}」的文件不在了，请系统管理员从备份找回。") from error
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Refused(f"「{name}」的文件和入档时不一样，已停止下载。请告诉系统管理员。")
    return content


def as_download(content: bytes, *, file_type: str, filename: str) -> HttpResponse:
    """The paper as a download that can do nothing in the browser."""
    response = HttpResponse(content, content_type=CONTENT_TYPES[FileType(file_type)])
    response.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "no-store"
    name = content_disposition_header(as_attachment=True, filename=filename)
    response.headers["Content-Disposition"] = name or "attachment"
    return response
