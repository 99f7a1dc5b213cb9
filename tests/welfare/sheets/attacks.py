"""Hostile files of security.md annex D and E: name, how to write it, words of the refusal.

D1 to D11 number the lines of annex D from the top, E1 to E5 are the tests of section E they serve.

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
QUADRATIC = b'<!DOCTYPE x [<!ENTITY a "' + b"ha" * 40_000 + b'">]>' + b"<!-- &a; -->" * 400
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
    "E1 nothing": ("a.xlsx", b"", "空文件"),
    "E1 pdf": ("a.pdf", b"%PDF-1.7\n", "只收 Excel"),
    "E1 word": ("a.docx", GOOD, "只收 Excel"),
    "E4 macro workbook": ("a.xlsm", GOOD, "只收 Excel"),
    "E4 binary workbook": ("a.xlsb", GOOD, "只收 Excel"),
    "E4 page named xlsx": ("a.xlsx", HTML, ALIEN),
    "E4 page named xls": ("a.xls", HTML, ALIEN),
    "E4 table named xlsx": ("a.xlsx", b"a,b\n1,2\n", ALIEN),
    "E4 binary named csv": ("a.csv", b"a,b\0c", "只收 Excel"),
    "E4 word named xlsx": ("a.xlsx", open_document(), ALIEN),
    "E4 xlsx named ods": ("a.ods", GOOD, ALIEN),
    "E1 cut off": ("a.xlsx", GOOD[:200], "坏了或不完整"),
    "E4 password": ("a.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "取消密码"),
    "E1 password of a zip": ("a.xlsx", with_flag(1), BROKEN),
    "E1 unknown packing": ("a.xlsx", with_flag(0), BROKEN),
    "E4 old file named new": ("a.xlsx", OLE, "对不上"),
    "E4 old file with nothing": ("a.xls", OLE, "读不出来"),
    "E4 old file with macro": ("a.xls", OLE + "VBA".encode("utf-16-le"), "宏"),
    "D9 macro": ("a.xlsx", part("xl/vbaProject.bin"), ACTIVE),
    "D9 external link": ("a.xlsx", part("xl/externalLinks/externalLink1.xml"), ACTIVE),
    "E4 embedded object": ("a.xlsx", part("xl/embeddings/oleObject1.bin"), ACTIVE),
    "E4 active control": ("a.xlsx", part("xl/activeX/activeX1.xml"), ACTIVE),
    "E4 form control": ("a.xlsx", part("xl/ctrlProps/ctrlProp1.xml"), ACTIVE),
    "E4 connection": ("a.xlsx", part("xl/connections.xml"), ACTIVE),
    "E4 macro sheet": ("a.xlsx", part("xl/macrosheets/sheet1.xml"), ACTIVE),
    "D10 path upwards": ("a.xlsx", part("../../evil.txt"), "不收"),
    "D10 path from the root": ("a.xlsx", part("/etc/evil.txt"), "不收"),
    "D11 many parts": ("a.xlsx", repacked(GOOD, **{f"p{n}": b"x" for n in range(300)}), "部件太多"),
    "D7 entity in a sheet": ("a.xlsx", repacked(GOOD, **{SHEET: LAUGHS + HEAD + TAIL}), "文档声明"),
    "D7 entity that doubles": ("a.xlsx", repacked(GOOD, **{SHEET: QUADRATIC + HEAD + TAIL}), "文档声明"),
    "D7 entity in utf-16": ("a.xlsx", repacked(GOOD, **{SHEET: LAUGHS.decode().encode("utf-16")}), "文档声明"),
    "D7 file from outside": ("a.xlsx", repacked(GOOD, **{SHEET: OUTSIDE + HEAD + TAIL}), "文档声明"),
    "D7 entity in a part of no name": ("a.xlsx", part("xl/sheet.bin", LAUGHS), "文档声明"),
    "D1 blanks": ("a.xlsx", lambda: inflating(SHEET_PART, HEAD, b" " * 1_000_000, 256, TAIL), "太大"),
    "D2 one long string": ("a.xlsx", lambda: inflating(STRINGS_PART, STRINGS + b"<si><t>", b"x" * 1_000_000, 256, b"</t></si></sst>"), "太大"),
    "D3 five million strings": ("a.xlsx", lambda: inflating(STRINGS_PART, STRINGS, b"<si><t>a</t></si>" * 50_000, 100, b"</sst>"), "太大"),
    "E5 sizes that lie": ("a.xlsx", lying_sizes, "太大|坏了"),
    "D4 many rows": ("a.xlsx", many_rows, "读不出来"),
    "D6 far cell": ("a.xlsx", sheet(CELL % (1, b"A1") + CELL % (1048576, b"XFD1048576")), "读不出来"),
    "D5 endless row": ("a.xlsx", sheet(CELL % (99999999999, b"A99999999999")), "读不出来"),
    "D8 column ZZZZ": ("a.xlsx", sheet(CELL % (1, b"ZZZZ1")), "读不出来"),
    "E5 many columns": ("a.csv", b"x," * 5000, "读不出来"),
    "D8 string that is not there": ("a.xlsx", sheet(row(b'<c r="A1" t="s"><v>99999</v></c>')), "读不出来"),
    "E1 broken tags": ("a.xlsx", sheet(row(b"<c r=\"A1\"><v>1</c></v>")), "读不出来"),
    "E5 endless cell": ("a.xlsx", sheet(row(b'<c r="A1" t="inlineStr"><is><t>' + b"ab" * 40_000 + b"</t></is></c>")), "读不出来"),
    "E1 nothing inside": ("a.xlsx", workbook(), "一行内容也没有"),
    "E4 encrypted document": ("a.ods", ods(ods_row("x"), manifest=b"<manifest:encryption-data/>"), "加了打开密码"),
    "E4 document with macro": ("a.ods", open_document(**ODS_MACRO), ACTIVE),
    "E1 document of another kind": ("a.ods", repacked(ods(ods_row("x")), mimetype=b"application/zip"), "对不上"),
    "E5 document of endless rows": ("a.ods", ods(REPEATED), "读不出来"),
    "E3 document with an entity": ("a.ods", repacked(ods(ods_row("x")), contentDOTxml=LAUGHS), "文档声明"),
}  # fmt: skip


def written(folder, attack: str):
    """The attack as a file in a folder."""
    name, content, _ = ATTACKS[attack]
    path = folder / name
    path.write_bytes(content() if callable(content) else content)
    return path
