"""The child process that opens an uploaded PDF: stdin in, the same pages written anew out.

Run as a script by welfare/uploads.py, without Django. Exit codes: 2 unreadable, 4 it acts
(script, action, attachment, form) or is encrypted, 5 too many pages.
"""

import io
import resource
import sys

import pikepdf

SECONDS = 15
MEMORY = 1_000_000_000  # bytes of address space
MOST_PAGES = 50
MOST_DEPTH = 20
UNREADABLE, ACTS, TOO_LONG = 2, 4, 5
FORBIDDEN = {
    "/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFile", "/EmbeddedFiles",
    "/XFA", "/SubmitForm", "/ImportData", "/RichMedia", "/GoToR", "/GoToE", "/AF",
}  # fmt: skip


def limit() -> None:
    """No more time or memory than a scanned page needs, and no files."""
    resource.setrlimit(resource.RLIMIT_CPU, (SECONDS, SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def names_an_act(thing: pikepdf.Object) -> bool:
    """Whether a dictionary has a key, or names an action, that does something."""
    if FORBIDDEN & set(thing.keys()):
        return True
    return any(str(thing.get(key, "")) in FORBIDDEN for key in ("/S", "/Type", "/Subtype"))


def acts(thing: object, depth: int = 0) -> bool:
    """The same for an object and the direct objects inside it; too deep counts as hiding."""
    if depth > MOST_DEPTH:
        return True
    if isinstance(thing, pikepdf.Array):
        inside = list(thing)
    elif isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        if names_an_act(thing):
            return True
        inside = [value for _, value in thing.items()]
    else:
        return False
    direct = [x for x in inside if not getattr(x, "is_indirect", True)]
    return any(acts(child, depth + 1) for child in direct)


def written_anew(content: bytes) -> bytes:
    """A harmless PDF, saved again so that nothing hides behind its end."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if pdf.is_encrypted:
            sys.exit(ACTS)
        if len(pdf.pages) > MOST_PAGES:
            sys.exit(TOO_LONG)
        if acts(pdf.trailer) or any(acts(thing) for thing in pdf.objects):
            sys.exit(ACTS)
        out = io.BytesIO()
        pdf.save(out)
    return out.getvalue()


def main() -> None:
    """Check what stands on stdin."""
    limit()
    try:
        clean = written_anew(sys.stdin.buffer.read())
    except pikepdf.PasswordError:
        sys.exit(ACTS)
    except Exception:  # noqa: BLE001 - whatever a hostile file breaks, the answer is the same
        sys.exit(UNREADABLE)
    sys.stdout.buffer.write(clean)


if __name__ == "__main__":
    main()
