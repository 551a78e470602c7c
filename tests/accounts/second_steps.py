"""What the tests of the second factor share: an app in one's hand, and a mailbox."""

import re
import time
from collections.abc import Callable
from typing import Any

from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from accounts import factors
from accounts.models import Person
from tests.personae import PASSWORD, PERSONAE
from tests.test_permission_table import HOSTS
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.models import OutboxMail

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def code_of(secret: str, steps: int = 0) -> str:
    """Return what an app shows, so many steps from now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // factors.STEP + steps))


def give_app(key: str) -> list[str]:
    """Give a persona an app with SECRET, its code of the step before used up; return the recovery codes."""
    with acting_as(Caller.owner()):
        person = Person.objects.get(pk=PERSONAE[key].id)
    with acting_as(Caller.door()):
        by = Actor(person.id, person.name, "")
        assert factors.set_up(person=person, secret=SECRET, code=code_of(SECRET, -1), by=by)
        return [code for code, _ in factors.recovery_codes(person.id)]


def sign_in(key: str, **more: Any) -> tuple[Client, Any]:
    """Send a persona's address and password; return the client and the answer."""
    persona = PERSONAE[key]
    client = Client(SERVER_NAME=HOSTS[persona.site], **more)
    form = {"login": persona.email, "password": PASSWORD}
    return client, client.post("/konto/log-ind/", form)


def mails() -> list[OutboxMail]:
    """Return the mails in the outbox, the newest first."""
    with acting_as(Caller.secretariat()):
        return list(OutboxMail.objects.order_by("-created_at"))


def mailed_code() -> str:
    """Return the code of the newest mail."""
    found = re.search(r"er (\d{3} \d{3})\.", mails()[0].body)
    assert found
    return found[1]


def key_on(page: Any) -> str:
    """Return the key that a set-up page shows for typing."""
    found = re.search(r'typed-key">([A-Z2-7 ]+)<', page.content.decode())
    assert found
    return found[1].replace(" ", "")


ClientOf = Callable[[str], Client]
