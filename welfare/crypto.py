"""Encrypted columns and their blind indexes (security.md K).

A value is sealed with AES-256-GCM and bound to its own row and column: a ciphertext copied to
another row, or changed by one bit, does not open. Keys live in a file outside the database.
Stored form: version byte, key number, 12-byte nonce, ciphertext with tag.
"""

import json
import os
import secrets
import unicodedata
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache
from pathlib import Path
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hmac import HMAC
from django import forms
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import models
from django.db.models.query_utils import DeferredAttribute

VERSION = 1


class Damaged(Exception):
    """A sealed value does not open: wrong key, moved row or changed bytes."""


class Sealed(bytes):
    """Bytes as they lie in the column."""


@dataclass(frozen=True)
class Keyring:
    """The keys by number, the one in use, and the key of the blind indexes."""

    current: int
    keys: dict[int, bytes]
    index: bytes


def make_key_file(path: Path) -> None:
    """Write a new key file, readable by its owner alone. An existing file is left alone."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    content = {
        "current": 1,
        "keys": {"1": secrets.token_hex(32)},
        "index": secrets.token_hex(32),
    }
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return
    with os.fdopen(handle, "w", encoding="ascii") as out:
        json.dump(content, out)


@lru_cache(maxsize=4)
def _keyring(path: Path) -> Keyring:
    if not path.exists():
        if not settings.DEMO:
            raise ImproperlyConfigured(f"no key file at KEY_FILE={path}")
        make_key_file(path)
    raw = json.loads(path.read_text(encoding="ascii"))
    keys = {int(number): bytes.fromhex(key) for number, key in raw["keys"].items()}
    return Keyring(raw["current"], keys, bytes.fromhex(raw["index"]))


def keyring() -> Keyring:
    """The keys of this installation. Raises ImproperlyConfigured when production has none."""
    return _keyring(settings.KEY_FILE)


@lru_cache(maxsize=16)
def _cipher(key: bytes) -> AESGCM:
    return AESGCM(key)


@lru_cache(maxsize=4)
def _begun(key: bytes) -> HMAC:
    return HMAC(key, SHA256())


def seal_bytes(content: bytes, *, bound_to: str) -> Sealed:
    """Encrypt the content and bind it to its place."""
    ring, nonce = keyring(), os.urandom(12)
    body = _cipher(ring.keys[ring.current]).encrypt(nonce, content, bound_to.encode())
    return Sealed(bytes((VERSION, ring.current)) + nonce + body)


def unseal_bytes(sealed: bytes, *, bound_to: str) -> bytes:
    """Decrypt sealed content. Raises Damaged when it was moved, changed or its key is missing."""
    try:
        key = keyring().keys[sealed[1]]
        return _cipher(key).decrypt(sealed[2:14], sealed[14:], bound_to.encode())
    except (InvalidTag, KeyError, IndexError, ValueError) as error:
        raise Damaged(bound_to) from error


def seal(text: str, *, bound_to: str) -> Sealed:
    """Encrypt the text and bind it to its place, e.g. `staff.worker.phone:<uid>`."""
    return seal_bytes(text.encode(), bound_to=bound_to)


def unseal(sealed: bytes, *, bound_to: str) -> str:
    """Decrypt a sealed value. Raises Damaged when it was moved, changed or its key is missing."""
    return unseal_bytes(sealed, bound_to=bound_to).decode()


class Sealer:
    """Seals and indexes many values in a row: keys looked up once, nonces drawn in bulk."""

    POOL = 1024  # nonces drawn at a time

    def __init__(self) -> None:
        ring = keyring()
        self.head = bytes((VERSION, ring.current))
        self.encrypt = _cipher(ring.keys[ring.current]).encrypt
        self.mac = _begun(ring.index)
        self.nonces: list[bytes] = []

    def seal(self, text: str, *, bound_to: str) -> bytes:
        """The same as `seal`."""
        if not self.nonces:
            pool = os.urandom(12 * self.POOL)
            self.nonces = [pool[at : at + 12] for at in range(0, len(pool), 12)]
        nonce = self.nonces.pop()
        return self.head + nonce + self.encrypt(nonce, text.encode(), bound_to.encode())

    def digest(self, label: str, text: str) -> bytes:
        """The same as `keyed_digest`."""
        mac = self.mac.copy()
        mac.update(f"{label}\0{text}".encode())
        return mac.finalize()[:16]

    def index(self, label: str, text: str) -> bytes | None:
        """The same as `blind_index`."""
        return self.digest(label, normal(text)) if text else None


def normal(text: str) -> str:
    """One spelling for a value: NFKC, no blanks, upper case."""
    folded = text if text.isascii() else unicodedata.normalize("NFKC", text)
    return "".join(folded.split()).upper()


def keyed_digest(label: str, text: str) -> bytes:
    """16 bytes that are equal for equal texts and reveal nothing without the key."""
    mac = _begun(keyring().index).copy()
    mac.update(f"{label}\0{text}".encode())
    return mac.finalize()[:16]


def blind_index(label: str, text: str) -> bytes | None:
    """16 bytes that find equal values without revealing them; None for an empty value."""
    return keyed_digest(label, normal(text)) if text else None


class _SealedAttribute(DeferredAttribute):
    """Opens the column at the first look, row by row."""

    field: "EncryptedField"

    def __get__(self, instance: models.Model | None, cls: Any = None) -> Any:
        value = super().__get__(instance, cls)
        if instance is not None and isinstance(value, Sealed):
            sealed, value = value, self.field.opened(value, instance)
            instance.__dict__[self.field.attname] = value
            instance.__dict__[self.field.kept] = (value, sealed)
        return value

    def __set__(self, instance: models.Model, value: Any) -> None:
        # Having __set__ lets __get__ speak although the value lies in the instance.
        instance.__dict__[self.field.attname] = value


class EncryptedField(models.BinaryField):
    """Text sealed in its row; the model has a `uid`. Empty text is stored as NULL.

    Plain values never reach SQL: only saving a row seals them, `update()` raises TypeError.
    """

    descriptor_class = _SealedAttribute

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["null"] = kwargs["blank"] = kwargs["editable"] = True
        super().__init__(*args, **kwargs)

    @property
    def kept(self) -> str:
        """Where a row remembers what it opened: a value that did not change keeps its bytes."""
        return f"_sealed_{self.attname}"

    def _place(self, instance: models.Model) -> str:
        return f"{self.model._meta.label_lower}.{self.name}:{instance.uid}"  # type: ignore[attr-defined]  # every model with sealed columns has uid

    def opened(self, value: Sealed, instance: models.Model) -> Any:
        """The plain value of this column in this row. Raises Damaged."""
        return self.to_python(unseal(value, bound_to=self._place(instance)))

    def to_python(self, value: Any) -> Any:
        return "" if value is None else value

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> Any:
        return self.to_python(None) if value is None else Sealed(value)

    def pre_save(self, model_instance: models.Model, add: bool) -> Sealed | None:
        value = model_instance.__dict__.get(self.attname)
        if isinstance(value, Sealed) or value in (None, ""):
            return value or None
        kept: tuple[Any, Sealed] | None = model_instance.__dict__.get(self.kept)
        if kept is not None and value == kept[0]:
            return kept[1]
        return seal(str(value), bound_to=self._place(model_instance))

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        if value is not None and not isinstance(value, Sealed):
            raise TypeError(f"{self.name} is sealed by saving its row, not by a query")
        return super().get_db_prep_value(value, connection, prepared)

    def get_default(self) -> Any:
        return self.to_python(None)

    def value_from_object(self, obj: models.Model) -> Any:
        return getattr(obj, self.attname)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(self, **{"form_class": forms.CharField, **kwargs})


class EncryptedDecimalField(EncryptedField):
    """An amount in yuan, sealed. None when not known."""

    def to_python(self, value: Any) -> Any:
        return None if value in (None, "") else Decimal(value)

    def formfield(self, **kwargs: Any) -> Any:
        return models.Field.formfield(
            self,
            **{
                "form_class": forms.DecimalField,
                "max_digits": 12,
                "decimal_places": 2,
                **kwargs,
            },
        )


class BlindIndexField(models.BinaryField):
    """The blind index of a sealed column of the same row, computed when the row is saved."""

    def __init__(self, source: str, *args: Any, **kwargs: Any) -> None:
        self.source = source
        kwargs.update(null=True, editable=False, max_length=16)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, [self.source, *args], kwargs

    def of(self, text: str) -> bytes | None:
        """The index a value would have here: for exact search."""
        return blind_index(f"{self.model._meta.label_lower}.{self.source}", text)

    def pre_save(self, model_instance: models.Model, add: bool) -> bytes | None:
        value = model_instance.__dict__.get(self.source)
        if isinstance(value, Sealed):  # not looked at, so not changed
            kept: bytes | None = getattr(model_instance, self.attname)
            return kept
        index = self.of(str(value or ""))
        setattr(model_instance, self.attname, index)
        return index
