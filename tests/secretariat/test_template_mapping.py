"""An official Word file is put up, its placeholders get fields, it is tried with a real text, then used."""

import io
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from docx import Document

from agreements.joint.models import CommonText
from documents.models import WordTemplate
from documents.templatecheck import find_placeholders
from documents.templates import in_force, structures_in_force
from documents.wordtemplates.build import built
from tests.agreements.conftest import World, files_apart, without_libreoffice, world  # noqa: F401
from tests.documents.conftest import text_of
from tests.secretariat.official import numbered, official
from walls.callers import Caller, acting_as
from workflows.engine import NotPermittedError
from workflows.log import history

pytestmark = pytest.mark.django_db
REASON = "Skabelonen er et uddrag; resten står i hovedaftalen."


@pytest.fixture
def lise(client_of: Callable[[str], Client], world: World) -> Client:  # noqa: F811
    """The leader, who keeps the templates."""
    return client_of("lise")


def put_up(client: Client, content: bytes, **changes: str) -> HttpResponse:
    facts = {"kind": "agreement", "structure": "dt2020", "version": "2027.1", "name": "Den officielle"}
    file = SimpleUploadedFile("officiel.docx", content)
    return client.post("/skabeloner/ny/", {**facts, **changes, "file": file})  # type: ignore[return-value]


def stored(version: str = "2027.1") -> WordTemplate:
    with acting_as(Caller.secretariat()):
        return WordTemplate.objects.get(kind="agreement", version=version)


def mapped(client: Client, reason: str = REASON, without: str = "") -> WordTemplate:
    template = stored()
    mapping = numbered(find_placeholders(official()))
    chosen = {f"p{number}": target for number, target in mapping.items() if target != without}
    client.post(f"/skabeloner/{template.pk}/kobling/", {**chosen, "left_out_reason": reason})
    return stored()


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def test_an_official_file_goes_from_upload_over_mapping_and_trial_into_use(
    lise: Client,
    world: World,  # noqa: F811
) -> None:
    text = world.begin()
    answer = put_up(lise, official())
    template = stored()
    assert answer["Location"] == f"/skabeloner/{template.pk}/kobling/"
    assert template.state == "mapping"
    assert "CVR-nummer" in page(lise, f"/skabeloner/{template.pk}/kobling/")
    assert lise.post(f"/skabeloner/{template.pk}/i-brug/", today()).status_code == 409

    template = mapped(lise)
    assert template.state == "draft"
    trial = lise.get(f"/skabeloner/{template.pk}/proeve-med-tekst/", {"tekst": str(text.pk)})
    words = text_of(trial.content)
    assert "Nordlys Data A/S" in words
    assert "Nordhavn Hosting A/S" in words
    assert "Nordlys Journal og Nordlys Plan" in words
    assert text.number in Document(io.BytesIO(trial.content)).sections[0].header.paragraphs[0].text
    lise.post(f"/skabeloner/{template.pk}/i-brug/", today())
    with acting_as(Caller.secretariat()):
        assert in_force("agreement", timezone.localdate()).version == "2027.1"
        row = history(template).get(action="map_fields")
    assert row.data["mapping"] == template.mapping
    assert row.data["unmapped"] == 0
    assert "instruks" in row.data["missing"]
    assert row.reason == REASON


def today(**changes: str) -> dict[str, str]:
    return {"valid_from": f"{timezone.localdate():%d.%m.%Y}", **changes}


def test_a_text_that_was_made_keeps_its_template(lise: Client, world: World) -> None:  # noqa: F811
    text = world.begin()
    put_up(lise, official())
    lise.post(f"/skabeloner/{mapped(lise).pk}/i-brug/", today())
    with acting_as(Caller.secretariat()):
        again = CommonText.objects.get(pk=text.pk)
        assert (again.template_version, again.body_sha256) == (text.template_version, text.body_sha256)
        assert again.template_version != "2027.1"
    newer = world.begin("Nordlys Plan")
    assert newer.template_version == "2027.1"
    assert newer.body_sha256 != text.body_sha256
    shown = page(lise, f"/skabeloner/{stored().pk}/")
    made_with = shown[shown.index("Tekster med denne version") :]
    assert newer.number in made_with
    assert text.number not in made_with
    assert newer.body_sha256[:16] in shown


