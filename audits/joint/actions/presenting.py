"""Telling the municipalities concerned of a finding that the supplier does not mend, by one mail each."""

from collections.abc import Iterable
from uuid import UUID

from accounts.sites import hosts_of, municipality_url
from audits.joint.addresses import municipality_addresses
from audits.joint.models import Finding
from register.models import SystemUse
from tenants.models import Municipality
from workflows.actors import Actor
from workflows.mail import queue_mail


def mail_presented(finding: Finding, told: Iterable[UUID], *, reason: str, by: Actor) -> int:
    """Write to the municipalities told of the finding that use its system, and return how many that were.

    Who has neither people nor a mailbox is not written to; it stands on its page all the same.
    """
    uses = SystemUse.objects.filter(
        system=finding.audit_system.system_id, is_active=True, municipality__in=list(told)
    )
    names = dict(Municipality.objects.filter(pk__in=uses.values("municipality_id")).values_list("pk", "name"))
    hosts, addresses = hosts_of(names), municipality_addresses(names)
    concerned = [each for each in names if addresses[each]]
    for each in concerned:
        queue_mail(
            to=list(addresses[each]),
            template="audits/presented",
            context={
                "municipality": names[each],
                "supplier": finding.audit.supplier.name,
                "system": finding.audit_system.name,
                "title": finding.title,
                "kind": finding.get_kind_display(),
                "reason": reason,
                "link": municipality_url(hosts.get(each, ""), "audits:finding", finding.id),
                "by": by.signature,
            },
            joint_id=finding.id,
            reply_to=finding.audit.case_worker_email,
        )
    return len(concerned)
