"""The lists of the register as querysets, for pages and for the rooms above."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from register.models import AgreementStatus, Answer, Screening, Supplier, SystemUse
from register.portfolio.spelling import name_key, supplier_key
from register.thresholds import COUNTED_MEMBERS
from workflows.searching import search

NOT_A_PROCESSOR = [answer for answer in Screening.values if answer != Screening.PROCESSOR]
WITHOUT_AGREEMENT = (AgreementStatus.NO, AgreementStatus.IN_PROGRESS, AgreementStatus.NOT_STATED)


def uses_with_personal_data() -> QuerySet[SystemUse]:
    """Active uses with personal data: the secretariat's own yes or no, else what the municipality says."""
    active = SystemUse.objects.filter(is_active=True, municipality__state__in=COUNTED_MEMBERS)
    own = "system__assessment__personal_data"
    undecided = Q(**{f"{own}__isnull": True}) | ~Q(**{own: Answer.NO})
    return active.filter(Q(**{own: Answer.YES}) | Q(undecided, personal_data=Answer.YES))


def uses_without_agreement() -> QuerySet[SystemUse]:
    """Personal data with a processor and no agreement; a screening that says there is no processor takes
    it out.
    """
    uses = uses_with_personal_data().filter(agreement__in=WITHOUT_AGREEMENT)
    return uses.exclude(system__assessment__screening__in=NOT_A_PROCESSOR)


def search_systems(systems: QuerySet[Any], words: str) -> QuerySet[Any]:
    """Systems whose name, any reported name, supplier or uuid fits what was typed."""
    words = words.strip()
    if not words:
        return systems
    key = name_key(words)
    wanted = Q(name__icontains=words) | Q(supplier__name__icontains=words) | Q(supplier__number=words)
    if key:
        wanted |= Q(name_key__contains=key) | Q(supplier__name_key__contains=supplier_key(words))
    found = systems.filter(wanted)
    return found if found.exists() else search(systems, words, "name", "supplier__name")


def search_suppliers(suppliers: QuerySet[Supplier], words: str) -> QuerySet[Supplier]:
    """Suppliers whose name, group or number fits what was typed."""
    words = words.strip()
    if not words:
        return suppliers
    wanted = Q(name__icontains=words) | Q(group_name__icontains=words) | Q(number__startswith=words)
    if key := supplier_key(words):
        wanted |= Q(name_key__contains=key)
    found = suppliers.filter(wanted)
    return found if found.exists() else search(suppliers, words, "name", "group_name")


def suppliers_with_counts() -> QuerySet[Supplier]:
    """Suppliers with ``system_count`` and ``contact_count``."""
    return Supplier.objects.annotate(
        system_count=Count("systems", distinct=True), contact_count=Count("contacts", distinct=True)
    )
