"""Kept documents whose next edition is due, for the reminders."""

from collections.abc import Iterator

from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy

from accounts.sites import supplier_url
from audits.joint.kept import wanted
from register.models import Supplier, SupplierContact
from workflows.reminding import Matter, reminds

PARTIES = {"supplier": "leverandørens kontaktpersoner"}


@reminds(
    "audits.next_statement",
    label="En erklæring eller et certifikat skal afløses af et nyere",
    parties=PARTIES,
    template="audits/next_statement",
)
def next_statements() -> Iterator[Matter]:
    """The newest editions that soon are too old, each to the contacts of who keeps it."""
    versions = wanted()
    suppliers = {each.pk: each for each in Supplier.objects.filter(pk__in={v.supplier_id for v in versions})}
    contacts: dict[object, list[str]] = {}
    for contact in SupplierContact.objects.filter(
        supplier__in=suppliers, role__in=[SupplierContact.Role.CONTACT, SupplierContact.Role.DEPUTY]
    ):
        contacts.setdefault(contact.supplier_id, []).append(contact.email)
    for version in versions:
        supplier = suppliers.get(version.supplier_id)
        if supplier is None or version.next_wanted_on is None:
            continue
        to = [*contacts.get(supplier.pk, []), supplier.shared_mailbox]
        yield Matter(
            subject=version.statement,
            due=version.next_wanted_on,
            title=format_lazy(
                "{title} ({kind})",
                title=version.statement.title,
                kind=gettext_lazy(version.statement.get_kind_display()),
            ),
            link=supplier_url("statements:statement", statement_id=version.statement_id),
            to={"supplier": tuple(dict.fromkeys(each for each in to if each))},
        )
