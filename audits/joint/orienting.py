"""Orientering om manglende svar: one mail to each municipality about the suppliers that do not answer."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.sites import hosts_of, municipality_url
from audits.joint.addresses import municipality_addresses
from workflows.reminding import Copy, Matter

TEMPLATE = "audits/no_answer"
_CONCERNED = """
SELECT m.id, m.name, a.audit_id, array_agg(DISTINCT a.name ORDER BY a.name)
  FROM audits_joint_auditsystem a
  JOIN register_systemuse u ON u.system_id = a.system_id AND u.is_active
  JOIN tenants_municipality m ON m.id = u.municipality_id
 WHERE a.audit_id = ANY (%s)
 GROUP BY m.id, m.name, a.audit_id
 ORDER BY m.name, m.id
"""


def to_members(matters: Sequence[Matter]) -> list[Copy]:
    """Return one mail for each municipality that uses a system of the supervisions, about all of those.

    Who has neither people nor a mailbox gets none.
    """
    of_audit = {matter.id: matter for matter in matters}
    with connection.cursor() as cursor:
        cursor.execute(_CONCERNED, [list(of_audit)])
        rows = cursor.fetchall()
    names: dict[UUID, str] = {}
    lines: dict[UUID, list[tuple[Matter, list[str]]]] = {}
    for municipality_id, name, audit_id, systems in rows:
        names[municipality_id] = name
        lines.setdefault(municipality_id, []).append((of_audit[audit_id], systems))
    addresses, hosts = municipality_addresses(names), hosts_of(names)
    return [
        _copy(names[each], addresses[each], hosts.get(each, ""), lines[each])
        for each in names
        if addresses[each]
    ]


def _copy(name: str, addresses: tuple[str, ...], host: str, lines: list[tuple[Matter, list[str]]]) -> Copy:
    told: list[dict[str, Any]] = [
        {"supplier": _audit(matter).supplier.name, "number": _audit(matter).case_number, "due": matter.due,
         "systems": systems}
        for matter, systems in lines
    ]  # fmt: skip
    context = {"municipality": name, "lines": told, "link": municipality_url(host, "audits:list")}
    return Copy(name, addresses, tuple(matter for matter, _ in lines), context)


def _audit(matter: Matter) -> Any:
    return matter.subject
