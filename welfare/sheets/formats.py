"""django-import-export's file formats, through our reader and our writer."""

import tempfile
from pathlib import Path
from typing import Any

import tablib
from import_export.formats.base_formats import Format

from welfare.sheets.reader import read_workbook
from welfare.sheets.writer import write_csv, write_xlsx


class _SafeFormat(Format):  # type: ignore[misc]  # the package is not typed
    """Read in the limited child, written without formulas."""

    extension = ""
    content_type = ""

    def __init__(self, encoding: str | None = None) -> None:
        """The reader finds the encoding out by itself."""

    def get_title(self) -> str:
        """Its name in the admin's list."""
        return self.extension

    def create_dataset(self, in_stream: Any) -> tablib.Dataset:
        """The first worksheet as a table. Raises Refused for a file that is not one."""
        content = in_stream if isinstance(in_stream, bytes) else in_stream.read()
        with tempfile.NamedTemporaryFile(suffix=f".{self.extension}") as copy:
            copy.write(content.encode() if isinstance(content, str) else content)
            copy.flush()
            sheet = read_workbook(Path(copy.name))[0]
        header, *rows = [[cell.text for cell in row] for row in sheet.rows]
        return tablib.Dataset(*rows, headers=header)

    def is_binary(self) -> bool:
        """Both are read as bytes."""
        return True

    def get_extension(self) -> str:
        """The file name's ending."""
        return self.extension

    def get_content_type(self) -> str:
        """For the download."""
        return self.content_type

    def can_import(self) -> bool:
        """Both ways."""
        return True

    def can_export(self) -> bool:
        """Both ways."""
        return True


class SafeXLSX(_SafeFormat):
    """.xlsx"""

    extension = "xlsx"
    content_type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        """The table as a workbook of strings."""
        return write_xlsx(dataset.headers, dataset)


class SafeCSV(_SafeFormat):
    """.csv"""

    extension = "csv"
    content_type = "text/csv"

    def export_data(self, dataset: tablib.Dataset, **kwargs: Any) -> bytes:
        """The table as text, formulas defused."""
        return write_csv(dataset.headers, dataset)
