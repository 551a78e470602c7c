"""The secretariat's and the supplier's pages of notices."""

from collections.abc import Callable
from datetime import timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.utils import timezone
from openpyxl import load_workbook

from agreements.joint.models import NoticeAdvice, NoticedAgreement, SubProcessorNotice
from agreements.municipal.models import AgreementNotice
from agreements.municipal.notices import actions as own
from tests.agreements.conftest import World
from tests.agreements.noticing import agreed_with, enter, mandate, sent, work
from tests.personae import SUPPLIER_X
from walls.callers import Caller, acting_as

ClientOf = Callable[[str], Client]


def filled(**changes: str) -> dict[str, str]:
    """The supplier's form, filled in."""
    given = {
        "covers": "alle",
        "name": "Fjordhost ApS",
        "registration_number": "10150817",
        "address": "Kajen 4, 9000 Aalborg",
        "contact": "drift@fjordhost.example",
        "country": "DK",
        "level": "1",
        "purpose": "Drift af servere",
        "transfer_basis": "",
        "used_from": (timezone.localdate() + timedelta(days=90)).isoformat(),
    }
    return {**given, **changes}


def one() -> SubProcessorNotice:
    """The one notice there is."""
    return SubProcessorNotice.objects.get()


def test_a_notice_goes_from_the_supplier_to_the_municipality_by_its_pages(
    world: World, client_of: ClientOf
) -> None:
    agreed_with(world, "aalborg")
    leo, sara = client_of("leo"), client_of("sara")
    assert leo.get("/aftaler/varsler/ny/").status_code == 200
    assert leo.post("/aftaler/varsler/ny/", filled()).status_code == 302
    with acting_as(Caller.secretariat()):
        notice = one()
        assert (notice.source, notice.received_on) == ("supplier", timezone.localdate())
    assert "Fjordhost ApS" in sara.get("/").content.decode()
    assert "Fjordhost ApS" in sara.get("/aftaler/varsler/").content.decode()
    preview = sara.get(f"/aftaler/varsler/{notice.id}/trin/forward/").content.decode()
    assert "Aalborg" in preview
    assert sara.post(f"/aftaler/varsler/{notice.id}/trin/forward/").status_code == 302
    with acting_as(Caller.secretariat()):
        work("agreements.deliver_notice")
    page = sara.get(f"/aftaler/varsler/{notice.id}/").content.decode()
    assert "Aalborg Kommune" in page
    assert "Indsigelsesfrist løber" in page
    theirs = leo.get(f"/aftaler/varsler/{notice.id}/").content.decode()
    assert "Varsel modtaget" in theirs
    sheet = load_workbook(BytesIO(leo.get(f"/aftaler/varsler/{notice.id}/?form=excel").content)).active
    assert sheet is not None
    assert sheet["A2"].value == "Aalborg Kommune"


def test_advice_is_given_on_its_page_and_is_not_the_supplier_s_to_read(
    world: World, client_of: ClientOf
) -> None:
    notice = sent(world, "aalborg")
    given = {"verdict": "object", "text": "Hemmelig vurdering"}
    assert client_of("sara").post(f"/aftaler/varsler/{notice.id}/trin/assess/", given).status_code == 302
    with acting_as(Caller.secretariat()):
        work("agreements.deliver_advice")
        assert NoticeAdvice.objects.count() == 1
    assert "Hemmelig vurdering" in client_of("mette").get(f"/aftaler/varsler/{notice.id}/").content.decode()
    assert "Hemmelig vurdering" not in client_of("leo").get(f"/aftaler/varsler/{notice.id}/").content.decode()


def test_answering_for_the_silent_is_previewed_and_only_where_there_is_a_mandate(
    world: World, client_of: ClientOf
) -> None:
    notice = sent(world, "aalborg", "viborg")
    mandate(world, "viborg", "answer_notices")
    with acting_as(Caller.secretariat()):
        lines = [str(each.id) for each in NoticedAgreement.objects.all()]
    sara, path = client_of("sara"), f"/aftaler/varsler/{notice.id}/fuldmagt/"
    preview = sara.get(path, {"linje": lines, "svar": "ingen"}).content.decode()
    assert "Ingen fuldmagt" in preview
    assert "Svar for 1 aftale" in preview
    assert sara.post(path, {"linje": lines, "svar": "ingen", "bekraeft": "1"}).status_code == 302
    for key, state in (("mette", "running"), ("bo", "no_objection")):
        with acting_as(world.caller_of(key)):
            assert AgreementNotice.objects.get().state == state
    assert "efter fuldmagt" in client_of("leo").get(f"/aftaler/varsler/{notice.id}/").content.decode()


