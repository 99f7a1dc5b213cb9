"""The bank's answer 代发结果: its workbook, a line each, matched to the lines of a batch."""

from typing import Any

from mutualfund.models import FailCode, LineResult, PayBatch
from mutualfund.pay_answers import Answer
from staff.cards import index_of
from welfare.errors import Refused
from welfare.money import yuan
from welfare.sheets.tables import Column, TableRow, read_table

COLUMNS = (
    Column("number", ("序号", "笔号"), "whole"),
    Column("card", ("账号", "收款账号", "卡号"), "digits"),
    Column("amount", ("金额", "交易金额", "金额(元)"), "money"),
    Column("result", ("结果", "处理结果", "处理状态", "交易状态")),
    Column("words", ("失败原因", "原因", "备注", "附言"), required=False),
)
PAID = ("成功", "已付", "交易成功", "处理成功", "付款成功")
FAILED = ("失败", "交易失败", "处理失败", "付款失败", "退回", "已退回")
# the first word found in what the bank says
CODES = (
    ("户名", FailCode.CARD), ("账号", FailCode.CARD), ("不符", FailCode.CARD),
    ("销户", FailCode.CLOSED), ("冻结", FailCode.CLOSED), ("挂失", FailCode.CLOSED),
    ("止付", FailCode.CLOSED), ("不存在", FailCode.CARD),
)  # fmt: skip


def read_results(file: Any, batch: PayBatch) -> list[Answer]:
    """The answers in the bank's workbook for lines that still wait.

    Raises Refused for a line that is not in the batch, another account or amount, or a result that
    says neither paid nor failed; lines answered before are left alone.
    """
    table = read_table(file, COLUMNS)
    table.refuse_problems()
    lines = {line.number: line for line in batch.lines.all()}
    found, seen = [], set()
    for row in table.rows:
        line = lines.get(row.values["number"])
        if line is None:
            raise Refused(f"第 {row.number} 行的序号不在批次 {batch} 里，核对是不是选错了文件。")
        if line.number in seen:
            raise Refused(f"第 {row.number} 行的序号前面已经有过，银行的结果一笔一行。")
        seen.add(line.number)
        if index_of(row.values["card"]) != bytes(line.card_index or b""):
            raise Refused(f"第 {row.number} 行的账号和批次里第 {line.number} 笔的不一样。")
        if row.values["amount"] != line.amount:
            raise Refused(
                f"第 {row.number} 行的金额是 {yuan(row.values['amount'])} 元，"
                f"批次里第 {line.number} 笔是 {yuan(line.amount)} 元。"
            )
        answer = _answer(row, line.pk)
        if line.result == LineResult.PENDING:
            found.append(answer)
    return found


def _answer(row: TableRow, line: int) -> Answer:
    told, words = row.values["result"], row.values.get("words") or ""
    if told in PAID:
        return Answer(line, paid=True)
    if told not in FAILED:
        raise Refused(f"第 {row.number} 行的结果「{told}」看不懂，写「成功」或「失败」。")
    code = next((code for word, code in CODES if word in words), FailCode.BANK)
    return Answer(line, paid=False, fail_code=code, words=words)
