"""The demo's suppliers: an invented contact person each, and the two whose people can sign in."""

from collections import Counter

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from django.utils import timezone

from register.models import Supplier, SupplierContact, SystemUse
from register.thresholds import systems_over_threshold
from secretariat.demo.people import (
    FIRST_NAMES,
    LAST_NAMES,
    LEO,
    LIS,
    PASSWORD,
    SOEREN_EMAIL,
    DemoPerson,
    store,
)
from workflows.danish import slug

SEVERAL = range(5, 9)


def load_suppliers() -> None:
    """Give the suppliers above the threshold contacts and mailboxes; act as the owner. Can be run again."""
    if SupplierContact.objects.exists():
        return
    suppliers = audited_suppliers()
    with transaction.atomic():
        signed_in = _two_with_several_systems(suppliers)
        for number, supplier in enumerate(suppliers):
            supplier.shared_mailbox = f"databeskyttelse@{slug(supplier.name)}.example"
            if supplier not in signed_in:
                _contact(supplier, number).save(force_insert=True)
        Supplier.objects.bulk_update(suppliers, ["shared_mailbox"])
        hashed = make_password(PASSWORD)
        for supplier, person in signed_in.items():
            _let_in(supplier, person, hashed)
        _name_system_owner(next(iter(signed_in)))


def audited_suppliers() -> list[Supplier]:
    """Return the suppliers of the systems above the threshold, by name."""
    systems = systems_over_threshold(timezone.localdate()).values("pk")
    return list(Supplier.objects.filter(systems__in=systems).distinct().order_by("name_sort"))


def _two_with_several_systems(suppliers: list[Supplier]) -> dict[Supplier, DemoPerson]:
    """Return Leo's and Lis's suppliers: the first two by name with several systems above the threshold."""
    over = systems_over_threshold(timezone.localdate()).values_list("supplier_id", flat=True)
    count = Counter(over)
    several = [each for each in suppliers if count[each.pk] in SEVERAL]
    return dict(zip(several or suppliers, (LEO, LIS), strict=False))


def _contact(supplier: Supplier, number: int) -> SupplierContact:
    name = f"{FIRST_NAMES[number % len(FIRST_NAMES)]} {LAST_NAMES[number % len(LAST_NAMES)]}"
    first = name.split(maxsplit=1)[0].lower()
    return SupplierContact(
        supplier=supplier,
        name=name,
        email=f"{first}@{slug(supplier.name)}.example",
        phone=f"70 20 {number // 100:02} {number % 100:02}",
        last_confirmed=timezone.localdate() if number % 3 else None,
    )


def _let_in(supplier: Supplier, person: DemoPerson, hashed: str) -> None:
    SupplierContact(
        supplier=supplier,
        name=person.name,
        email=person.email,
        phone="70 30 00 01",
        last_confirmed=timezone.localdate(),
    ).save(force_insert=True)
    store(person, hashed, supplier=(supplier.pk, supplier.name))
    with connection.cursor() as cursor:
        cursor.execute("SELECT walls_ensure_supplier_role_v1(%s)", [supplier.pk])


def _name_system_owner(supplier: Supplier) -> None:
    """Make Søren the owner of Aalborg's use of two of the supplier's systems."""
    uses = SystemUse.objects.filter(municipality__kommunekode="0851", system__supplier=supplier)
    chosen = uses.order_by("system__name_sort").values_list("pk", flat=True)[:2]
    SystemUse.objects.filter(pk__in=list(chosen)).update(owner_email=SOEREN_EMAIL)
