"""One mail per municipality for all that is sent in one act: to its contact persons and shared mailbox."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db import connection

from accounts.actions import Organisation
from accounts.sites import municipality_path
from audits.joint.models import AuditSystem, ReportVersion
from workflows.actors import Actor
from workflows.mailtexts import wording_of
from workflows.models import OutboxMail

TEMPLATE = "audits/to_municipality"


# Whom each municipality's mail goes to, and which of the versions' systems it uses: its contact persons and
# deputies, its shared mailbox, its site, and the systems' ids in order with commas between. People and uses
# are gathered once for all, whatever the planner believes of how many there are.
_RECIPIENTS = """
WITH those AS MATERIALIZED (
    SELECT DISTINCT r.municipality_id AS id FROM tenants_recipient r WHERE r.delivery_id = ANY (%(versions)s)
), people AS MATERIALIZED (
    SELECT c.municipality_id AS id, array_agg(c.email ORDER BY c.name) AS emails
      FROM accounts_colleague c
     WHERE c.municipality_id IN (SELECT id FROM those) AND c.roles && '{contact,deputy}'
     GROUP BY c.municipality_id
), used AS MATERIALIZED (
    SELECT u.municipality_id AS id, string_agg(u.system_id::text, ',' ORDER BY u.system_id) AS systems
      FROM register_systemuse u
     WHERE u.is_active AND u.system_id = ANY (ARRAY(
               SELECT x.system_id FROM audits_joint_auditsystem x
                 JOIN audits_joint_reportversion v ON v.audit_id = x.audit_id
                WHERE v.id = ANY (%(versions)s)))
     GROUP BY u.municipality_id
)
SELECT m.id, m.name, m.shared_mailbox, d.domain, coalesce(people.emails, '{}'), coalesce(used.systems, '')
  FROM those
  JOIN tenants_municipality m ON m.id = those.id
  JOIN tenants_domain d ON d.tenant_id = m.id AND d.is_primary
  LEFT JOIN people ON people.id = m.id
  LEFT JOIN used ON used.id = m.id
"""


def mail_municipalities(delivered: dict[UUID, list[ReportVersion]], *, by: Actor) -> int:
    """Put one mail per municipality in the outbox, about all its new versions, and return how many.

    The rows are written at once: a hundred municipalities are one statement. A municipality with
    neither contact person nor mailbox gets none; its site shows the report all the same.
    """
    versions = {version.id: version for each in delivered.values() for version in each}
    contents, letters, path = Contents(versions.values()), Letters(by), municipality_path("audits:list")
    mails = []
    with connection.cursor() as cursor:
        cursor.execute(_RECIPIENTS, {"versions": list(versions)})
        recipients = cursor.fetchall()
    for municipality_id, name, mailbox, host, people, systems in recipients:
        addresses = list(dict.fromkeys(address for address in (*people, mailbox) if address))
        if municipality_id in delivered and addresses:
            told = contents.of(delivered[municipality_id], systems)
            link = Organisation(site="municipality", name="", host=host).url(path)
            subject, body = letters.to(name, link, told)
            version = delivered[municipality_id][0]
            mails.append(
                {
                    "to": addresses,
                    "subject": subject,
                    "body": body,
                    "joint_id": str(version.report_id),
                    "reply_to": version.report.audit.case_worker_email,
                }
            )
    _store(mails)
    return len(mails)


def _store(mails: list[dict[str, Any]]) -> None:
    """Put the mails in the outbox by one statement with one parameter."""
    empty = OutboxMail(to=[])
    with connection.cursor() as cursor:
        cursor.execute(
            f"""
            INSERT INTO {OutboxMail._meta.db_table}
                   (id, "to", reply_to, subject, body, attachments, joint_id, kind, state, error, attempts,
                    send_after, created_at)
            SELECT gen_random_uuid(), ARRAY(SELECT jsonb_array_elements_text(m -> 'to')), m ->> 'reply_to',
                   m ->> 'subject', m ->> 'body', '[]', (m ->> 'joint_id')::uuid, %s, %s, '', 0, now(), now()
              FROM jsonb_array_elements(%s::jsonb) AS m""",  # noqa: S608 - a table's own name
            [TEMPLATE, empty.state, json.dumps(mails)],
        )


class Letters:
    """The words of the mails. Most municipalities are told the same, but for name and address.

    So the template is filled once for each set of lines, with marks where name and address stand.
    """

    NAME, LINK = "\ue000name\ue000", "\ue000link\ue000"  # private use: no text of people's holds them

    def __init__(self, by: Actor) -> None:
        self.by = by
        self.template = wording_of(TEMPLATE)
        self.filled: dict[tuple[object, ...], str] = {}

    def to(self, municipality: str, link: str, told: "Told") -> tuple[str, str]:
        """Return subject and body of one mail."""
        if told.key not in self.filled:
            context = {
                "municipality": self.NAME,
                "link": self.LINK,
                "reports": told.reports,
                "by": self.by.signature,
            }
            self.filled[told.key] = self.template.render(context).strip()
        text = self.filled[told.key].replace(self.NAME, municipality).replace(self.LINK, link)
        subject, _, body = text.partition("\n")
        return subject[:250], body.strip() + "\n"


@dataclass(frozen=True)
class Told:
    """What a mail says of its versions; `key` is the same for all that are told the same."""

    key: tuple[object, ...]
    reports: list[dict[str, object]]


class Contents:
    """What mails say of versions, put together once for each set of versions and systems, which are few."""

    def __init__(self, versions: Collection[ReportVersion]) -> None:
        self.systems: dict[UUID, dict[str, str]] = {}
        self.suppliers: dict[UUID, str] = {}
        self.told: dict[tuple[object, ...], Told] = {}
        covered = AuditSystem.objects.filter(audit__in=[version.report.audit_id for version in versions])
        for audit_id, system_id, name, supplier in covered.values_list(
            "audit_id", "system_id", "name", "audit__supplier__name"
        ):
            self.systems.setdefault(audit_id, {})[str(system_id)] = name
            self.suppliers[audit_id] = supplier

    def of(self, versions: list[ReportVersion], used: str) -> Told:
        """Return what a municipality is told that uses these systems (ids with commas between)."""
        key = (*(version.id for version in versions), used)
        if key not in self.told:
            self.told[key] = Told(key, [self._line(each, set(used.split(","))) for each in versions])
        return self.told[key]

    def _line(self, version: ReportVersion, used: set[str]) -> dict[str, object]:
        audit = version.report.audit_id
        return {
            "supplier": self.suppliers[audit],
            "kind": version.kind,
            "reason": version.reason,
            "systems": [name for system, name in self.systems[audit].items() if system in used],
        }
