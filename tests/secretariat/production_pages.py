"""Run by test_production_pages.py in a process of its own: sign in as in production, tell what came back."""

import json
import os

import django

os.environ["DJANGO_SETTINGS_MODULE"] = "secretariat.settings"
django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402

from accounts.models import Person  # noqa: E402
from tests.personae import PASSWORD, PERSONAE  # noqa: E402
from walls.callers import Caller, acting_as  # noqa: E402

AALBORG = f"aalborg.{settings.BASE_DOMAIN}"
METTE, SARA = PERSONAE["mette"], PERSONAE["sara"]


def main() -> None:
    """Print what a visitor sees, as JSON."""
    call_command("collectstatic", interactive=False, verbosity=0)
    with acting_as(Caller.owner()):
        for persona in (METTE, SARA):
            person = Person.objects.get(email=persona.email)
            person.set_password(PASSWORD)  # the tests' own hash is none that production accepts
            person.save()
    connection.close()
    client = Client(SERVER_NAME=AALBORG)
    login = client.get("/konto/log-ind/", secure=True)
    signed_in = client.post("/konto/log-ind/", {"login": METTE.email, "password": PASSWORD}, secure=True)
    cookies = {name: dict(morsel.items()) for name, morsel in client.cookies.items()}
    office = Client(SERVER_NAME=settings.SECRETARIAT_HOST)
    office.post("/konto/log-ind/", {"login": SARA.email, "password": PASSWORD}, secure=True)
    asked = office.get("/tilsyn/", secure=True)
    office.get("/konto/kode/", secure=True)
    cookies |= {name: dict(morsel.items()) for name, morsel in office.cookies.items() if "messages" in name}
    told = {
        "second factor": asked["Location"],
        "plain": [client.get("/").status_code, client.get("/")["Location"]],
        "login": [login.status_code, login["Strict-Transport-Security"], "Demo" in login.content.decode()],
        "signed_in": signed_in.status_code,
        "front": client.get("/", secure=True).status_code,
        "elsewhere": Client(SERVER_NAME="sekretariat.localhost.evil.example")
        .get("/", secure=True)
        .status_code,
        "outbox": [
            office.get("/udbakke/", secure=True, REMOTE_ADDR=address).status_code
            for address in ("127.0.0.1", "::1")
        ],
        "unknown": office.get("/admin/", secure=True).status_code,
        "cookies": cookies,
        "debug": settings.DEBUG,
    }
    print(json.dumps(told))  # noqa: T201


main()
