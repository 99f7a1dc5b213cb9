"""Numbers, chain and published roots 号码和散列链: every voucher hashed again from its content."""

import hashlib
from collections.abc import Iterator

from mutualfund.books_text import Told, start_of, texts
from mutualfund.merkle import Merkle
from mutualfund.models import DailyHead, Fund, Series, voucher_name
from mutualfund.problems import Problem


class _Chain:
    """One year while it is walked through: the last number and hash, months, the tree."""

    def __init__(self, fund: Fund, year: int) -> None:
        self.number, self.head = 0, start_of(fund, year)
        self.months = [0] * 12
        self.tree = Merkle()
        heads = DailyHead.objects.filter(fund=fund, year=year)
        self.published = {head.last_number: head for head in heads}
        self.grows_to = max(self.published, default=0)

    def take(self, told: Told) -> Iterator[Problem]:
        """The next voucher: what is off with its numbers, its link and the published root."""
        name, month = voucher_name(told.date, told.month_number), told.date.month - 1
        place = f"凭证 {name}"
        if told.number != self.number + 1:
            words = f"年内号应为 {self.number + 1}，账上是 {told.number}"
            yield Problem(place, "number_gap", words)
        self.months[month] += 1
        if told.month_number != self.months[month]:
            yield Problem(place, "month_number", "月内号不连续")
        if hashlib.sha256(self.head + told.text).digest() != told.hash:
            words = "内容与链散列不符，有人改过这一笔或上一笔"
            if not self.number:
                words = "接不上前一年的链：这一笔被改过，或者前面有整年的账被拿走、塞进来"
            yield Problem(place, "chain_broken", words)
        self.number, self.head = told.number, told.hash
        if told.number > self.grows_to:
            return
        self.tree.push(told.text)
        published = self.published.get(told.number)
        if published is not None and bytes(published.root) != self.tree.root:
            words = f"到 {name} 为止的根和 {published.day} 公布的不一样"
            yield Problem(f"{published.day} 公布的校验码", "published_root_differs", words)


def check_chain(fund: Fund) -> Iterator[Problem]:
    """Numbers 1..n per year and month, the chain from content, counters equal to what is there."""
    chains: dict[int, _Chain] = {}
    for told in texts(fund):
        if told.year not in chains:
            chains[told.year] = _Chain(fund, told.year)
        yield from chains[told.year].take(told)
    for series in Series.objects.filter(fund=fund):
        chain = chains.get(series.year) or _Chain(fund, series.year)
        place = f"{series.year} 年序列"
        if (chain.number, chain.head) != (series.last_number, bytes(series.last_hash)):
            yield Problem(place, "head_differs", "末号或链头与最后一笔凭证不符")
        if chain.months != series.month_numbers:
            yield Problem(place, "months_differ", "各月末号与各月凭证的张数不符")
