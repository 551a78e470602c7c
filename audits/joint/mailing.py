"""One mail per municipality for all that is sent in one act: to its contact persons and shared mailbox."""

import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.aggregates import StringAgg
from django.db import connection, models
from django.db.models import TextField
from django.db.models.functions import Cast

from accounts.actions import Organisation
from accounts.models import Colleague
from accounts.sites import municipality_path
from audits.joint.models import AuditSystem, ReportVersion
from register.models import SystemUse
from tenants.models import Domain, Recipient
from workflows.actors import Actor
from workflows.mailtexts import wording_of
from workflows.models import OutboxMail

TEMPLATE = "audits/to_municipality"
Asked = models.QuerySet[Recipient, Any]


def mail_municipalities(delivered: dict[UUID, list[ReportVersion]], *, by: Actor) -> int:
    """Put one mail per municipality in the outbox, about all its new versions, and return how many.

    The rows are written at once: a hundred municipalities are one statement. A municipality with
    neither contact person nor mailbox gets none; its site shows the report all the same.
    """
    # Asked for as a subquery: a list of a hundred ids in each statement costs more than its rows.
    versions = {version.id for each in delivered.values() for version in each}
    told = Recipient.objects.filter(delivery_id__in=versions).values("municipality_id")
    people, path = _addresses(told), municipality_path("audits:list")
    told_to, letters = _told(delivered), Letters(by)
    mails = []
    sites = Domain.objects.filter(tenant__in=told, is_primary=True)
    for municipality_id, name, mailbox, host in sites.values_list(
        "tenant_id", "tenant__name", "tenant__shared_mailbox", "domain"
    ):
        if municipality_id not in delivered:
            continue
        to = [*people.get(municipality_id, []), mailbox]
        addresses = list(dict.fromkeys(address for address in to if address))
        if addresses:
            site = Organisation(site="municipality", name="", host=host)
            version = delivered[municipality_id][0]
            subject, body = letters.to(name, site.url(path), told_to[municipality_id])
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


def _addresses(municipalities: Asked) -> dict[UUID, list[str]]:
    """Return the addresses of each municipality's contact persons and deputies, in one query."""
    found: dict[UUID, list[str]] = {}
    contacts = Colleague.objects.filter(
        municipality_id__in=municipalities, roles__overlap=["contact", "deputy"]
    )
    for municipality_id, email in contacts.values_list("municipality_id", "email"):
        if municipality_id:
            found.setdefault(municipality_id, []).append(email)
    return found


@dataclass(frozen=True)
class Told:
    """What a mail says of its versions; `key` is the same for all that are told the same."""

    key: tuple[object, ...]
    reports: list[dict[str, object]]


def _told(delivered: dict[UUID, list[ReportVersion]]) -> dict[UUID, Told]:
    """Return what each municipality is told: supplier, kind, and its own systems, version by version.

    Put together once for each set of versions and systems, of which there are few.
    """
    versions = {version.id: version for each in delivered.values() for version in each}
    systems: dict[UUID, dict[str, str]] = {}
    suppliers: dict[UUID, str] = {}
    covered = AuditSystem.objects.filter(audit__in=[version.report.audit_id for version in versions.values()])
    for audit_id, system_id, name, supplier in covered.values_list(
        "audit_id", "system_id", "name", "audit__supplier__name"
    ):
        systems.setdefault(audit_id, {})[str(system_id)] = name
        suppliers[audit_id] = supplier
    used = _used({UUID(each) for one in systems.values() for each in one})
    found: dict[UUID, Told] = {}
    same: dict[tuple[object, ...], Told] = {}
    for municipality_id, each in delivered.items():
        key = (*(version.id for version in each), used.get(municipality_id, ""))
        if key not in same:
            own = used.get(municipality_id, "").split(",")
            reports: list[dict[str, object]] = [
                {
                    "supplier": suppliers[version.report.audit_id],
                    "kind": version.kind,
                    "reason": version.reason,
                    "systems": [
                        name for system, name in systems[version.report.audit_id].items() if system in own
                    ],
                }
                for version in each
            ]
            same[key] = Told(key, reports)
        found[municipality_id] = same[key]
    return found


def _used(system_ids: set[UUID]) -> dict[UUID, str]:
    """Return which of the systems each municipality uses, their ids in order with commas between."""
    uses = SystemUse.objects.filter(system__in=system_ids, is_active=True)
    ids = StringAgg(Cast("system_id", TextField()), ",", order_by="system_id")
    return dict(uses.values_list("municipality_id").annotate(systems=ids))
