"""A supplier's names and owners through time, its group, and what a change would affect."""

from datetime import timedelta
from typing import Any

from django.db.models import Q
from django.utils import timezone

from register.changing.following import preview_of
from register.models import Supplier, SupplierChange, SystemUse
from register.thresholds import COUNTED_MEMBERS


def changes_of(supplier: Supplier) -> list[SupplierChange]:
    """Return what has happened or is to happen to a supplier, the newest first."""
    about = Q(supplier=supplier) | Q(other=supplier)
    return list(SupplierChange.objects.filter(about).select_related("system", "other", "supplier"))


def group_of(supplier: Supplier) -> list[Supplier]:
    """Return the companies of the supplier's group, the parent first; nothing where it is alone."""
    parent = supplier.parent or supplier
    children = list(parent.subsidiaries.order_by("name_sort"))
    return [parent, *children] if children else []


def group_facts(supplier: Supplier) -> dict[str, Any]:
    """Return the group with when it was last spoken to, and whether that is more than a year ago."""
    parent = supplier.parent or supplier
    last = parent.group_contacted_on
    due = last is None or last < timezone.localdate() - timedelta(days=365)
    return {"companies": group_of(supplier), "parent": parent, "last": last, "due": due}


def affected_by(change: SupplierChange) -> list[str]:
    """Return in sentences what a change moves, in the register and in the rooms above."""
    if change.kind == SupplierChange.Kind.NAME:
        own = ["Nye dokumenter får det nye navn. Dokumenter, der er lavet, beholder det gamle."]
    elif change.kind == SupplierChange.Kind.MERGER:
        systems, contacts = change.supplier.systems.count(), change.supplier.contacts.count()
        own = [
            f"{systems} {'system' if systems == 1 else 'systemer'} og {contacts} "
            f"{'kontaktperson' if contacts == 1 else 'kontaktpersoner'} går over til {change.other_name}.",
            f"Personer fra {change.supplier_name} kan stadig læse det, der er afsluttet. Skal de arbejde for "
            f"{change.other_name}, skal de inviteres dér.",
        ]
    elif change.kind == SupplierChange.Kind.SALE:
        uses = SystemUse.objects.filter(
            system=change.system, is_active=True, municipality__state__in=COUNTED_MEMBERS
        ).count()
        own = [f"{change.system} leveres af {change.other_name}. {uses} kommuner bruger systemet."]
    else:
        own = [f"Leverandøren kontaktes én gang om året sammen med resten af {change.other_name}."]
    return own + preview_of(change)
