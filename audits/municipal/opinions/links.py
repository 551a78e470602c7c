"""What somebody with a system owner's link reads and writes.

The door knows whose link it is; everything else happens under the municipality's own role, by functions that
open the link's one row.
"""

import json
from typing import Any

from django.db import connection, transaction
from django.utils.dateparse import parse_date, parse_datetime

from accounts.models import RowLink
from accounts.rowlinks import hash_of, is_visit, link_of, open_link
from audits.municipal.opinions.actions import KIND
from tenants.hosts import HostMunicipality
from walls.callers import Caller, acting_as


def find(municipality: HostMunicipality, token: str) -> RowLink | None:
    """Return the link, or None where there is none of this municipality's."""
    with acting_as(Caller.door()):
        return link_of(token, municipality_id=municipality.id, kind=KIND)


def begin(municipality: HostMunicipality, link: RowLink, token: str) -> str | None:
    """Open the link in this browser and return the browser's secret; None for who is too late."""
    with acting_as(Caller.door()):
        visit = open_link(link)
    if visit is not None:
        _ask(municipality, "SELECT audits_municipal_opinion_opened_v1(%s, %s)", token, visit)
    return visit


def read(municipality: HostMunicipality, link: RowLink, token: str, visit: str) -> dict[str, Any] | None:
    """Return what the link opens in the browser that opened it first; None in any other."""
    if not is_visit(link, visit):
        return None
    found = _ask(municipality, "SELECT audits_municipal_opinion_read_v1(%s, %s)", token, visit)
    told: dict[str, Any] | None = json.loads(found) if isinstance(found, str) else found
    if told is not None:
        told["answer_by"] = parse_date(told["answer_by"])
        told["written_at"] = parse_datetime(told["written_at"] or "")
        told["published_at"] = parse_datetime(told["published_at"])
        for each in told["findings"]:
            each["deadline"] = parse_date(each["deadline"] or "")
    return told


def write(municipality: HostMunicipality, token: str, visit: str, *, text: str, name: str) -> bool:
    """Store the opinion; False where the municipality has decided, or the link has ended."""
    query = "SELECT audits_municipal_opinion_write_v1(%s, %s, %s, %s)"
    return bool(_ask(municipality, query, token, visit, text, name))


def _ask(municipality: HostMunicipality, query: str, token: str, visit: str, *given: str) -> Any:
    with acting_as(Caller.municipality(municipality)), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(query, [hash_of(token), hash_of(visit), *given])
        return cursor.fetchone()[0]
