"""Telling the municipalities concerned of a finding that the supplier does not mend, by one mail each."""

from collections.abc import Iterable
from uuid import UUID

from accounts.models import Colleague
from accounts.sites import municipality_url
from audits.joint.models import Finding
from register.models import SystemUse
from tenants.models import Domain
from workflows.actors import Actor
from workflows.mail import queue_mail


def mail_presented(finding: Finding, told: Iterable[UUID], *, reason: str, by: Actor) -> int:
    """Write to the municipalities told of the finding that use its system, and return how many that were.

    The mail goes to contact persons, deputies and the shared mailbox; who has none of them is not written to.
    """
    concerned = SystemUse.objects.filter(
        system=finding.audit_system.system_id, is_active=True, municipality__in=list(told)
    ).values("municipality_id")
    people: dict[UUID | None, list[str]] = {}
    contacts = Colleague.objects.filter(
        municipality_id__in=concerned, roles__overlap=["contact", "deputy", "decision_maker"]
    )
    for municipality_id, email in contacts.values_list("municipality_id", "email"):
        people.setdefault(municipality_id, []).append(email)
    sent = 0
    for site in Domain.objects.filter(tenant__in=concerned, is_primary=True).select_related("tenant"):
        to = [*people.get(site.tenant_id, []), site.tenant.shared_mailbox]
        if addresses := list(dict.fromkeys(each for each in to if each)):
            queue_mail(
                to=addresses,
                template="audits/presented",
                context={
                    "municipality": site.tenant.name,
                    "supplier": finding.audit.supplier.name,
                    "system": finding.audit_system.name,
                    "title": finding.title,
                    "kind": finding.get_kind_display(),
                    "reason": reason,
                    "link": municipality_url(site.domain, "audits:list"),
                    "by": by.signature,
                },
                joint_id=finding.id,
                reply_to=finding.audit.case_worker_email,
            )
            sent += 1
    return sent
