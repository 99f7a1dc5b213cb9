"""The child process that opens an uploaded picture: stdin in, the same picture drawn anew out.

Run as a script by welfare/uploads.py with the kind (jpg or png), without Django. It imports
nothing it does not need: it starts for every paper. Exit codes: 2 unreadable, 3 too many pixels.
"""

import io
import resource
import sys
import warnings

from PIL import Image, ImageOps

SECONDS = 15
MEMORY = 1_500_000_000  # bytes of address space: 40 million pixels in RGB twice, and the libraries
MOST_PIXELS = 40_000_000
UNREADABLE, TOO_LARGE = 2, 3
NAMES = {"jpg": "JPEG", "png": "PNG"}
QUALITY = {"jpg": {"quality": 88}, "png": {}}


def limit() -> None:
    """No more time or memory than a phone's photograph needs, and no files."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


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


def main() -> None:
    """Clean what stands on stdin."""
    limit()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    try:
        clean = drawn_anew(sys.stdin.buffer.read(), sys.argv[1])
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        sys.exit(TOO_LARGE)
    except Exception:  # noqa: BLE001 - whatever a hostile file breaks, the answer is the same
        sys.exit(UNREADABLE)
    sys.stdout.buffer.write(clean)


if __name__ == "__main__":
    main()
