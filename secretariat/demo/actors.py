"""Who acts in the demo, with the permissions that the person's roles give."""

from uuid import UUID

from accounts.models import Colleague
from accounts.roles import permissions_of
from secretariat.demo.people import DemoPerson
from tenants.models import Municipality
from workflows.actors import Actor


def staff(each: DemoPerson) -> Actor:
    """Return somebody of the secretariat as a request would have it; act as the secretariat."""
    return _actor(Colleague.objects.get(site=each.site, email=each.email))


def supplier_actors() -> dict[UUID, Actor]:
    """Return one contact person for each supplier that has been invited; act as the secretariat."""
    found = Colleague.objects.filter(site="supplier").order_by("supplier_id", "-email")
    return {each.supplier_id: _actor(each) for each in found if each.supplier_id}


def municipality_actors(role: str) -> dict[UUID, Actor]:
    """Return somebody with the role in each municipality that has one; act as the secretariat."""
    found = Colleague.objects.filter(site="municipality", roles__contains=[role]).order_by("email")
    return {each.municipality_id: _actor(each) for each in found if each.municipality_id}


def contact_and_decider(member: Municipality) -> tuple[Actor, Actor]:
    """Return a municipality's contact person and its decision maker; act as the secretariat."""
    contacts, deciders = municipality_actors("contact"), municipality_actors("decision_maker")
    return contacts[member.id], deciders[member.id]


def _actor(each: Colleague) -> Actor:
    permissions = permissions_of(each.roles, each.site)
    return Actor(each.person_id, each.name, each.organisation, permissions)