def test_the_supplier_withdraws_and_answers_an_objection(world: World, client_of: ClientOf) -> None:
    notice = sent(world, "aalborg")
    with acting_as(world.caller_of("mette")):
        line = AgreementNotice.objects.get()
        own.object_to(line=line, reason="Delte servere.", by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        work("agreements.notice_answered")
    leo = client_of("leo")
    page = f"/aftaler/varsler/{notice.id}/{line.id}/bruges-ikke/"
    assert "Delte servere." in leo.get(page).content.decode()
    assert leo.post(page, {"note": "Egne servere til jer."}).status_code == 302
    assert (
        "Egne servere til jer." in client_of("mette").get(f"/aftaler/varsler/{notice.id}/").content.decode()
    )
    assert leo.post(f"/aftaler/varsler/{notice.id}/traek-tilbage/", {"reason": ""}).status_code == 200
    assert leo.post(f"/aftaler/varsler/{notice.id}/traek-tilbage/", {"reason": "Udgår"}).status_code == 302
    with acting_as(Caller.secretariat()):
        assert one().state == "withdrawn"


def test_another_supplier_sees_nothing_of_it(world: World, client_of: ClientOf) -> None:
    notice = sent(world, "aalborg")
    with acting_as(Caller.secretariat()):
        line = NoticedAgreement.objects.get().id
    lis, leo = client_of("lis"), client_of("leo")
    for path in ("", "traek-tilbage/", f"{line}/bruges-ikke/"):
        assert lis.get(f"/aftaler/varsler/{notice.id}/{path}").status_code == 404
        assert leo.get(f"/aftaler/varsler/{notice.id}/{path}").status_code == 200
    assert lis.post(f"/aftaler/varsler/{notice.id}/traek-tilbage/", {"reason": "Nej"}).status_code == 404
    assert "Fjordhost" not in lis.get("/aftaler/varsler/").content.decode()


def test_a_supplier_cannot_enter_for_another_s_texts(world: World, client_of: ClientOf) -> None:
    text = agreed_with(world, "aalborg")
    given = filled(covers="valgte", texts=str(text.id))
    assert client_of("lis").post("/aftaler/varsler/ny/", given).status_code in (200, 302)
    with acting_as(Caller.secretariat()):
        assert not SubProcessorNotice.objects.filter(supplier_id=SUPPLIER_X).exists()
        assert not SubProcessorNotice.objects.filter(texts__common_text=text).exists()
    assert client_of("leo").post("/aftaler/varsler/ny/", given).status_code == 302
    with acting_as(Caller.secretariat()):
        assert SubProcessorNotice.objects.get(supplier_id=SUPPLIER_X).texts.get().common_text_id == text.id


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"covers": "valgte"}, "Sæt mindst ét hak"),
        ({"country": "US"}, "overførselsgrundlag"),
        ({"level": "99"}, "form-error"),
        ({"used_from": "snart"}, "dato, der findes"),
        ({"registration_number": ""}, "form-error"),
    ],
)
def test_what_is_missing_is_told_and_nothing_is_sent(
    world: World, client_of: ClientOf, changes: dict[str, str], words: str
) -> None:
    agreed_with(world, "aalborg")
    answer = client_of("leo").post("/aftaler/varsler/ny/", filled(**changes))
    assert answer.status_code == 200
    assert words in answer.content.decode()
    with acting_as(Caller.secretariat()):
        assert not SubProcessorNotice.objects.exists()


def test_the_secretariat_registers_what_came_by_mail(world: World, client_of: ClientOf) -> None:
    agreed_with(world, "aalborg")
    sara = client_of("sara")
    assert "Nordlys Data A/S" in sara.get("/aftaler/varsler/ny/").content.decode()
    path = f"/aftaler/varsler/ny/?leverandoer={SUPPLIER_X}"
    assert sara.get(path).status_code == 200
    ago = timezone.localdate() - timedelta(days=3)
    assert sara.post(path, filled(received_on=ago.isoformat())).status_code == 302
    with acting_as(Caller.secretariat()):
        assert (one().source, one().received_on, one().state) == ("secretariat", ago, "received")
    assert sara.get("/aftaler/varsler/ny/?leverandoer=x").status_code == 404


def test_a_step_that_cannot_be_taken_leads_back(world: World, client_of: ClientOf) -> None:
    notice = sent(world, "aalborg")
    sara = client_of("sara")
    assert sara.get(f"/aftaler/varsler/{notice.id}/trin/forward/").status_code == 302
    assert sara.get(f"/aftaler/varsler/{notice.id}/trin/withdraw/").status_code == 404
    closing = sara.post(f"/aftaler/varsler/{notice.id}/trin/close/", follow=True)
    assert "1 svar mangler" in closing.content.decode()
    with acting_as(Caller.secretariat()):
        assert one().state == "sent"


def test_a_notice_s_words_are_never_markup(world: World, client_of: ClientOf) -> None:
    agreed_with(world, "aalborg")
    nasty = "<script>alert('x')</script>{{ 1 }}"
    notice = enter(world, name=nasty, contact=nasty, purpose=nasty, address=nasty)
    for key in ("sara", "leo"):
        page = client_of(key).get(f"/aftaler/varsler/{notice.id}/").content.decode()
        assert "<script>alert('x')" not in page
        assert "{{ 1 }}" in page
