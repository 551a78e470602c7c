"""The table's rows and counts, in one statement under the municipality's own role.

Each room tells in SQL what it knows of a system; here they are joined, so that sorting and counting happen
where the rows are. The role sees its own uses and its own schema, and nothing else.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection
from django.utils import timezone

from agreements.municipal.ofsystems import AGREEMENT_OF_SYSTEM
from audits.municipal.own.ofsystems import LAST_OF_SYSTEM, LINE_OF_SYSTEM, OPEN_OF_SYSTEM

PAGE_SIZE = 50
ALL = 100_000
# Personal data and no agreement: neither here, nor told by the municipality, nor in its portfolio.
_WITHOUT = (
    "personal_data = 'ja' AND binds IS NOT TRUE AND told_agreement IN ('nej', 'i_proces', 'ikke_oplyst')"
)
CONDITIONS = {
    "": "is_active",
    "personoplysninger": "is_active AND personal_data = 'ja'",
    "uden": f"is_active AND {_WITHOUT}",
    "uden-tilsyn": "is_active AND personal_data = 'ja' AND last_at IS NULL",
    "forfaldne": "is_active AND next_on < %(today)s",
    "egne": "is_active AND (own_id IS NOT NULL OR supervisor = 'own' OR is_own)",
    "antal": "is_active AND personal_data = 'ja' AND subjects IS NULL",
    "ude": "NOT is_active",
}
COUNTED = ("", "uden", "uden-tilsyn", "forfaldne", "ude")
ORDERS = {
    "system": "name_sort",
    "leverandoer": "supplier_sort",
    "aftale": "agreement_state",
    "udloeber": "expires_on",
    "tilsyn": "last_at",
    "naeste": "next_on",
}
_JOINED = f"""
    SELECT u.id, u.system_id, u.is_active, u.personal_data, u.subjects,
           u.agreement AS told_agreement, u.agreement_date AS told_on, s.name, s.name_sort,
           p.name AS supplier, p.name_sort AS supplier_sort,
           a.agreement_id, a.agreement_state, a.agreement_number, a.agreed_on, a.expires_on, a.binds,
           l.last_at, l.concept, l.level, l.decision, l.is_own, l.last_id, l.next_words,
           o.own_id, o.own_state, n.supervisor, n.plan_concept,
           coalesce(o.own_on, l.next_audit_on, CASE WHEN n.plan_on > l.last_at::date OR l.last_at IS NULL
                                                    THEN n.plan_on END) AS next_on
      FROM register_systemuse u
      JOIN register_system s ON s.id = u.system_id
      LEFT JOIN register_supplier p ON p.id = s.supplier_id
      LEFT JOIN ({AGREEMENT_OF_SYSTEM}) a ON a.system_id = u.system_id::text
      LEFT JOIN ({LAST_OF_SYSTEM}) l ON l.system_id = u.system_id
      LEFT JOIN ({OPEN_OF_SYSTEM}) o ON o.system_id = u.system_id
      LEFT JOIN ({LINE_OF_SYSTEM}) n ON n.system_id = u.system_id
     WHERE u.municipality_id = %(municipality)s
"""  # noqa: S608 - put together from our own words only
_COUNTS = ", ".join(
    f"count(*) FILTER (WHERE {CONDITIONS[key]}) AS counted_{place}" for place, key in enumerate(COUNTED)
)


@dataclass(frozen=True)
class Found:
    """A page of rows as mappings, how many there are in all, and the counts by the filter that shows them."""

    rows: list[Mapping[str, Any]]
    total: int
    counts: dict[str, int]


def systems(
    municipality: UUID,
    *,
    shown: str = "",
    order: str = "",
    ids: Sequence[UUID] | None = None,
    page: int = 1,
    size: int = PAGE_SIZE,
) -> Found:
    """Return a page of the municipality's systems; `ids` are the uses that a search has found.

    Unknown filters and orders are as none. A page beyond the last one is empty.
    """
    name = order.lstrip("-")
    down = "DESC NULLS LAST" if order.startswith("-") else "ASC NULLS LAST"
    ordered = f"{ORDERS[name]} {down}, name_sort, id" if name in ORDERS else "name_sort, id"
    wanted = CONDITIONS.get(shown, CONDITIONS[""]) + (" AND id = ANY (%(ids)s)" if ids is not None else "")
    statement = f"""
        WITH joined AS MATERIALIZED ({_JOINED}),
             counted AS (SELECT {_COUNTS}, count(*) FILTER (WHERE {wanted}) AS total FROM joined),
             page AS (SELECT * FROM joined WHERE {wanted} ORDER BY {ordered} LIMIT %(size)s OFFSET %(skip)s)
        SELECT counted.*, page.* FROM counted LEFT JOIN page ON true ORDER BY {ordered}
    """  # noqa: S608 - conditions and orders are ours; what was asked for are parameters
    given: dict[str, Any] = {
        "municipality": municipality,
        "today": timezone.localdate(),
        "ids": list(ids or []),
        "size": size,
        "skip": (page - 1) * size,
    }
    with connection.cursor() as cursor:
        cursor.execute(statement, given)
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    first = rows[0]
    counts = {key: first[f"counted_{place}"] for place, key in enumerate(COUNTED)}
    return Found([row for row in rows if row["id"] is not None], first["total"], counts)
