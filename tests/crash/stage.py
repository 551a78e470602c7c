"""Puts on the stage what the acts are done to, by the product's own actions, in an installation that runs.

`python -m tests.crash.stage world N` makes N members, each with a contact person and a shared mailbox; the
first has some large agreements.
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
LARGE, LARGE_BYTES = 6, 12_000_000


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
    from tests.personae import PASSWORD, PERSONAE, SUPPLIER_X
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
        email = f"kontakt@{facts.kommunekode}.example"
        person = Person.objects.create_user(email, facts.short_name, PASSWORD)
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
    _fill(made[0])
    for key in ("sara", "lise", "leo"):
        store(PERSONAE[key])
    with acting_as(Caller.secretariat()):
        install_shipped_templates()
        supplier = Supplier.objects.create(id=SUPPLIER_X, name="Nordlys Data A/S", number="10150817")
        SupplierContact.objects.create(supplier=supplier, name="Leo Leverandør", email="leo@nordlys.example")
    return made


def _fill(member_id: str) -> None:
    """Let a member have some large agreements, so that a package of its record takes its time."""
    from agreements.municipal.keeping.models import KeptFile
    from agreements.municipal.models import Agreement
    from documents.actions import Made, keep_municipal_made
    from tenants.models import Municipality
    from walls.callers import Caller, acting_as
    from workflows.actors import Actor

    by = Actor.system()
    with acting_as(Caller.owner()):
        member = Municipality.objects.get(pk=member_id)
    with acting_as(Caller.municipality(member)):
        for number in range(LARGE):
            name = f"aftale {number}"
            agreement = Agreement(
                number=f"E-{number}", title=name, supplier_name="Nordlys Data A/S", state="in_force",
                agreed_on=date(2023, 5, 1),
            )  # fmt: skip
            agreement.save(force_insert=True)
            content = b"%PDF-1.4 " + os.urandom(LARGE_BYTES)
            file = keep_municipal_made(Made(content, f"{name}.pdf", name, "application/pdf"), by=by)
            KeptFile(
                agreement=agreement,
                file=file,
                kind="agreement",
                added_by_id=by.id,
                added_by_name=by.signature,
            ).save(force_insert=True)


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
