"""Writing an uploaded PDF anew, inside a limited process of welfare/uploads_child.py.

Exit codes: 2 unreadable, 4 it acts (script, action, attachment, form) or is encrypted, 5 too
many pages.
"""

import io

import pikepdf

MEMORY = 1_000_000_000  # bytes of address space
MOST_PAGES = 50
MOST_DEPTH = 20
CLEANED, UNREADABLE, ACTS, TOO_LONG = 0, 2, 4, 5
FORBIDDEN = {
    "/JavaScript", "/JS", "/OpenAction", "/AA", "/Launch", "/EmbeddedFile", "/EmbeddedFiles",
    "/XFA", "/SubmitForm", "/ImportData", "/RichMedia", "/GoToR", "/GoToE", "/AF",
}  # fmt: skip


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


def written_anew(content: bytes) -> tuple[int, bytes]:
    """Exit code and a harmless PDF, saved again so that nothing hides behind its end."""
    with pikepdf.open(io.BytesIO(content)) as pdf:
        if pdf.is_encrypted:
            return ACTS, b""
        if len(pdf.pages) > MOST_PAGES:
            return TOO_LONG, b""
        if acts(pdf.trailer) or any(acts(thing) for thing in pdf.objects):
            return ACTS, b""
        out = io.BytesIO()
        pdf.save(out)
    return CLEANED, out.getvalue()


def cleaned(content: bytes, kind: str) -> tuple[int, bytes]:
    """Exit code and the same pages written anew."""
    try:
        return written_anew(content)
    except pikepdf.PasswordError:
        return ACTS, b""
    except Exception:  # noqa: BLE001 - whatever a hostile file breaks, the answer is the same
        return UNREADABLE, b""
