"""The font of the papers we draw ourselves; ReportLab embeds the part of it that is used."""

from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

FONT = "WenQuanYi-Micro-Hei"


def font_path() -> Traversable:
    """Where the wheel keeps it."""
    return files("paperang_p2_fonts_cjk") / "fonts" / "wqy-microhei.ttc"


@cache
def register_font() -> None:
    """Register it once a process."""
    pdfmetrics.registerFont(TTFont(FONT, str(font_path()), subfontIndex=0))


def plain(text: Any) -> str:
    """Words for a paragraph of ReportLab: nothing in them is markup."""
    words = "" if text is None else str(text)
    return words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
