"""Pages of a list."""

from collections.abc import Sequence
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50


def page_of(
    request: HttpRequest,
    rows: "QuerySet[Any] | Sequence[Any]",
    size: int = PAGE_SIZE,
    *,
    count: int | None = None,
    name: str = "page",
) -> Page:
    """The page asked for by ?page=; a page that is not there becomes the nearest one.

    `count` saves the query for how many rows there are where that is known; `name` tells lists
    of one page apart.
    """
    pages = Paginator(rows, size)
    if count is not None:
        pages.count = count
    return pages.get_page(request.GET.get(name))
