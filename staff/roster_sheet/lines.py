"""The lines of a roster sheet that stand for no person, and cells that stand for many rows."""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence

from staff.roster_sheet.heads import RosterHead
from welfare.sheets.stream import cell_of
from welfare.sheets.tables import clean_title

FOOTERS = (
    "制表", "审核", "填表", "填报", "复核", "负责人", "单位负责人", "经办人", "联系人", "注:", "注：",
    "备注:", "备注：", "说明", "其中",
)  # fmt: skip
TOTAL = re.compile(r"^(小计|合计|总计|共计|累计)|(小计|合计|总计)[:：]?$|^共\s*\d+\s*[人名]")
PEOPLE = re.compile(r"(\d{1,7})\s*[人名]")
COUNTED_IN = {
    "",
    "serial",
    "number",
    "name",
    "sex",
    "id_number",
    "birth",
    "branch",
    "station",
    "job",
    "post",
}
DITTO = ("同上", "〃", "″")
HAS_DITTO = re.compile("|".join(DITTO)).search  # of a whole line
NEAR = 4  # a total says so in one of its first cells


def is_total(texts: Sequence[tuple[int, str]]) -> str:
    """The label of a total's line; empty when it is none."""
    return next((text for _, text in texts[:NEAR] if TOTAL.search(text)), "")


def head_count(head: RosterHead, texts: Sequence[tuple[int, str]]) -> tuple[int, int] | None:
    """The number of people a total claims, and the column it stands in."""
    for place, text in texts:
        if found := PEOPLE.search(text):
            return int(found[1]), place
    for place, text in texts:
        key = head.columns[place].key if place < len(head.columns) else ""
        number = re.fullmatch(r"\D*(\d{1,6})(?:\.0)?\D*", text)
        if number and key in COUNTED_IN:
            return int(number[1]), place
    return None


class Lines:
    """Tells the lines of one sheet apart. Places are columns from 0."""

    def __init__(self, head: RosterHead) -> None:
        self.head = head
        self.titles = [column.title for column in head.columns]
        self.lower = {title.partition("-")[2] for title in self.titles if "-" in title}
        self.whole = {head.title, head.unit} - {""}
        self.persons = {head.places.get("name"), head.places.get("id_number")}

    def reason_to_skip(self, texts: Sequence[tuple[int, str]]) -> str:
        """Why a line is left out; empty for a person's row."""
        place, first = texts[0]
        if first.startswith(FOOTERS):
            return "落款或说明"
        if self._repeats_header(texts):
            return "重复的表头"
        if first in self.whole or (len(texts) == 1 and "填报" in first):
            return "重复的标题"
        if len(texts) == 1 and place not in self.persons:
            return "只有一格，没有姓名和身份证号"
        return ""

    def _repeats_header(self, texts: Sequence[tuple[int, str]]) -> bool:
        upper = lower = 0
        for place, text in texts:
            title = clean_title(cell_of(f"s{text}"))
            own = self.titles[place] if place < len(self.titles) else ""
            upper += bool(own) and (title == own or own.startswith(f"{title}-"))
            lower += title in self.lower
        return upper >= 3 or lower == len(texts)


class FillDown:
    """Tall merged cells: every row they cover says what their first row says."""

    def __init__(self, merged: Iterable[tuple[int, int, int, int]]) -> None:
        self.starts: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for top, left, bottom, _ in merged:
            if bottom > top:
                self.starts[top].append((left, bottom))
        self.open: dict[int, tuple[int, str]] = {}

    def fill(self, row: int, tokens: list[str]) -> None:
        """Fill the row's tokens in place; rows come in order."""
        for left, (bottom, token) in list(self.open.items()):
            if row > bottom:
                del self.open[left]
            elif left < len(tokens):
                tokens[left] = token
        for left, bottom in self.starts.get(row, ()):
            if left < len(tokens):
                self.open[left] = (bottom, tokens[left])


def fill_dittos(tokens: list[str], before: Sequence[str]) -> None:
    """同上 and 〃 say what the row above says."""
    for place, token in enumerate(tokens[: len(before)]):
        if token[1:].strip() in DITTO:
            tokens[place] = before[place]
