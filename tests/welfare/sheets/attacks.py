"""Hostile files of security.md annex D and E: name, how to write it, words of the refusal.

Large ones are written piece by piece, so that making them does not fill the memory.
"""

import io
import zipfile

from tests.books import ods, ods_row, repacked, workbook

GOOD = workbook(["姓名", "金额"], ["张桂兰", 20])
SHEET = "xl__worksheets__sheet1DOTxml"
SHEET_PART, STRINGS_PART = "xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"
HEAD = b'<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
TAIL = b"</sheetData></worksheet>"
STRINGS = (
    b'<?xml version="1.0"?><sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
)
CELL = b'<row r="%d"><c r="%s"><v>1</v></c></row>'
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
LAUGHS = b'<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]>'
OUTSIDE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///proc/self/environ">]>'
HTML = b"<html><table><tr><td>1</td></tr></table></html>"
ODS_MACRO = {"Basic/Standard/Module1.xml": b"<x/>"}
BROKEN, ALIEN, ACTIVE = "读不出来|坏了或不完整", "里面却不是", "宏、外部链接或嵌入"


def sheet(body: bytes) -> bytes:
    """The good workbook with another first sheet."""
    return repacked(GOOD, **{SHEET: HEAD + body + TAIL})


def row(cell: bytes) -> bytes:
    """A first row of one cell written as XML."""
    return b'<row r="1">' + cell + b"</row>"


def part(name: str, content: bytes = b"x") -> bytes:
    """The good workbook with one more part, or another one in its place."""
    return repacked(GOOD, **{name.replace("/", "__").replace(".", "DOT"): content})


