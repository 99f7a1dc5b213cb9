"""RFC 6962 Merkle tree hash, leaf by leaf: the root of all vouchers of a year so far."""

import hashlib


class Merkle:
    """Grows by leaves; `root` may be asked for at any size."""

    def __init__(self) -> None:
        self._whole: list[tuple[int, bytes]] = []  # (height, hash) of complete subtrees

    def push(self, text: bytes) -> None:
        """Append a leaf and fold complete subtrees of the same height."""
        height, node = 0, hashlib.sha256(b"\x00" + text).digest()
        while self._whole and self._whole[-1][0] == height:
            node = hashlib.sha256(b"\x01" + self._whole.pop()[1] + node).digest()
            height += 1
        self._whole.append((height, node))

    @property
    def root(self) -> bytes:
        """The root; of nothing it is the hash of nothing."""
        if not self._whole:
            return hashlib.sha256().digest()
        node = self._whole[-1][1]
        for _, left in reversed(self._whole[:-1]):
            node = hashlib.sha256(b"\x01" + left + node).digest()
        return node
