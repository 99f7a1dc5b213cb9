"""抽样 by a kept seed: nobody chooses what is drawn, and anybody may draw it again."""

import random
from collections.abc import Iterable


def keys_drawn(keys: Iterable[int], *, percent: int, seed: str) -> list[int]:
    """So many percent of the keys, rounded up (a small population is asked too), the same each time."""
    rows = sorted(keys)
    count = -(-len(rows) * percent // 100)
    return sorted(random.Random(seed).sample(rows, count))  # noqa: S311 - kept, to be repeated
