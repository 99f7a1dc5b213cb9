"""Looking at a file before anyone parses it (security.md E, annex D).

A workbook is a zip: parts, inflated sizes, ratio and what is inside are checked while inflating,
because the sizes in its headers may lie.
"""

import re
import zipfile
import zlib
from pathlib import Path
from typing import IO

from welfare.errors import Refused
from welfare.sheets.limits import MEGABYTE, TABLE, Limits

MAX_FILE = TABLE.file
MAX_PARTS = 200
MAX_RATIO = 120
CHUNK = 64 * 1024
OLE_MAGIC = bytes.fromhex("d0cf11e0a1b11ae1")
ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
ACTIVE = re.compile(
    r"vbaproject|/activex|/embeddings/|externallink|/connections\.xml|oleobject|/ctrlprops/|macrosheet"
    r"|^basic/|^scripts/|^object [0-9]+/",
    re.IGNORECASE,
)
ODS_MIME = b"application/vnd.oasis.opendocument.spreadsheet"
MAIN_PART = {"xlsx": "xl/workbook.xml", "ods": "content.xml"}
BROKEN = (
    zipfile.BadZipFile,
    EOFError,
    KeyError,
    ValueError,
    NotImplementedError,
    RuntimeError,
    OSError,
)
PICTURES = ("xl/media/", "Thumbnails/", "Pictures/", "docProps/thumbnail")
RESAVE = "请用 Excel 打开，另存为 .xlsx 再上传。"


def check_size(size: int, name: str, limits: Limits = TABLE) -> None:
    """Raise Refused for an empty or an oversized file, before a byte of it is read."""
    if size == 0:
        raise Refused(f"「{name}」是空文件，里面什么也没有。请重新导出后再上传。")
    if size > limits.file:
        raise Refused(
            f"「{name}」有 {size / MEGABYTE:.0f} MB，最大收 {limits.file // MEGABYTE} MB。"
            "请删掉图片和用不到的工作表，或者分成几个文件上传。"
        )


def scan(path: Path, name: str, limits: Limits = TABLE) -> str:
    """Look the file over and say what it is: xlsx, xls, ods or csv. Raises Refused."""
    check_size(path.stat().st_size, name, limits)
    suffix = Path(name).suffix.lower()
    with path.open("rb") as file:
        head = file.read(CHUNK)
    if head.startswith(OLE_MAGIC):
        return _scan_ole(path, name)
    if head.startswith(b"PK\x03\x04") and suffix in {".xlsx", ".ods"}:
        _scan_zip(path, name, suffix[1:], limits)
        return suffix[1:]
    if suffix == ".csv" and b"\0" not in head:
        return "csv"
    if suffix in {".xlsx", ".xls", ".ods"}:
        raise Refused(f"「{name}」的名字像 Excel，里面却不是。{RESAVE}")
    raise Refused(f"只收 Excel（.xlsx、.xls）、.ods 和 CSV 文件，「{name}」不是。{RESAVE}")


def _scan_ole(path: Path, name: str) -> str:
    content = path.read_bytes()
    if ENCRYPTED in content:
        raise Refused(
            f"「{name}」加了打开密码，读不了。请在 Excel 里取消密码（文件 › 信息 › 保护工作簿）再上传。"
        )
    if Path(name).suffix.lower() != ".xls":
        raise Refused(f"「{name}」的名字和内容对不上。{RESAVE}")
    if "VBA".encode("utf-16-le") in content or "Macros".encode("utf-16-le") in content:
        raise Refused(f"「{name}」带有宏，不收。{RESAVE}")
    return "xls"


def _scan_zip(path: Path, name: str, kind: str, limits: Limits) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            _check_names(archive, name, kind)
            _check_parts(archive, name, limits)
            if kind == "ods":
                _check_ods(archive, name)
    except (*BROKEN, zlib.error) as error:
        raise Refused(f"「{name}」坏了或不完整，打不开。{RESAVE}") from error


def _check_names(archive: zipfile.ZipFile, name: str, kind: str) -> None:
    parts = archive.namelist()
    if len(parts) > MAX_PARTS:
        raise Refused(f"「{name}」里面的部件太多（{len(parts)} 个）。{RESAVE}")
    if MAIN_PART[kind] not in parts:
        raise Refused(f"「{name}」的名字像 Excel，里面却不是。{RESAVE}")
    for part in parts:
        if ".." in part or part.startswith("/") or ACTIVE.search(part):
            raise Refused(f"「{name}」带有宏、外部链接或嵌入对象，不收。{RESAVE}")


def _check_parts(archive: zipfile.ZipFile, name: str, limits: Limits) -> None:
    inflated = 0
    for part in archive.infolist():
        with archive.open(part) as stream:
            inflated += _inflate(stream, part, name, limits)
        if inflated > limits.inflated:
            raise _too_big_inside(name)


def _check_ods(archive: zipfile.ZipFile, name: str) -> None:
    if archive.read("mimetype").strip() != ODS_MIME:
        raise Refused(f"「{name}」的名字和内容对不上。{RESAVE}")
    if b"encryption-data" in archive.read("META-INF/manifest.xml"):
        raise Refused(f"「{name}」加了打开密码，读不了。请取消密码再上传。")


def _inflate(stream: IO[bytes], part: zipfile.ZipInfo, name: str, limits: Limits) -> int:
    size, tail = 0, b""
    is_picture = part.filename.startswith(PICTURES)  # a drawing may bring its own declaration
    while chunk := stream.read(CHUNK):
        size += len(chunk)
        too_dense = size > 1024 * 1024 and size > MAX_RATIO * max(part.compress_size, 1)
        if size > limits.part or too_dense:
            raise _too_big_inside(name)
        if not is_picture:
            window = (tail + chunk).upper()
            if b"<!DOCTYPE" in window or b"<!ENTITY" in window or b"<\0!\0" in window:
                raise Refused(f"「{name}」里有不该有的文档声明，不收。{RESAVE}")
            tail = chunk[-16:]
    return size


def _too_big_inside(name: str) -> Refused:
    return Refused(f"「{name}」解开以后太大，不像一份名单。{RESAVE}")
