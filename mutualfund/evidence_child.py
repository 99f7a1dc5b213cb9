"""The child process that opens an uploaded file: reads it on stdin, writes the clean one to stdout.

Run as a script by mutualfund/evidence.py, with no Django. Exit codes: 2 unreadable, 3 too many
pixels, 4 acts or is encrypted, 5 too many pages.
"""

import io
import resource
import sys
import warnings

import pikepdf
from PIL import Image, ImageOps

SECONDS = 15
MEMORY = 1_500_000_000  # bytes of address space: 40 million pixels in RGB twice, and the libraries
MOST_PIXELS = 40_000_000
MOST_PAGES = 50
UNREADABLE, TOO_LARGE, ACTS, TOO_LONG = 2, 3, 4, 5
FORBIDDEN = {
    "/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFile", "/EmbeddedFiles",
    "/XFA", "/SubmitForm", "/ImportData", "/RichMedia", "/GoToR", "/GoToE", "/AF",
}  # fmt: skip
PIL_NAMES = {"jpg": "JPEG", "png": "PNG"}


def limit() -> None:
    """No more time or memory than a phone's photograph needs; no files, no children."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def picture(content: bytes, kind: str) -> bytes:
    """Draw the picture anew: upright, without EXIF or anything behind the image."""
    Image.MAX_IMAGE_PIXELS = MOST_PIXELS
    with Image.open(io.BytesIO(content), formats=[PIL_NAMES[kind]]) as image:
        if image.width * image.height > MOST_PIXELS:
            sys.exit(TOO_LARGE)
        upright = ImageOps.exif_transpose(image).convert("RGB")
        plain = Image.new("RGB", upright.size)
        plain.paste(upright)
    out = io.BytesIO()
    plain.save(out, PIL_NAMES[kind], **({"quality": 88} if kind == "jpg" else {}))
    return out.getvalue()


def _acts(thing: pikepdf.Object) -> bool:
    """Whether a dictionary of the PDF has a key, or names an action, that does something."""
    if not isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        return False
    if FORBIDDEN & set(thing.keys()):
        return True
    return any(str(thing.get(key, "")) in FORBIDDEN for key in ("/S", "/Type", "/Subtype"))


def _nested(thing: pikepdf.Object, depth: int = 0) -> bool:
    """The same through direct objects inside an indirect one."""
    if depth > 20:
        return True
    if _acts(thing):
        return True
    if isinstance(thing, pikepdf.Array):
        children = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        children = [value for _, value in thing.items()]
    else:
        return False
    return any(
        isinstance(child, pikepdf.Object) and not child.is_indirect and _nested(child, depth + 1)
        for child in children
    )


def document(content: bytes) -> bytes:
    """Let a harmless PDF through, written anew so that nothing hides behind its end."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if pdf.is_encrypted:
            sys.exit(ACTS)
        if len(pdf.pages) > MOST_PAGES:
            sys.exit(TOO_LONG)
        if _nested(pdf.trailer) or any(_nested(thing) for thing in pdf.objects):
            sys.exit(ACTS)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def main() -> None:
    """Clean what stands on stdin."""
    limit()
    warnings.simplefilter("error", Image.DecompressionBombWarning)
    kind, content = sys.argv[1], sys.stdin.buffer.read()
    try:
        clean = document(content) if kind == "pdf" else picture(content, kind)
    except pikepdf.PasswordError:
        sys.exit(ACTS)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        sys.exit(TOO_LARGE)
    except Exception:  # noqa: BLE001 - whatever a hostile file breaks, the answer is the same
        sys.exit(UNREADABLE)
    sys.stdout.buffer.write(clean)


if __name__ == "__main__":
    main()
