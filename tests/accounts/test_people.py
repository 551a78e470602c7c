"""Who works for an organisation: inviting, taking up, coming back and ending, under the real roles."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from accounts import actions
from accounts.actions import Organisation
from accounts.models import Colleague, Engagement, Invitation, Person
from tenants.models import Municipality
from tests.personae import PASSWORD, PERSONAE, SUPPLIER_X, SUPPLIER_Y
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.models import LogEntry, OutboxMail

AALBORG = f"aalborg.{settings.BASE_DOMAIN}"
NEW = {"name": "Nina Ny", "email": "nina@aalborg.example", "phone": "", "title": "", "roles": ["reader"]}


def link_in_last_mail() -> str:
    with acting_as(Caller.secretariat()):
        mail = OutboxMail.objects.latest("created_at")
    found = re.search(r"https?://[^/]+(/konto/invitation/\S+)", mail.body)
    assert found
    return found[1]


def rows(site: str, email: str) -> list[Engagement]:
    with acting_as(Caller.owner()):
        return list(Engagement.objects.filter(site=site, email=email))


def test_whoever_is_invited_chooses_a_password_once_and_is_in(client_of: Callable[[str], Client]) -> None:
    assert client_of("mette").post("/personer/", NEW).status_code == 302
    link = link_in_last_mail()
    guest = Client(SERVER_NAME=AALBORG)
    assert "Nina Ny" in guest.get(link).content.decode()
    assert guest.post(link, {"password": "kort"}).status_code == 200
    answer = guest.post(link, {"password": "en-lang-saetning-2026"})
    assert answer.status_code == 302
    assert guest.get("/").status_code == 200
    assert Client(SERVER_NAME=AALBORG).get(link).status_code == 404


def test_inviting_and_ending_are_in_the_log(client_of: Callable[[str], Client]) -> None:
    client = client_of("mette")
    client.post("/personer/", NEW)
    engagement = rows("municipality", "nina@aalborg.example")[0]
    client.post(f"/personer/{engagement.id}/luk/")
    with acting_as(Caller.secretariat()):
        logged = LogEntry.objects.filter(subject_id=engagement.id).order_by("number")
        assert [(each.action, each.by_name) for each in logged] == [
            ("invite", "Mette Aalborg, Aalborg Kommune"),
            ("end_access", "Mette Aalborg, Aalborg Kommune"),
        ]


def test_a_link_works_on_its_own_site_only(client_of: Callable[[str], Client]) -> None:
    client_of("mette").post("/personer/", NEW)
    link = link_in_last_mail()
    assert Client(SERVER_NAME=f"viborg.{settings.BASE_DOMAIN}").get(link).status_code == 404
    assert Client(SERVER_NAME=settings.SUPPLIER_HOST).get(link).status_code == 404
    assert Client(SERVER_NAME=AALBORG).get(link).status_code == 200


def test_an_old_link_is_dead(client_of: Callable[[str], Client]) -> None:
    client_of("mette").post("/personer/", NEW)
    with acting_as(Caller.owner()):
        Invitation.objects.update(expires_at=timezone.now() - timedelta(minutes=1))
    assert Client(SERVER_NAME=AALBORG).get(link_in_last_mail()).status_code == 404


def test_inviting_tells_nothing_of_somebody_known_elsewhere(client_of: Callable[[str], Client]) -> None:
    """The list shows what one wrote oneself, whether or not the address belongs to somebody known."""
    client = client_of("mette")
    known = NEW | {"name": "Hvem Er Det", "email": PERSONAE["lise"].email}
    first = client.post("/personer/", known, follow=True).content.decode()
    assert "Hvem Er Det" in first
    assert "Lise Leder" not in first
    with acting_as(Caller.owner()):
        assert Person.objects.get(email=PERSONAE["lise"].email).name == "Lise Leder"


def test_whoever_has_a_password_is_sent_to_sign_in(client_of: Callable[[str], Client]) -> None:
    client_of("mette").post("/personer/", NEW | {"email": PERSONAE["lise"].email})
    link = link_in_last_mail()
    page = Client(SERVER_NAME=AALBORG)
    assert "allerede adgang" in page.get(link).content.decode()
    page.post(link, {"password": "en-lang-saetning-2026"})
    signed_in = page.post("/konto/log-ind/", {"login": PERSONAE["lise"].email, "password": PASSWORD})
    assert signed_in.status_code == 302


def test_nobody_gives_roles_to_oneself(client_of: Callable[[str], Client]) -> None:
    mette = PERSONAE["mette"]
    form = NEW | {"email": mette.email.upper(), "roles": ["signatory"]}
    answer = client_of("mette").post("/personer/", form, follow=True)
    assert "ikke give dig selv roller" in answer.content.decode()
    assert rows("municipality", mette.email)[0].roles == list(mette.roles)


def test_a_colleague_may_be_given_more_roles(client_of: Callable[[str], Client]) -> None:
    client_of("mette").post("/personer/", NEW | {"email": PERSONAE["ib"].email, "roles": ["dpo"]})
    assert set(rows("municipality", PERSONAE["ib"].email)[0].roles) == {"reader", "dpo"}


def test_a_role_of_another_site_cannot_be_given(client_of: Callable[[str], Client]) -> None:
    answer = client_of("mette").post("/personer/", NEW | {"roles": ["leader"]})
    assert answer.status_code == 200
    assert not rows("municipality", NEW["email"])  # type: ignore[arg-type]


def test_whoever_comes_back_has_the_new_roles_only(client_of: Callable[[str], Client]) -> None:
    client = client_of("mette")
    bente = PERSONAE["bente"]
    client.post(f"/personer/{rows('municipality', bente.email)[0].id}/luk/")
    client.post("/personer/", NEW | {"email": bente.email})
    assert rows("municipality", bente.email)[0].roles == ["reader"]


def test_ended_access_counts_from_the_next_click(client_of: Callable[[str], Client]) -> None:
    ib, mette = client_of("ib"), client_of("mette")
    assert ib.get("/").status_code == 200
    mette.post(f"/personer/{rows('municipality', PERSONAE['ib'].email)[0].id}/luk/")
    assert ib.get("/").status_code == 302


def test_a_lost_role_counts_from_the_next_click(client_of: Callable[[str], Client]) -> None:
    client = client_of("mette")
    assert client.get("/personer/").status_code == 200
    with acting_as(Caller.owner()):
        Engagement.objects.filter(email=PERSONAE["mette"].email).update(roles=["reader"])
    assert client.get("/personer/").status_code == 302
    assert client_of("mette").get("/personer/").status_code == 403


def test_nobody_ends_ones_own_access_so_somebody_is_left(client_of: Callable[[str], Client]) -> None:
    lise = rows("secretariat", PERSONAE["lise"].email)[0]
    client = client_of("lise")
    client.post(f"/personer/{lise.id}/luk/")
    assert client.get("/").status_code == 200


@pytest.mark.parametrize("other", ["bo", "leo", "lise"])
def test_people_of_others_do_not_exist(client_of: Callable[[str], Client], other: str) -> None:
    persona = PERSONAE[other]
    client = client_of("mette")
    assert client.post(f"/personer/{rows(persona.site, persona.email)[0].id}/luk/").status_code == 404
    assert persona.name not in client.get("/personer/").content.decode()


def test_the_database_ends_no_access_of_another(
    caller_of: Callable[[str], Caller], actor: Callable[[str], Actor]
) -> None:
    bo = rows("municipality", PERSONAE["bo"].email)[0]
    stolen = Colleague(id=bo.id, person_id=bo.person_id)
    with acting_as(caller_of("mette")):
        assert actions.end_access(by=actor("mette"), colleague=stolen) is False
    assert rows("municipality", PERSONAE["bo"].email)[0].ended_at is None
    with acting_as(caller_of("bo")):
        assert actions.end_access(by=actor("mette"), colleague=stolen) is True


@pytest.mark.parametrize(
    ("site", "supplier"), [("municipality", None), ("supplier", SUPPLIER_Y), ("secretariat", None)]
)
def test_the_database_lets_a_supplier_invite_for_itself_only(
    caller_of: Callable[[str], Caller],
    actor: Callable[[str], Actor],
    members: dict[str, Municipality],
    site: str,
    supplier: object,
) -> None:
    from django.db.utils import ProgrammingError

    role = {"municipality": "reader", "supplier": "supplier_contact", "secretariat": "leader"}[site]
    foreign = Organisation(
        site=site,
        name="Anden",
        municipality_id=members["aalborg"].id if site == "municipality" else None,
        supplier_id=supplier,  # type: ignore[arg-type]
    )
    own = Organisation(site="supplier", name="Nordlys Data A/S", supplier_id=SUPPLIER_X)
    with acting_as(caller_of("leo")):
        actions.invite(
            by=actor("leo"), email="x@nordlys.example", name="X", organisation=own, roles=["supplier_contact"]
        )
        with pytest.raises(ProgrammingError):
            actions.invite(
                by=actor("leo"), email="x@nordlys.example", name="X", organisation=foreign, roles=[role]
            )


def test_whoever_reads_english_is_welcomed_and_told_in_english(client_of: Callable[[str], Client]) -> None:
    leo = client_of("leo")
    leo.cookies[settings.LANGUAGE_COOKIE_NAME] = "en"
    new = {**NEW, "email": "nina@nordlys.example", "roles": ["supplier_contact"]}
    told = leo.post("/personer/", new, follow=True).content.decode()
    assert "An invitation has been sent to nina@nordlys.example." in told
    for language, welcome in (
        ("en", "Welcome, Nina Ny. Your access is ready."),
        ("da", "Velkommen, Nina Ny. Din adgang er oprettet."),
    ):
        guest = Client(SERVER_NAME=settings.SUPPLIER_HOST)
        guest.cookies[settings.LANGUAGE_COOKIE_NAME] = language
        shown = guest.post(link_in_last_mail(), {"password": "en-lang-saetning-2026"}, follow=True)
        assert welcome in shown.content.decode()
        new = {**new, "email": "nora@nordlys.example"}
        leo.post("/personer/", new)
