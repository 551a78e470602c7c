"""Who did what with a text and its agreements stands on one page for each side, read files too."""

from collections.abc import Callable
from html import unescape

import pytest
from django.http.response import HttpResponseBase
from django.test import Client

from agreements.joint.models import IssuedAgreement, Round
from agreements.municipal.models import Agreement
from tests.agreements.conftest import World
from walls.callers import Caller, acting_as
from workflows.log import history


def text_of(response: HttpResponseBase) -> str:
    assert response.status_code == 200
    return unescape(response.content.decode())  # type: ignore[attr-defined]


def fetch(client: Client, address: str) -> None:
    response = client.get(address)
    assert response.status_code == 200
    assert b"".join(response)  # type: ignore[arg-type]


@pytest.mark.parametrize("key", ["sara", "leo"])
def test_a_rounds_word_file_is_logged_on_the_text(
    client_of: Callable[[str], Client], world: World, key: str
) -> None:
    text = world.to_supplier(world.begin())
    fetch(client_of(key), f"/aftaler/{text.id}/runder/1/word/")
    with acting_as(Caller.secretariat()):
        (row,) = history(text).filter(action="read")
        assert row.data["sha256"] == Round.objects.get(common_text=text).document.sha256
    page = text_of(client_of("sara").get(f"/aftaler/{text.id}/historik/"))
    assert f"{row.by_name.partition(', ')[0]} hentede filen {row.data['name']}" in page
    assert "Sara Sagsbehandler sendte teksten til Nordlys Data A/S med frist" in page


def test_an_agreement_is_read_on_the_side_where_its_file_lies(
    client_of: Callable[[str], Client], world: World
) -> None:
    text = world.released()
    world.send(text, "aalborg", "viborg")
    with acting_as(world.caller_of("mette")):
        own = Agreement.objects.get()
    with acting_as(Caller.secretariat()):
        issued = IssuedAgreement.objects.get(pk=own.pk)
    fetch(client_of("sara"), f"/aftaler/overblik/{issued.id}/filer/word/")
    fetch(client_of("mette"), f"/aftaler/{own.id}/filer/word/")
    with acting_as(Caller.secretariat()):
        assert [row.by_name for row in history(issued).filter(action="read")] == [
            "Sara Sagsbehandler, Sekretariatet"
        ]
    with acting_as(world.caller_of("mette")):
        assert [row.by_name for row in history(own).filter(action="read")] == [
            "Mette Aalborg, Aalborg Kommune"
        ]
    page = text_of(client_of("mette").get(f"/aftaler/{own.id}/historik/"))
    assert "sendte aftalen til kommunen" in page
    assert "Mette Aalborg hentede filen" in page
    assert "Sara Sagsbehandler hentede" not in page
    for tail in ("", "json/", "excel/"):
        assert client_of("mette").get(f"/aftaler/{own.id}/historik/{tail}").status_code == 200
        assert client_of("bo").get(f"/aftaler/{own.id}/historik/{tail}").status_code == 404
        assert client_of("sara").get(f"/aftaler/{text.id}/historik/{tail}").status_code == 200
