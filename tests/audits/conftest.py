"""What the tests of joint supervision share: a supplier with two systems, and the way walked to any point."""

from collections.abc import Callable
from pathlib import Path

import pytest

from documents.shipped import install_shipped_templates
from register.models import Supplier, SupplierContact, System, SystemUse
from tenants.models import Municipality
from tests.audits.delivering import Sender
from tests.audits.walking import Walk
from tests.personae import SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.actors import Actor


@pytest.fixture(autouse=True)
def files_apart(store: Path) -> None:
    """Every test here has a store of its own."""


@pytest.fixture
def sender(members: dict[str, Municipality]) -> Sender:
    """The secretariat that delivers reports, as far as a municipality's pages need it."""
    return Sender(members)


@pytest.fixture
def walk(members: dict[str, Municipality], actor: Callable[[str], Actor]) -> Walk:
    """A supervision that can be walked: Aalborg uses both systems, Viborg the first, København none."""
    return prepared(members, actor)


def prepared(members: dict[str, Municipality], actor: Callable[[str], Actor]) -> Walk:
    """Store suppliers, systems, uses and templates, and return the walk over them."""
    with acting_as(Caller.secretariat()):
        install_shipped_templates()
        supplier = Supplier.objects.create(
            id=SUPPLIER_X, name="Nordlys Data A/S", number="10150817", shared_mailbox="post@nordlys.example"
        )
        other = Supplier.objects.create(id=SUPPLIER_Y, name="Kystsoft ApS", number="10103940")
        SupplierContact.objects.create(supplier=supplier, name="Leo Leverandør", email="leo@nordlys.example")
        SupplierContact.objects.create(supplier=other, name="Lis Leverandør", email="lis@kystsoft.example")
        systems = [
            System.objects.create(name=f"Nordlys {name}", supplier=supplier)
            for name in ("Omsorg", "Vagtplan")
        ]
        theirs = System.objects.create(name="Kyst Skole", supplier=other)
    with acting_as(Caller.owner()):
        for member, system in (("aalborg", 0), ("aalborg", 1), ("viborg", 0)):
            SystemUse.objects.create(
                municipality=members[member], system=systems[system], agreement="ja", subjects=671714
            )
        for each in members.values():
            each.shared_mailbox = f"post@{each.schema_name}.example"
            each.save()
    return Walk(members, actor, supplier, systems, theirs)
