"""The API's answers: JSON that PostgreSQL has put together, of the municipality whose key came along."""

import json
from typing import Any

from django.db import connection
from django.http import HttpRequest, HttpResponse

from accounts.access import open_to_all
from accounts.sites import municipality_url
from integrations.os2compliance import sql_pages
from integrations.os2compliance.asking import by_key
from integrations.os2compliance.keys import Holder
from integrations.os2compliance.openapi import document
from integrations.os2compliance.params import LAST_PAGE, moment, number, past_moment
from integrations.os2compliance.snapshots import Snapshot, snapshot

PAGE_SIZE, FIRST_PAGE_SIZE, MOST = 50, 100, 500
AREA = "TILSYNSRAPPORTER"


@by_key
def audits(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Answer a page of the audits published after a moment, in the order in which they were published."""
    query = request.GET
    after = past_moment(query, "publishedAfter")
    page = number(query, ("page",), default=1, least=1, most=LAST_PAGE)
    size = number(query, ("pageSize",), default=PAGE_SIZE, least=1, most=MOST)
    taken = snapshot(holder.key_id, "audits", after, size, page - 1)
    data = _stretch(sql_pages.AUDITS, taken, page - 1, {"link": _link(holder)})
    more = json.dumps(page < len(taken.bounds))
    return _json(f'{{"data":{data},"page":{page},"pageSize":{size},"hasNext":{more}}}')


@by_key
def documents(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Answer a page of the reports as documents, first generation: pages from 0, `createdAfter` included."""
    query = request.GET
    page, size = _first_page(request)
    after = moment(query, "createdAfter")
    if query.get("area", AREA) != AREA:
        return _first("[]", page, size, 0)
    taken = snapshot(holder.key_id, "documents", after and after - after.resolution, size, page)
    content = _stretch(sql_pages.DOCUMENTS, taken, page, {})
    return _first(content, page, size, taken.found)


@by_key
def suppliers(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Answer a page of the suppliers of the municipality's systems and reports, first generation."""
    return _rows(sql_pages.SUPPLIERS, request, holder)


@by_key
def systems(request: HttpRequest, holder: Holder) -> HttpResponse:
    """Answer a page of the systems that the municipality uses, first generation."""
    return _rows(sql_pages.SYSTEMS, request, holder)


@open_to_all
def description(request: HttpRequest) -> HttpResponse:
    """Answer the API's description (OpenAPI 3.1)."""
    return _json(json.dumps(document(), ensure_ascii=False))


def _stretch(statement: str, taken: Snapshot, place: int, given: dict[str, Any]) -> str:
    stretch = taken.stretch(place)
    if stretch is None:
        return "[]"
    bounds: dict[str, Any] = {"low": stretch[0], "high": stretch[1], "until": taken.bounds[-1]}
    with connection.cursor() as cursor:
        cursor.execute(statement, bounds | given)
        found: str = cursor.fetchone()[0]
    return found


def _rows(statement: str, request: HttpRequest, holder: Holder) -> HttpResponse:
    page, size = _first_page(request)
    given: dict[str, Any] = {"municipality": holder.id, "cvr": holder.cvr, "name": holder.name}
    with connection.cursor() as cursor:
        cursor.execute(statement + sql_pages.ROWS, given | {"size": size, "skipped": page * size})
        found, content = cursor.fetchone()
    return _first(content, page, size, found)


def _first_page(request: HttpRequest) -> tuple[int, int]:
    page = number(request.GET, ("page",), default=0, least=0, most=LAST_PAGE)
    size = number(request.GET, ("size", "pageSize"), default=FIRST_PAGE_SIZE, least=1, most=MOST)
    return page, size


def _first(content: str, page: int, size: int, found: int) -> HttpResponse:
    count = len(json.loads(content))
    pages = -(-found // size)
    return _json(
        f'{{"totalPages":{pages},"page":{page},"totalCount":{found},"count":{count},"content":{content}}}'
    )


def _link(holder: Holder) -> str:
    return municipality_url(holder.domain, "audits:list")


def _json(body: str) -> HttpResponse:
    return HttpResponse(body, content_type="application/json; charset=utf-8")
