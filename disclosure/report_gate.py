"""How often the pages of the reports answer in a minute: counted in memory, of nobody.

Guessing codes is slowed for all together, for no address is kept (security.md J5). Each process has
its part of the whole.
"""

import time
from collections import deque
from collections.abc import Callable
from threading import Lock

from django.conf import settings

MINUTE = 60.0
BUSY = "现在查的人太多，等一分钟再试。"


class Gate:
    """Lets so many through in any minute."""

    def __init__(self, per_minute: int, now: Callable[[], float] = time.monotonic) -> None:
        self.most = max(per_minute // settings.WEB_CONCURRENCY, 1)
        self.now = now
        self.lately: deque[float] = deque()
        self.lock = Lock()

    def lets_through(self) -> bool:
        """Whether one more may pass; the count knows nothing of who."""
        with self.lock:
            ago = self.now() - MINUTE
            while self.lately and self.lately[0] <= ago:
                self.lately.popleft()
            if len(self.lately) >= self.most:
                return False
            self.lately.append(self.now())
            return True


codes = Gate(60)  # tries of a receipt code
sendings = Gate(60)  # reports and papers sent
opinions = Gate(60)  # slips 意见条 answered
objections = Gate(60)  # objections to notices sent