def inflating(name: str, begin: bytes, piece: bytes, times: int, end: bytes) -> bytes:
    """The good workbook with a part that inflates to a piece repeated many times."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(GOOD)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as new,
    ):
        for other in old.namelist():
            if other != name:
                new.writestr(other, old.read(other))
        with new.open(name, "w") as stream:
            stream.write(begin)
            for _ in range(times):
                stream.write(piece)
            stream.write(end)
    return out.getvalue()


def many_rows() -> bytes:
    """More rows than anyone has workers."""
    return sheet(b"".join(CELL % (n, b"A%d" % n) for n in range(1, 150_001)))


def lying_sizes() -> bytes:
    """Its directory says that a large sheet is small."""
    content = inflating(SHEET_PART, HEAD, b" " * 1_000_000, 60, TAIL)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        size = archive.getinfo(SHEET_PART).file_size.to_bytes(4, "little")
    return content.replace(size, (100).to_bytes(4, "little"))


def with_flag(flag: int) -> bytes:
    """Every part says in the directory that it is encrypted, or packed in an unknown way."""
    content = bytearray(GOOD)
    place = 0
    while (place := content.find(b"PK\x01\x02", place)) >= 0:
        content[place + 8] |= flag
        content[place + 10] = content[place + 10] if flag else 99
        place += 4
    return bytes(content)


def open_document(**parts: bytes) -> bytes:
    """An .ods with further parts."""
    out = io.BytesIO(ods(ods_row("姓名")))
    with zipfile.ZipFile(out, "a") as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


REPEATED = (
    '<table:table-row table:number-rows-repeated="1048000"><table:table-cell '
    'table:number-columns-repeated="16000" office:value-type="string"><text:p>x</text:p>'
    "</table:table-cell></table:table-row>"
)

ATTACKS = {
    "nothing": ("a.xlsx", b"", "空文件"),
    "pdf": ("a.pdf", b"%PDF-1.7\n", "只收 Excel"),
    "word": ("a.docx", GOOD, "只收 Excel"),
    "macro workbook": ("a.xlsm", GOOD, "只收 Excel"),
    "binary workbook": ("a.xlsb", GOOD, "只收 Excel"),
    "page named xlsx": ("a.xlsx", HTML, ALIEN),
    "page named xls": ("a.xls", HTML, ALIEN),
    "table named xlsx": ("a.xlsx", b"a,b\n1,2\n", ALIEN),
    "binary named csv": ("a.csv", b"a,b\0c", "只收 Excel"),
    "word named xlsx": ("a.xlsx", open_document(), ALIEN),
    "xlsx named ods": ("a.ods", GOOD, ALIEN),
    "cut off": ("a.xlsx", GOOD[:200], "坏了或不完整"),
    "password": ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "取消密码"),
    "password of a zip": ("a.xlsx", with_flag(1), BROKEN),
    "unknown packing": ("a.xlsx", with_flag(0), BROKEN),
    "old file named new": ("a.xlsx", OLE, "对不上"),
    "old file with nothing": ("a.xls", OLE, "读不出来"),
    "old file with macro": ("a.xls", OLE + "VBA".encode("utf-16-le"), "宏"),
    "macro": ("a.xlsx", part("xl/vbaProject.bin"), ACTIVE),
    "external link": ("a.xlsx", part("xl/externalLinks/externalLink1.xml"), ACTIVE),
    "embedded object": ("a.xlsx", part("xl/embeddings/oleObject1.bin"), ACTIVE),
    "active control": ("a.xlsx", part("xl/activeX/activeX1.xml"), ACTIVE),
    "form control": ("a.xlsx", part("xl/ctrlProps/ctrlProp1.xml"), ACTIVE),
    "connection": ("a.xlsx", part("xl/connections.xml"), ACTIVE),
    "macro sheet": ("a.xlsx", part("xl/macrosheets/sheet1.xml"), ACTIVE),
    "path upwards": ("a.xlsx", part("../../evil.txt"), "不收"),
    "path from the root": ("a.xlsx", part("/etc/evil.txt"), "不收"),
    "many parts": ("a.xlsx", repacked(GOOD, **{f"p{n}": b"x" for n in range(300)}), "部件太多"),
    "entity in a sheet": ("a.xlsx", repacked(GOOD, **{SHEET: LAUGHS + HEAD + TAIL}), "文档声明"),
    "entity in utf-16": ("a.xlsx", repacked(GOOD, **{SHEET: LAUGHS.decode().encode("utf-16")}), "文档声明"),
    "file from outside": ("a.xlsx", repacked(GOOD, **{SHEET: OUTSIDE + HEAD + TAIL}), "文档声明"),
    "entity in a part of no name": ("a.xlsx", part("xl/sheet.bin", LAUGHS), "文档声明"),
    "blanks": ("a.xlsx", lambda: inflating(SHEET_PART, HEAD, b" " * 1_000_000, 256, TAIL), "太大"),
    "one long string": ("a.xlsx", lambda: inflating(STRINGS_PART, STRINGS + b"<si><t>", b"x" * 1_000_000, 256, b"</t></si></sst>"), "太大"),
    "five million strings": ("a.xlsx", lambda: inflating(STRINGS_PART, STRINGS, b"<si><t>a</t></si>" * 50_000, 100, b"</sst>"), "太大"),
    "sizes that lie": ("a.xlsx", lying_sizes, "太大|坏了"),
    "many rows": ("a.xlsx", many_rows, "读不出来"),
    "far cell": ("a.xlsx", sheet(CELL % (1, b"A1") + CELL % (1048576, b"XFD1048576")), "读不出来"),
    "endless row": ("a.xlsx", sheet(CELL % (99999999999, b"A99999999999")), "读不出来"),
    "column ZZZZ": ("a.xlsx", sheet(CELL % (1, b"ZZZZ1")), "读不出来"),
    "many columns": ("a.csv", b"x," * 5000, "读不出来"),
    "string that is not there": ("a.xlsx", sheet(row(b'<c r="A1" t="s"><v>99999</v></c>')), "读不出来"),
    "broken tags": ("a.xlsx", sheet(row(b"<c r=\"A1\"><v>1</c></v>")), "读不出来"),
    "endless cell": ("a.xlsx", sheet(row(b'<c r="A1" t="inlineStr"><is><t>' + b"ab" * 40_000 + b"</t></is></c>")), "读不出来"),
    "nothing inside": ("a.xlsx", workbook(), "一行内容也没有"),
    "encrypted document": ("a.ods", ods(ods_row("x"), manifest=b"<manifest:encryption-data/>"), "加了打开密码"),
    "document with macro": ("a.ods", open_document(**ODS_MACRO), ACTIVE),
    "document of another kind": ("a.ods", repacked(ods(ods_row("x")), mimetype=b"application/zip"), "对不上"),
    "document of endless rows": ("a.ods", ods(REPEATED), "读不出来"),
    "document with an entity": ("a.ods", repacked(ods(ods_row("x")), contentDOTxml=LAUGHS), "文档声明"),
}  # fmt: skip


def written(folder, attack: str):
    """The attack as a file in a folder."""
    name, content, _ = ATTACKS[attack]
    path = folder / name
    path.write_bytes(content() if callable(content) else content)
    return path
