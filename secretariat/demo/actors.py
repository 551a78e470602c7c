"""Who acts in the demo, with the permissions that the person's roles give."""

from uuid import UUID

from accounts.models import Colleague
from accounts.roles import permissions_of
from secretariat.demo.people import DemoPerson, person_id
from workflows.actors import Actor


def staff(each: DemoPerson) -> Actor:
    """Return somebody of the secretariat as a request would have it."""
    permissions = permissions_of(list(each.roles), each.site)
    return Actor(person_id(each.email), each.name, "Sekretariatet", permissions)


def supplier_actors() -> dict[UUID, Actor]:
    """Return one contact person for each supplier that has been invited; act as the secretariat."""
    found = Colleague.objects.filter(site="supplier").order_by("supplier_id", "-email")
    return {each.supplier_id: _actor(each) for each in found if each.supplier_id}


def municipality_actors(role: str) -> dict[UUID, Actor]:
    """Return somebody with the role in each municipality that has one; act as the secretariat."""
    found = Colleague.objects.filter(site="municipality", roles__contains=[role]).order_by("email")
    return {each.municipality_id: _actor(each) for each in found if each.municipality_id}


def _actor(each: Colleague) -> Actor:
    return Actor(each.person_id, each.name, each.organisation, permissions_of(each.roles, each.site))
