"""Files that lie encrypted on the disk, piece by piece, so that a long one is never in memory."""

import os
from collections.abc import Iterable
from pathlib import Path
from typing import IO

from welfare.crypto import Damaged, seal_bytes, unseal_bytes

PIECE = 1024 * 1024
LENGTH = 4  # bytes before each piece


def seal_file(chunks: Iterable[bytes], target: Path, *, bound_to: str) -> None:
    """Write the content sealed; the file is there whole or not at all."""
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    begun = target.with_suffix(".part")
    with os.fdopen(os.open(begun, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        number, waiting = 0, b""
        for chunk in chunks:
            waiting += chunk
            while len(waiting) > PIECE:
                _write(out, waiting[:PIECE], f"{bound_to}:{number}")
                number, waiting = number + 1, waiting[PIECE:]
        _write(out, waiting, f"{bound_to}:{number}:end")
    begun.replace(target)


def _write(out: "IO[bytes]", content: bytes, place: str) -> None:
    sealed = seal_bytes(content, bound_to=place)
    out.write(len(sealed).to_bytes(LENGTH, "big") + sealed)


def unseal_file(source: Path, out: "IO[bytes]", *, bound_to: str) -> None:
    """Write the plain content to `out`. Raises Damaged for a changed, moved or shortened file."""
    with source.open("rb") as file:
        number, sealed = 0, _read(file, bound_to)
        while sealed:
            following = _read(file, bound_to)
            end = "" if following else ":end"
            out.write(unseal_bytes(sealed, bound_to=f"{bound_to}:{number}{end}"))
            number, sealed = number + 1, following
    if not number:
        raise Damaged(bound_to)
    out.flush()


def _read(file: "IO[bytes]", place: str) -> bytes:
    length = file.read(LENGTH)
    sealed = file.read(int.from_bytes(length, "big"))
    if length and len(sealed) < int.from_bytes(length, "big"):
        raise Damaged(place)
    return sealed
