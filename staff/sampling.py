"""抽样 by a kept seed: nobody chooses what is drawn, and anybody may draw it again."""

import hashlib
import random
from collections.abc import Iterable


def keys_drawn(keys: Iterable[int], *, percent: int, seed: str) -> list[int]:
    """So many percent of the keys, rounded up (a small population is asked too), the same each time."""
    rows = sorted(keys)
    count = -(-len(rows) * percent // 100)
    return sorted(random.Random(seed).sample(rows, count))  # noqa: S311 - kept, to be repeated


def keys_ranked(keys: Iterable[int], *, percent: int, seed: str) -> list[int]:
    """As keys_drawn, by the lowest hashes of seed and key: what a database can draw by itself too."""
    rows = sorted(keys, key=lambda key: hashlib.sha256(f"{seed}:{key}".encode()).digest())
    return sorted(rows[: -(-len(rows) * percent // 100)])
