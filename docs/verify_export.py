#!/usr/bin/env python3
"""Check an exported copy of the books without us: Python's standard library is all it needs.

    python3 verify_export.py books.jsonl [2026/132=C41E-88D0-73AB ...]

The file comes from 账目证明; the words after it are printed heads 校验码 (year/number=hash, short or
whole): take them from a board or an old print, not from where the file came from.

Checked: numbers without gap, each hash from content and the hash before, across years too, debits =
credits, line count and total, hands apart, red vouchers opposite to a twin, and the heads you give.
"""

import hashlib
import json
import sys
from collections import defaultdict
from decimal import Decimal

NAMES = ["version", "fund", "year", "number", "month_number", "date", "kind", "summary", "source",
         "purpose", "key", "maker", "reviewer", "poster", "cashier", "attachments", "reverses",
         "corrects", "posted_at", "line_count", "total", "lines"]  # fmt: skip


def read(path):
    """The vouchers of the file, each a dict of its fields with `hash` and the hashed text."""
    with open(path, encoding="utf-8") as file:
        for number, line in enumerate(file, start=1):
            told = json.loads(line)
            if len(told["fields"]) != len(NAMES) or told["fields"][0] != "v1":
                sys.exit(f"第 {number} 行不是 v1 的凭证")
            voucher = dict(zip(NAMES, told["fields"], strict=True), hash=told["hash"])
            yield voucher | {"text": "\x1f".join(told["fields"]).encode()}


def lines_of(voucher):  # (account, party, side, amount)
    for _, *key, side, amount in (line.split(",") for line in voucher["lines"].split(";")):
        yield *key, int(side), Decimal(amount)


def faults_of_one(voucher, lines):
    if sum(side * amount for _, _, side, amount in lines):
        yield "借贷不平"
    debits = sum(amount for _, _, side, amount in lines if side == 1)
    if len(lines) != int(voucher["line_count"]) or debits != Decimal(voucher["total"]):
        yield "行数或合计不对"
    if len({voucher["maker"], voucher["reviewer"], voucher["cashier"]}) < 3:
        yield "制单、审核、出纳有同一个人"
    if (voucher["kind"] == "reversal") != any(amount < 0 for *_, amount in lines):
        yield "红字和种类不符"


def faults_of_place(voucher, year, chain, links):
    """What is off with its numbers and its link. A year goes on from a head of the one before it."""
    first = [hashlib.sha256(f"guanai:{voucher['fund']}:{year}".encode()).digest()]
    known = links[year][-1:] or links[max((y for y in links if y < year), default="")]
    if int(voucher["number"]) != chain["number"] + 1 or voucher["date"][:4] != year:
        yield f"号码不连续，前一张是 {chain['number']}"
    chain[month := voucher["date"][:7]] += 1
    if int(voucher["month_number"]) != chain[month]:
        yield "月内号不连续"
    heads = (hashlib.sha256(link + voucher["text"]).hexdigest() for link in known or first)
    if voucher["hash"] not in heads:
        yield "内容和校验码不符，这一张或前一张被改过，或前一年不在"
    chain["number"] = int(voucher["number"])
    links[year].append(bytes.fromhex(voucher["hash"]))


def check(path, heads):
    """Yield what is wrong; put the hash of every year and number into `heads`."""
    chains, blacks, reds = defaultdict(lambda: defaultdict(int)), [], []
    heard = defaultdict(lambda: defaultdict(list))  # by fund and year: every hash so far
    for voucher in read(path):
        fund, year, lines = voucher["fund"], voucher["year"], list(lines_of(voucher))
        place = f"{year}/{voucher['number']}"
        faults = faults_of_place(voucher, year, chains[fund, year], heard[fund])
        yield from (f"{place}：{words}" for words in [*faults, *faults_of_one(voucher, lines)])
        heads[place].append(voucher["hash"])
        if voucher["kind"] == "reversal":
            reds.append((place, sorted((a, p, s, -m) for a, p, s, m in lines)))
        else:
            blacks.append(sorted(lines))
    yield from (f"{at}：找不到和它相反的原凭证" for at, twin in reds if twin not in blacks)


def main(path, *printed):
    heads = defaultdict(list)
    problems = list(check(path, heads))
    for word in printed:
        place, _, head = word.partition("=")
        wanted = head.replace("-", "").lower()
        if not wanted or not any(found.startswith(wanted) for found in heads[place]):
            problems.append(f"{place}：和印出来的校验码 {head} 不一样")
    count = sum(map(len, heads.values()))
    told = "\n".join(problems) or f"{count} 张凭证完整，{len(printed)} 个校验码相符"
    sys.stdout.write(told + "\n")
    sys.exit(bool(problems))


if __name__ == "__main__":
    main(*sys.argv[1:]) if len(sys.argv) > 1 else sys.exit(__doc__)
