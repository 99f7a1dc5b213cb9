"""Reading the QR codes of an uploaded paper, inside a limited process of welfare/uploads_child.py.

Whatever cannot be read has no code: whether the paper itself may be kept is asked beside it.
"""

import io
from collections.abc import Iterator

import pikepdf
import zxingcpp
from PIL import Image, ImageOps

from welfare.uploads_picture import MEMORY, MOST_PIXELS, NAMES

__all__ = ["MEMORY", "cleaned"]

MOST_PAGES = 5  # of a scan: a sheet has one page, its code stands on the first
WIDEST = 3000  # pixels of a side: a telephone's photograph halved still shows its code
SUFFIX = ".qr"
QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def _pictures(content: bytes, kind: str) -> Iterator[Image.Image]:
    if kind in NAMES:
        with Image.open(io.BytesIO(content), formats=[NAMES[kind]]) as image:
            yield ImageOps.exif_transpose(image)
        return
    with pikepdf.open(io.BytesIO(content)) as paper:
        for page in list(paper.pages)[:MOST_PAGES]:
            for drawn in page.images.values():
                yield pikepdf.PdfImage(drawn).as_pil_image()  # type: ignore[arg-type]  # a stream, says PDF


def codes_in(content: bytes, kind: str) -> list[str]:
    """What the QR codes of a picture, or of the pictures of a scan, say."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    found = []
    for picture in _pictures(content, kind):
        grey = picture.convert("L")
        grey.thumbnail((WIDEST, WIDEST))
        codes = zxingcpp.read_barcodes(grey, formats=QR)
        found += [code.text for code in codes]
    return found


def cleaned(content: bytes, kind: str) -> tuple[int, bytes]:
    """Always 0, and one code a line."""
    try:
        told = codes_in(content, kind.removesuffix(SUFFIX))
    except Exception:  # noqa: BLE001 - whatever a hostile file breaks, it has no code
        return 0, b""
    return 0, "\n".join(" ".join(text.split()) for text in told).encode()
