"""Text that stands on one line: in a voucher's summary, on a receipt, in a hash."""

import unicodedata

from welfare.errors import Refused

PARTS = ("Cc", "Zl", "Zp")  # control characters, line and paragraph separators


def plain(text: str) -> str:
    """The words with one blank between them; control characters are blanks too."""
    shown = (" " if unicodedata.category(sign) in PARTS else sign for sign in text)
    return " ".join("".join(shown).split())


def one_line(text: str, label: str) -> str:
    """What somebody typed on one line: tabs and line breaks become blanks.

    Raises Refused for any other control character, naming the field.
    """
    for sign in text:
        if unicodedata.category(sign) == "Cc" and not sign.isspace():
            raise Refused(f"{label}里有看不见的控制字符（U+{ord(sign):04X}），删掉重新填一遍。")
    return plain(text)
