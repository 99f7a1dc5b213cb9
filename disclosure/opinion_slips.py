"""意见条 on A4, to be cut apart and handed out at random: the code, the question, where to answer."""

from disclosure.models import Inspection
from disclosure.office_paper import HEAD, SMALL, framed, gap, on_paper, words

ACROSS = 2


def slips(inspection: Inspection, codes: list[str], *, address: str) -> bytes:
    """Two slips across, as many pages as they need."""
    told = [
        f"{inspection.unit} {inspection.year} 年{inspection.period.words}：墙上和网上公开的，您看得到、"
        f"看得懂吗？打开 {address} ，写上这个码 {code[:5]} {code[5:]} 。不记名，不知道谁拿了哪一张。"
        for code in codes
    ]
    told += [""] * (-len(told) % ACROSS)
    rows = [told[at : at + ACROSS] for at in range(0, len(told), ACROSS)]
    head = words(f"意见条 {len(codes)} 张，剪开，随手发，不登记谁拿了哪张", HEAD)
    note = words("码只印在这里，系统里没有；用剩的销毁。", SMALL)
    return on_paper("意见条", [head, note, gap(), framed(("剪开", "剪开"), (1, 1), rows)])
