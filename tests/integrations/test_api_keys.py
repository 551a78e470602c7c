"""Keys, and what the API refuses: who has none, who asks too often, what cannot be."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from accounts.models import Engagement
from audits.municipal.states import Level
from integrations.os2compliance.models import ApiKey
from tenants.models import Municipality
from tests.audits.delivering import Sender
from tests.integrations.api_client import AUDITS, SHARED_HOST, a_key, get
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows.models import LogEntry

Clients = Callable[[str], Client]
PAGE = "/api-noegler/"
SHOWN = re.compile(r'value="(ft_[\w-]+)"')


def made(client: Client, path: str = PAGE, **given: Any) -> str:
    """Make or roll a key on the page, and return what it shows."""
    found = SHOWN.search(client.post(path, given).content.decode())
    assert found
    return found[1]


def test_a_municipality_makes_rolls_and_revokes_its_keys(client_of: Clients) -> None:
    mette = client_of("mette")
    first = made(mette, name="OS2compliance, drift")
    assert get(first).status_code == 200
    page = mette.get(PAGE).content.decode()
    assert first not in page, "shown once"
    assert first[:8] in page
    assert "OS2compliance, drift" in page
    with acting_as(Caller.owner()):
        key = ApiKey.objects.get()
        assert first not in str(ApiKey.objects.values().get())
        assert key.used_at
    second = made(mette, f"{PAGE}{key.id}/forny/")
    assert (get(first).status_code, get(second).status_code) == (200, 200), "a week for the change"
    with acting_as(Caller.owner()):
        ApiKey.objects.filter(pk=key.pk).update(expires_at=timezone.now())
        newer = ApiKey.objects.exclude(pk=key.pk).get()
    assert get(first).status_code == 401
    third = made(mette, f"{PAGE}{newer.id}/forny/", at_once="on")
    assert (get(second).status_code, get(third).status_code) == (401, 200)
    with acting_as(Caller.owner()):
        newest = ApiKey.objects.get(expires_at=None)
    mette.post(f"{PAGE}{newest.id}/spaer/")
    assert get(third).status_code == 401
    with acting_as(Caller.owner()):
        told = LogEntry.objects.filter(subject_kind="integrations_os2compliance.apikey").order_by("number")
        assert [each.action for each in told] == ["make_key", "roll_key", "roll_key", "revoke_key"]
        assert third not in str(list(told.values()))


def test_anothers_keys_are_neither_shown_nor_changed_nor_made(client_of: Clients, members: Any) -> None:
    secret, bo = a_key(members["aalborg"], "mette", name="Aalborgs drift"), client_of("bo")
    with acting_as(Caller.owner()):
        key = ApiKey.objects.get()
        mettes = Engagement.objects.get(person_id=PERSONAE["mette"].id)
    assert "Aalborgs drift" not in bo.get(PAGE).content.decode()
    for act in ("forny", "spaer"):
        assert bo.post(f"{PAGE}{key.id}/{act}/").status_code == 404
    assert get(secret).status_code == 200
    with acting_as(Caller.municipality(members["viborg"])):
        assert not ApiKey.objects.exists()
        for municipality in ("aalborg", "viborg"):  # neither for another, nor in another's person's name
            with (
                pytest.raises(DatabaseError, match="row-level security"),
                transaction.atomic(),
                connection.cursor() as cursor,
            ):
                cursor.execute(
                    "INSERT INTO integrations_os2compliance_apikey (id, municipality_id, engagement_id, name,"
                    " prefix, key_hash, ends_with_person, made_by_name, created_at)"
                    " VALUES (gen_random_uuid(), %s, %s, 'x', 'x', 'x', false, 'x', now())",
                    [members[municipality].id, mettes.id],
                )


def test_on_a_municipalitys_own_host_only_its_own_keys_count(members: dict[str, Municipality]) -> None:
    secret = a_key(members["aalborg"], "mette")
    here, there = (f"{name}.{settings.BASE_DOMAIN}" for name in ("aalborg", "viborg"))
    assert get(secret, host=here).status_code == 200
    assert get(secret, host=settings.BASE_DOMAIN).status_code == 200
    assert get(secret, host=there).status_code == 401


def test_a_key_may_end_with_the_person_who_made_it(members: dict[str, Municipality]) -> None:
    stays, ends = a_key(members["aalborg"], "mette"), a_key(members["aalborg"], "mette", ends=True)
    assert get(ends).status_code == 200
    with acting_as(Caller.owner()):
        Engagement.objects.filter(person_id=PERSONAE["mette"].id).update(ended_at=timezone.now())
    assert (get(stays).status_code, get(ends).status_code) == (200, 401)
    with acting_as(Caller.owner()):
        Municipality.objects.filter(pk=members["aalborg"].pk).update(state="left")
    assert get(stays).status_code == 401


def test_all_refused_keys_are_refused_alike(members: dict[str, Municipality]) -> None:
    secret = a_key(members["aalborg"], "mette")
    with acting_as(Caller.owner()):
        ApiKey.objects.update(revoked_at=timezone.now())
    tried = [
        {},
        {"X-API-Key": secret},
        {"X-API-Key": secret[:-1]},
        {"X-API-Key": "' OR 1=1 --"},
        {"X-API-Key": "x" * 9000},
        {"X-API-Key": "nøgle"},
        {"X-API-Key": "\0"},
        {"Authorization": "Bearer "},
        {"Authorization": f"Basic {secret}"},
    ]
    told = {
        (answer.status_code, answer.content)
        for answer in (Client(SERVER_NAME=SHARED_HOST).get(AUDITS, headers=each) for each in tried)
    }
    assert [status for status, _ in told] == [401]


def test_every_address_and_every_header_of_the_table_is_served(members: dict[str, Municipality]) -> None:
    secret = a_key(members["aalborg"], "mette")
    for header, value in (("X-API-Key", secret), ("ApiKey", secret), ("Authorization", f"Bearer {secret}")):
        assert Client(SERVER_NAME=SHARED_HOST).get(AUDITS, headers={header: value}).status_code == 200
    for paths in settings.API_PATHS.values():
        for path in paths:
            assert get(secret, f"/{path}").status_code == 200, path
    assert Client(SERVER_NAME=SHARED_HOST).post(AUDITS, headers={"ApiKey": secret}).status_code == 405


def test_who_asks_too_often_is_told_when_to_come_again(
    members: dict[str, Municipality], settings: Any
) -> None:
    settings.API_REQUESTS_PER_HOUR = 2
    secret, other = a_key(members["aalborg"], "mette"), a_key(members["viborg"], "bo")
    assert [get(secret).status_code for _ in range(3)] == [200, 200, 429]
    assert 0 < int(get(secret)["Retry-After"]) <= 3600
    assert get(other).status_code == 200


WRONG = {
    "page": ("0", "-1", "1e3", "abc", "1" + "0" * 20, "\0", "1;DROP TABLE x", "１", " 1"),
    "pageSize": ("0", "501", "abc", "-1", "' OR '1'='1"),
    "publishedAfter": (
        "i går",
        "2026-13-01",
        "2026-02-30T00:00:00Z",
        "2999-01-01T00:00:00Z",
        "0001-01-01T00:00:00+14:00",
        "2026-01-01T00:00:00+99:00",
        "2026-01-01T24:00:00Z",
        "2026-W01-1",
        "2026-01-01\0",
        "now()",
    ),
}


@pytest.mark.parametrize("name", sorted(WRONG))
def test_what_cannot_be_is_refused_with_the_name_of_the_field(members: Any, name: str) -> None:
    secret = a_key(members["aalborg"], "mette")
    for value in WRONG[name]:
        answer = get(secret, **{name: value})
        assert answer.status_code == 400, value
        assert list(answer.json()["errors"]) == [name]


def test_moments_of_any_offset_and_precision_are_taken(members: Any) -> None:
    secret, sender = a_key(members["aalborg"], "mette"), Sender(members)
    sender.send(Level.GREEN)
    [told] = get(secret).json()["data"]
    moment = told["publishedDate"]
    for same in (
        moment,
        moment.replace("Z", "+00:00"),
        moment.replace("Z", "000Z"),
        moment.replace("Z", " 00:00"),
    ):
        assert get(secret, publishedAfter=same).json()["data"] == [], same
    for before in (
        "",
        "2026-01-01",
        "2026-01-01T00:00Z",
        "2026-06-01T00:00:00.123456789+05:30",
        "2026-06-01T00:00:00",
    ):
        assert get(secret, publishedAfter=before).json()["data"] == [told], before


def test_the_link_of_a_task_leads_to_the_suppliers_reports(client_of: Clients, members: Any) -> None:
    audit = Sender(members).send(Level.GREEN)
    number = get(a_key(members["aalborg"], "mette")).json()["data"][0]["supplier"]["id"]
    path = f"/document?area=TILSYNSRAPPORTER&supplierId={number}"
    assert audit.case_number in client_of("ib").get(path).content.decode()
    host = f"aalborg.{settings.BASE_DOMAIN}"
    assert Client(SERVER_NAME=host).get(path)["Location"] == f"/konto/log-ind/?next={quote(path)}"
    assert client_of("bo").get(path).status_code == 404
    for other in ("0", "x", "99999999999", "", f"{number + 1}", "1%00"):
        assert client_of("ib").get(f"/document?area=TILSYNSRAPPORTER&supplierId={other}").status_code == 404
    everybodys = Client(SERVER_NAME=settings.BASE_DOMAIN)
    assert "Hvilken kommune" in everybodys.get(path).content.decode()
    assert "ingen side" in everybodys.get(f"{path}&kommune=0330").content.decode()
    assert everybodys.get(f"{path}&kommune=0851")["Location"].endswith(f"{host}:{settings.PORT}{path}")


def test_a_key_that_was_not_used_for_a_while_tells_its_last_use_anew(members: Any) -> None:
    secret = a_key(members["aalborg"], "mette")
    get(secret)
    with acting_as(Caller.owner()):
        ApiKey.objects.update(used_at=timezone.now() - timedelta(days=1))
    get(secret)
    with acting_as(Caller.owner()):
        used = ApiKey.objects.get().used_at
    assert used
    assert timezone.now() - used < timedelta(minutes=1)
