"""What all lists share: the order a link asks for, and pages."""

from typing import Any, TypeVar

from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpRequest

Row = TypeVar("Row", bound=Model)
PAGE_SIZE = 50


def ordered(rows: QuerySet[Row], asked: str, fields: dict[str, str], default: str) -> QuerySet[Row]:
    """Rows in the order asked for by ``?orden=`` (a leading hyphen turns it round), else as by default."""
    name = asked.lstrip("-")
    if name not in fields:
        return rows.order_by(*default.split(), "id")
    return rows.order_by(("-" if asked.startswith("-") else "") + fields[name], *default.split(), "id")


def page_of(request: HttpRequest, rows: Any, size: int = PAGE_SIZE) -> Page[Any]:
    """The page asked for by ``?side=``; beyond the last it is the last."""
    return Paginator(rows, size).get_page(request.GET.get("side"))


def amount(number: int, one: str, many: str) -> str:
    """*1 system*, *1.601 systemer*."""
    return f"{number:,}".replace(",", ".") + f" {one if number == 1 else many}"


def posted(request: HttpRequest) -> Any:
    """What was sent, or nothing where the page is only asked for."""
    return request.POST if request.method == "POST" else None
