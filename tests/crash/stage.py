"""Puts on the stage what the acts are done to, by the product's own actions, in an installation that runs.

`python -m tests.crash.stage world N` makes N members, each with a contact person and a shared mailbox.
`python -m tests.crash.stage supply R T C` makes R reports ready to be sent, T released texts and C cases
that wait for a supplier's files; all members use their systems. Prints the new ids as one JSON object.
"""

import json
import os
import sys
from datetime import date
from uuid import uuid4

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "secretariat.settings")

BATCH = "Kerne"


def main(what: str, *numbers: str) -> dict[str, list[str]]:
    """Do one of the two."""
    django.setup()
    from walls.callers import Caller, acting_as

    given = [int(each) for each in numbers]
    if what == "world":
        with acting_as(Caller.owner()):
            return {"members": _members(given[0])}
    return _supply(*given)


def _members(count: int) -> list[str]:
    from accounts.models import Engagement, Person
    from documents.shipped import install_shipped_templates
    from register.models import Supplier, SupplierContact
    from tenants.actions import onboard
    from tenants.kommuner import KOMMUNER
    from tests.conftest import store
    from tests.personae import PERSONAE, SUPPLIER_X
    from walls.callers import Caller, acting_as
    from workflows.actors import Actor

    made = []
    for facts in KOMMUNER[:count]:
        member = onboard(
            kommunekode=facts.kommunekode,
            by=Actor.system(),
            since=date(2022, 3, 1),
            shared_mailbox=f"post@{facts.kommunekode}.example",
        )
        person = Person.objects.create(email=f"kontakt@{facts.kommunekode}.example", name=facts.short_name)
        Engagement.objects.create(
            person=person,
            site="municipality",
            municipality_id=member.id,
            organisation=member.name,
            name=person.name,
            email=person.email,
            roles=["contact"],
        )
        made.append(str(member.id))
    for key in ("sara", "lise", "leo"):
        store(PERSONAE[key])
    with acting_as(Caller.secretariat()):
        install_shipped_templates()
        supplier = Supplier.objects.create(id=SUPPLIER_X, name="Nordlys Data A/S", number="10150817")
        SupplierContact.objects.create(supplier=supplier, name="Leo Leverandør", email="leo@nordlys.example")
    return made


def _supply(reports: int, texts: int, cases: int) -> dict[str, list[str]]:
    from accounts.roles import permissions_of
    from register.models import Supplier, System, SystemUse
    from tenants.models import Municipality
    from tests.agreements.conftest import World
    from tests.audits.walking import Walk
    from tests.personae import PERSONAE, SUPPLIER_X
    from walls.callers import Caller, acting_as
    from workflows.actors import Actor

    def actor(key: str) -> Actor:
        persona = PERSONAE[key]
        permissions = permissions_of(list(persona.roles), persona.site)
        return Actor(persona.id, persona.name, persona.organisation, permissions)

    def system() -> System:
        with acting_as(Caller.owner()):
            made = System.objects.create(name=f"{BATCH} {uuid4().hex[:8]}", supplier=supplier)
            SystemUse.objects.bulk_create(
                SystemUse(municipality=each, system=made, agreement="ja", subjects=5000) for each in members
            )
        return made

    with acting_as(Caller.owner()):
        members = list(Municipality.objects.all())
        supplier = Supplier.objects.get(pk=SUPPLIER_X)
    walk = Walk({}, actor, supplier, [], system())

    def begun() -> World:
        return World({}, lambda _: Caller.supplier(SUPPLIER_X), actor, supplier, [system()])

    waiting = [walk.announced(walk.planned([system(), system()])) for _ in range(reports + cases)]
    ready = [
        walk.ready(walk.concluded(walk.reviewed(walk.submitted(walk.answered(each)))))
        for each in waiting[:reports]
    ]
    return {
        "reports": [str(each.pk) for each in ready],
        "cases": [str(each.pk) for each in waiting[reports:]],
        "texts": [str(begun().released().pk) for _ in range(texts)],
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(main(*sys.argv[1:])))
