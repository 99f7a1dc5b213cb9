"""Pages of a list."""

from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest

PAGE_SIZE = 50


def page_of(request: HttpRequest, rows: "QuerySet[Any] | list[Any]", size: int = PAGE_SIZE) -> Page:
    """The page asked for by ?page=; a page that is not there becomes the nearest one."""
    return Paginator(rows, size).get_page(request.GET.get("page"))
