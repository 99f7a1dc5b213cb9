"""Keys of the reports 举报: what is written can be read by the handlers and the reporter alone.

Every report has a pair of keys of its own. Its public half seals what is written (HPKE, RFC 9180:
X25519, HKDF-SHA256, AES-256-GCM), so whoever writes can not read. Its private half lies sealed to
each handler's own public key, and locked by the receipt code, of which only a slow hash is kept.
A handler's private key is locked by his passphrase. The server holds a private half only while it
answers someone who has just given his passphrase or his code.
"""

import secrets
from dataclasses import dataclass

from argon2.low_level import Type, hash_secret_raw
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite

from welfare.crypto import Damaged, keyed_digest, normal

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
DIGITS = 16  # of a receipt code
INDEX, KEY, NONCE = 16, 32, 12  # bytes
Stored = bytes | memoryview  # as a column gives it


@dataclass(frozen=True)
class Pair:
    """The two halves of a key, 32 bytes each."""

    private: bytes
    public: bytes


@dataclass(frozen=True)
class Slow:
    """What a receipt code becomes: by `index` its report is found, `key` locks the report's key."""

    index: bytes
    key: bytes


def new_pair() -> Pair:
    """A fresh pair."""
    key = X25519PrivateKey.generate()
    return Pair(key.private_bytes_raw(), key.public_key().public_bytes_raw())


def seal_to(public: bytes, content: bytes, *, bound_to: str) -> bytes:
    """Seal the content so that only the other half opens it, at this place."""
    key = X25519PublicKey.from_public_bytes(public)
    sealed: bytes = SUITE.encrypt(content, key, info=bound_to.encode())
    return sealed


def open_with(private: bytes, sealed: Stored, *, bound_to: str) -> bytes:
    """Open what was sealed. Raises Damaged for another key, another place or changed bytes."""
    try:
        key = X25519PrivateKey.from_private_bytes(private)
        opened: bytes = SUITE.decrypt(bytes(sealed), key, info=bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise Damaged(bound_to) from error
    return opened


def lock(key: bytes, private: bytes, *, bound_to: str) -> bytes:
    """Lock a private half with a key of 32 bytes."""
    nonce = secrets.token_bytes(NONCE)
    return nonce + AESGCM(key).encrypt(nonce, private, bound_to.encode())


def unlock(key: bytes, locked: Stored, *, bound_to: str) -> bytes:
    """The private half. Raises Damaged for another key or changed bytes."""
    whole = bytes(locked)
    try:
        return AESGCM(key).decrypt(whole[:NONCE], whole[NONCE:], bound_to.encode())
    except (InvalidTag, ValueError) as error:
        raise Damaged(bound_to) from error


def stretched(secret: str, *, salt: bytes, length: int = KEY) -> bytes:
    """Argon2id of a secret with the pepper of this installation: slow to guess, about 25 ms."""
    peppered = keyed_digest("report.secret", secret)
    return hash_secret_raw(
        peppered, salt, time_cost=2, memory_cost=19 * 1024, parallelism=1, hash_len=length,
        type=Type.ID,
    )  # fmt: skip


def new_code() -> str:
    """A receipt code 回执码: 16 digits, each as likely as the other."""
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def code_of(form: str) -> str:
    """The code of a form with a token nobody can guess: sent twice, it is the same code."""
    number = int.from_bytes(keyed_digest("report.code", form))
    return f"{number % 10**DIGITS:0{DIGITS}d}"


def plain_code(typed: str) -> str:
    """The 16 digits of a code however it was typed, "" for anything else."""
    digits = normal(typed).replace("-", "")
    return digits if len(digits) == DIGITS and digits.isascii() and digits.isdecimal() else ""


def slow(code: str) -> Slow:
    """What a code becomes; the code itself is kept nowhere."""
    salt = keyed_digest("report.receipt", "salt")
    hashed = stretched(code, salt=salt, length=INDEX + KEY)
    return Slow(hashed[:INDEX], hashed[INDEX:])
