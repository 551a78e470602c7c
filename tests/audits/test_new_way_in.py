"""The supplier's contact has a new phone: the case worker lets the contact begin anew, from the case."""

from collections.abc import Callable

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.test import Client

from tests.accounts.second_steps import give_app, mails
from tests.audits.walking import Walk
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as

LEO = PERSONAE["leo"]


def test_the_contact_gets_a_new_invitation_and_no_second_factor(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    audit = walk.announced()
    give_app("leo")
    leo = Client(SERVER_NAME=settings.SUPPLIER_HOST)
    sara = client_of("sara")
    assert "Kan kontaktpersonen ikke logge ind?" in sara.get(f"/tilsyn/{audit.pk}/").content.decode()
    done = sara.post(f"/tilsyn/{audit.pk}/ny-adgang/", follow=True).content.decode()
    assert f"En ny invitation er på vej til {audit.contact_email}" in done
    with acting_as(Caller.owner()):
        assert not Authenticator.objects.filter(user_id=LEO.id).exists()
    assert [each.to for each in mails()[:2]] == [[audit.contact_email]] * 2
    assert "ny invitation" in sara.get(f"/tilsyn/{audit.pk}/historik/").content.decode()
    assert leo.get("/").status_code == 302


def test_it_is_no_link_and_not_everybodys(walk: Walk, client_of: Callable[[str], Client]) -> None:
    audit = walk.announced()
    give_app("leo")
    path = f"/tilsyn/{audit.pk}/ny-adgang/"
    assert client_of("sara").get(path).status_code == 405
    assert client_of("karl").post(path).status_code == 403
    assert client_of("leo").post(path).status_code == 404
    with acting_as(Caller.owner()):
        assert Authenticator.objects.filter(user_id=LEO.id).exists()


def test_before_the_letter_there_is_nobody_to_let_in(walk: Walk, client_of: Callable[[str], Client]) -> None:
    audit = walk.planned()
    sara = client_of("sara")
    assert "Kan kontaktpersonen ikke" not in sara.get(f"/tilsyn/{audit.pk}/").content.decode()
    done = sara.post(f"/tilsyn/{audit.pk}/ny-adgang/", follow=True).content.decode()
    assert "står ikke længere på leverandørens side" in done
