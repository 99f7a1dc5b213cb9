"""Front-end files out of installed packages: no third-party code is committed here."""

from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.exceptions import ImproperlyConfigured
from django.core.files.storage import FileSystemStorage

# our name -> (package beside which the file lies, its path from site-packages)
PICKED = {
    "vendor/bootstrap.min.css": (
        "bootstrap_wrapper",
        "bootstrap/css/bootstrap.min.css",
    ),
    "vendor/bootstrap.min.css.map": (
        "bootstrap_wrapper",
        "bootstrap/css/bootstrap.min.css.map",
    ),
    "vendor/htmx.min.js": (
        "django_htmx",
        "django_htmx/static/django_htmx/htmx-2.min.js",
    ),
}


def picked_files() -> dict[str, Path]:
    """Every picked file by our name. Raises ImproperlyConfigured when its package is missing."""
    found = {}
    for name, (package, path) in PICKED.items():
        spec = find_spec(package)
        if spec is None or spec.origin is None:
            raise ImproperlyConfigured(f"package {package} is not installed")
        found[name] = Path(spec.origin).parent.parent / path
    return found


class _OneFile(FileSystemStorage):
    """A storage that holds a single file."""

    prefix = ""

    def __init__(self, source: Path) -> None:
        super().__init__(location=source.parent)
        self.source = source

    def path(self, name: str) -> str:
        """The file, whatever it is called."""
        return str(self.source)


class PickedFilesFinder(BaseFinder):
    """Single files of packages, under the names we give them."""

    def find(self, path: str, find_all: bool = False, **kwargs: Any) -> Any:
        """The file of our name, as the staticfiles app asks for it."""
        hit = picked_files().get(path)
        if find_all:
            return [str(hit)] if hit else []
        return str(hit) if hit else None

    def list(self, ignore_patterns: Any) -> Iterator[Any]:
        """Every picked file with a storage that reads it."""
        for name, source in picked_files().items():
            yield name, _OneFile(source)
