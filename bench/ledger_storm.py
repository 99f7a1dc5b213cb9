"""Sixteen clients in a storm, for bench/ledger.py: drawn drafts, given-up transactions, killed backends.

Each client posts drafts drawn at random, so that many are asked for twice, rolls one transaction in
ten back, and connects again when its backend was terminated. What the books say then is asked of
the product.
"""

import random
import threading
import time
from collections import Counter
from typing import Any

import psycopg

CLIENTS, KILLS, ROLLED_BACK = 16, 96, 0.1
POST = "SELECT mutualfund_post_draft(%s, %s, %s, %s)"
KILL = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
 WHERE datname = current_database() AND application_name = 'storm' ORDER BY random() LIMIT 1
"""


class Storm:
    """One storm over some drafts until each was posted by somebody."""

    def __init__(self, url: str, drafts: list[int], facts: list[Any]) -> None:
        self.url, self.drafts, self.facts = url, drafts, facts
        self.posted: set[int] = set()
        self.told: Counter[str] = Counter()
        self.lock = threading.Lock()

    def _count(self, what: str) -> None:
        with self.lock:
            self.told[what] += 1

    def _client(self, seed: int) -> None:
        draw = random.Random(seed)  # noqa: S311 - no secret
        session = psycopg.connect(self.url, application_name="storm")
        while len(self.posted) < len(self.drafts):
            left = [one for one in self.drafts if one not in self.posted] or self.drafts
            draft = draw.choice(left if draw.random() < 0.5 else self.drafts)
            try:
                session.execute(POST, [draft, *self.facts])
                if draw.random() < ROLLED_BACK:
                    session.rollback()
                    self._count("rolled back")
                    continue
                session.commit()
                self._count("committed")
                self.posted.add(draft)
            except psycopg.errors.DeadlockDetected:
                session.rollback()
                self._count("deadlocks")
            except psycopg.OperationalError:
                session.close()
                session = psycopg.connect(self.url, application_name="storm")
        session.close()

    def _kill(self, owner: psycopg.Connection, done: threading.Event) -> None:
        while not done.wait(0.05) and self.told["killed"] < KILLS:
            if owner.execute(KILL).fetchone() is not None:
                self._count("killed")

    def rage(self, owner: psycopg.Connection) -> dict[str, Any]:
        """Run it to its end; what happened, and seconds."""
        done, begun = threading.Event(), time.perf_counter()
        killer = threading.Thread(target=self._kill, args=(owner, done))
        clients = [threading.Thread(target=self._client, args=(n,)) for n in range(CLIENTS)]
        for one in (*clients, killer):
            one.start()
        for one in clients:
            one.join()
        done.set()
        killer.join()
        return {**self.told, "wanted": len(self.drafts), "seconds": time.perf_counter() - begun}
