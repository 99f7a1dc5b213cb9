"""Reading a workbook: scan it, parse it in the child, turn its answer into cells."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import IO

from django.core.files.uploadedfile import UploadedFile

from welfare.errors import Refused
from welfare.sheets.cells import EMPTY, Cell, Kind, Sheet
from welfare.sheets.guard import check_size, scan

WALL_SECONDS = 30
ROOT = Path(__file__).resolve().parent.parent.parent


def read_workbook(source: "Path | UploadedFile") -> list[Sheet]:
    """The worksheets of an .xlsx, .xls or .csv file.

    Raises Refused with a Chinese sentence for anything that is not a readable workbook; the
    temporary copy of an upload is gone afterwards.
    """
    if isinstance(source, Path):
        return _read(source, source.name)
    name = Path(source.name or "文件").name
    check_size(source.size or 0, name)
    with tempfile.NamedTemporaryFile(suffix=Path(name).suffix) as copy:
        _copy(source, copy)
        return _read(Path(copy.name), name)


def _copy(source: UploadedFile, target: "IO[bytes]") -> None:
    for chunk in source.chunks():
        target.write(chunk)
    target.flush()


def _read(path: Path, name: str) -> list[Sheet]:
    kind = scan(path, name)
    try:
        done = subprocess.run(  # noqa: S603 - our own module, no shell
            [sys.executable, "-m", "welfare.sheets.child", kind, str(path.resolve())],
            capture_output=True,
            timeout=WALL_SECONDS,
            cwd=ROOT,
            env={"PYTHONPATH": str(ROOT), "PYTHONDONTWRITEBYTECODE": "1", "PATH": "/usr/bin:/bin"},
            check=True,
        )
        answer = json.loads(done.stdout)
    except subprocess.CalledProcessError as error:
        raise _refusal(name, error.stderr.decode(errors="replace")) from error
    except (subprocess.TimeoutExpired, ValueError) as error:
        raise _refusal(name, "") from error
    sheets = [_sheet(raw) for raw in answer]
    if not any(sheet.rows for sheet in sheets):
        raise Refused(f"「{name}」里一行内容也没有。请看一下是不是选错了文件。")
    return sheets


def _refusal(name: str, words: str) -> Refused:
    if "assword" in words:
        return Refused(
            f"「{name}」加了打开密码，读不了。请在 Excel 里取消密码（文件 › 信息 › 保护工作簿）再上传。"
        )
    return Refused(
        f"「{name}」读不出来：可能坏了，或者行、列太多。"
        "请用 Excel 打开，另存为 .xlsx，只留名单那一页再上传。"
    )


def _sheet(raw: dict[str, list]) -> Sheet:
    rows = [
        [Cell(Kind(kind), text) if kind else EMPTY for kind, text in row] for row in raw["rows"]
    ]
    merged = [(a, b, c, d) for a, b, c, d in raw["merged"]]
    return Sheet(str(raw["name"]), rows, merged)
