"""Drawing an uploaded picture anew, inside a limited process of welfare/uploads_child.py.

Exit codes: 2 unreadable, 3 too many pixels.
"""

import io
import warnings

from PIL import Image, ImageOps

MEMORY = 1_500_000_000  # bytes of address space: 40 million pixels in RGB twice, and the libraries
MOST_PIXELS = 40_000_000
CLEANED, UNREADABLE, TOO_LARGE = 0, 2, 3
NAMES = {"jpg": "JPEG", "png": "PNG"}
QUALITY = {"jpg": {"quality": 88}, "png": {}}

Image.preinit()  # the readers of the common formats, once for all the papers of a claim


def drawn_anew(content: bytes, kind: str) -> bytes:
    """The picture upright, without EXIF or anything behind the image."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=[NAMES[kind]]) as image:
        upright = ImageOps.exif_transpose(image).convert("RGB")
    plain = Image.new("RGB", upright.size)
    plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, NAMES[kind], **QUALITY[kind])
    return out.getvalue()


def cleaned(content: bytes, kind: str) -> tuple[int, bytes]:
    """Exit code and the picture drawn anew."""
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        return CLEANED, drawn_anew(content, kind)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return TOO_LARGE, b""
    except Exception:  # noqa: BLE001 - whatever a hostile file breaks, the answer is the same
        return UNREADABLE, b""
