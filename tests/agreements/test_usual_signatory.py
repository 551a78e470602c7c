"""Who usually signs for the municipality is proposed where an agreement is sent to be signed."""

from collections.abc import Callable

from django.test import Client

from agreements.municipal.mandates.access import Contact, Contacts
from agreements.municipal.mandates.actions import name_contacts
from agreements.municipal.models import Agreement
from tests.agreements.conftest import World
from tests.agreements.test_pages import page
from tests.personae import PERSONAE
from walls.callers import acting_as

Clients = Callable[[str], Client]


def test_the_usual_signatory_is_marked_and_nobody_where_none_is_named(
    world: World, client_of: Clients
) -> None:
    world.send(world.released(), "aalborg")
    bente = PERSONAE["bente"]
    with acting_as(world.caller_of("mette")):
        path = f"/aftaler/{Agreement.objects.get().id}/trin/want/"
    assert " checked" not in page(client_of("mette"), path)
    with acting_as(world.caller_of("mette")):
        usual = Contacts(Contact(), Contact(name=bente.name, email=bente.email.upper()))
        name_contacts(contacts=usual, agreement=None, by=world.actor("mette"))
    chosen = page(client_of("mette"), path).partition(" checked")[0].rpartition("<input")[2]
    assert str(bente.id) in chosen
    marked = client_of("mette").post("/aftaler/mange/want/", {"agreement": path.split("/")[2]})
    assert str(bente.id) in marked.content.decode().partition(" checked")[0].rpartition("<input")[2]