def test_the_dry_run_lists_unknown_missing_and_unused(lise: Client) -> None:
    put_up(lise, official())
    template = mapped(lise, without="it_system_navn")
    assert template.state == "mapping"
    shown = page(lise, f"/skabeloner/{template.pk}/kobling/")
    for told in ("Ukendte pladsholdere", "«System»", "Mangler", "C.1 Instruksen", "Bruges ikke", "Vederlag"):
        assert told in shown
    assert mapped(lise, without="varsel_antal").state == "mapping", "a field that is no field of ours"
    assert "Mangler" in page(lise, f"/skabeloner/{template.pk}/kobling/")
    assert mapped(lise, reason="").state == "mapping", "what is missing needs a reason"
    assert mapped(lise).state == "draft"


def test_a_target_that_does_not_exist_is_refused(lise: Client) -> None:
    put_up(lise, official())
    template = stored()
    answer = lise.post(f"/skabeloner/{template.pk}/kobling/", {"p1": "''.__class__"})
    assert answer.status_code == 200
    assert stored().mapping == {}


def test_a_template_in_use_is_mapped_no_more(lise: Client) -> None:
    put_up(lise, official())
    template = mapped(lise)
    lise.post(f"/skabeloner/{template.pk}/i-brug/", today())
    sha256, mapping = template.sha256, template.mapping
    chosen = {f"p{number}": "remove" for number in mapping}
    answer = lise.post(f"/skabeloner/{template.pk}/kobling/", {**chosen, "left_out_reason": REASON})
    assert answer.status_code == 409
    assert (stored().sha256, stored().mapping) == (sha256, mapping)


def test_a_file_without_placeholders_is_refused_with_what_is_missing(lise: Client) -> None:
    out = io.BytesIO()
    Document().save(out)
    words = put_up(lise, out.getvalue()).content.decode()
    assert "mangler" in words
    with acting_as(Caller.secretariat()):
        assert not WordTemplate.objects.filter(version="2027.1").exists()


def test_each_structure_has_its_own_versions_and_validity(lise: Client) -> None:
    day = timezone.localdate()
    with acting_as(Caller.secretariat()):
        assert [each.structure for each in structures_in_force(day)] == WordTemplate.Structure.values
    put_up(lise, built("agreement", "eu2021_915"), structure="eu2021_915", version="2026.1")
    assert put_up(lise, built("agreement", "eu2021_915"), structure="").status_code == 200
    put_up(lise, built("agreement", "eu2021_915"), structure="eu2021_915")
    template = stored()
    last = day + timedelta(days=3)
    early = today(valid_until=f"{day - timedelta(days=1):%d.%m.%Y}")
    assert "efter den første" in lise.post(f"/skabeloner/{template.pk}/i-brug/", early).content.decode()
    lise.post(f"/skabeloner/{template.pk}/i-brug/", today(valid_until=f"{last:%d.%m.%Y}"))
    with acting_as(Caller.secretariat()):
        assert in_force("agreement", last, structure="eu2021_915").version == "2027.1"
        assert in_force("agreement", last + timedelta(days=1), structure="eu2021_915").version == "2026.1"
        assert in_force("agreement", last).structure == "dt2020"


def test_only_those_who_keep_the_templates_map_them(
    lise: Client, actor: Callable[[str], Any], client_of: Callable[[str], Client]
) -> None:
    from secretariat.wordtemplates import actions

    put_up(lise, official())
    with acting_as(Caller.secretariat()), pytest.raises(NotPermittedError):
        actions.map_fields(template=stored(), mapping={}, left_out_reason="", by=actor("sara"))
    assert client_of("sara").get(f"/skabeloner/{stored().pk}/kobling/").status_code == 403
