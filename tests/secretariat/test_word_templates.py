"""Word templates are put up, checked with every problem told, tried, used from a day on, and retired."""

import io
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from docx import Document

from documents.checks import scanning
from documents.fields import fields_for
from documents.models import WordTemplate
from documents.shipped import install_shipped_templates
from documents.templates import in_force
from documents.wordtemplates.build import built
from secretariat.wordtemplates import actions
from walls.callers import Caller, acting_as
from workflows.engine import NotPermittedError, OutdatedError
from workflows.log import history

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def shipped(tmp_path: Path, settings: Any) -> None:
    """The templates that come with the product, in a store of their own."""
    settings.FILES_DIR = tmp_path / "files"
    storage = {"BACKEND": "documents.storage.LocalFiles", "OPTIONS": {"location": settings.FILES_DIR}}
    settings.STORAGES = {**settings.STORAGES, "default": storage}
    with acting_as(Caller.secretariat()):
        install_shipped_templates()


@pytest.fixture
def lise(client_of: Callable[[str], Client]) -> Client:
    """The leader, who keeps the templates."""
    return client_of("lise")


def put_up(client: Client, content: bytes, **changes: str) -> HttpResponse:
    facts = {"kind": "notice", "version": "2027.1", "name": "Med nyt brevhoved", **changes}
    name = facts.pop("file_name", "varsel.docx")
    return client.post("/skabeloner/ny/", {**facts, "file": SimpleUploadedFile(name, content)})  # type: ignore[return-value]


def stored(version: str = "2027.1") -> WordTemplate:
    with acting_as(Caller.secretariat()):
        return WordTemplate.objects.get(kind="notice", language="da", version=version)


def used(day_offset: int = 0) -> str:
    with acting_as(Caller.secretariat()):
        return in_force("notice", timezone.localdate() + timedelta(days=day_offset)).version


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200
    return response.content.decode()


def changed(*texts: str, header: str = "") -> bytes:
    """The shipped letter with paragraphs more."""
    document, out = Document(io.BytesIO(built("notice"))), io.BytesIO()
    for text in texts:
        document.add_paragraph(text)
    if header:
        document.sections[0].header.add_paragraph(header)
    document.save(out)
    return out.getvalue()


def test_a_template_goes_from_upload_over_trial_into_use_and_out_of_it(lise: Client) -> None:
    answer = put_up(lise, built("notice"))
    template = stored()
    assert answer["Location"] == f"/skabeloner/{template.pk}/"
    assert used() == "2026.1"

    trial = lise.get(f"/skabeloner/{template.pk}/proeve/")
    words = "\n".join(each.text for each in Document(io.BytesIO(trial.content)).paragraphs)
    assert "Nordlys Data A/S" in words
    assert trial["Content-Disposition"].startswith("attachment")
    assert trial["Cache-Control"] == "private, no-store"
    assert "sandbox" in trial["Content-Security-Policy"]
    assert lise.get(f"/skabeloner/{template.pk}/fil/").content == built("notice")

    tomorrow = timezone.localdate() + timedelta(days=1)
    lise.post(f"/skabeloner/{template.pk}/i-brug/", {"valid_from": f"{tomorrow:%d.%m.%Y}"})
    assert (used(), used(1)) == ("2026.1", "2027.1")
    assert "i brug fra" in page(lise, "/skabeloner/")

    lise.post(f"/skabeloner/{template.pk}/udgaar/")
    assert used(1) == "2026.1"
    with acting_as(Caller.secretariat()):
        log = [(row.action, row.before, row.after) for row in history(template)]
    assert log == [
        ("retire", "in_force", "retired"),
        ("put_in_force", "draft", "in_force"),
        ("add", "", "draft"),
    ]


def test_every_problem_is_told_with_where_it_stands_and_nothing_is_kept(lise: Client) -> None:
    broken = changed("{{ svarfirst }}", "{{ ''.__class__ }}", header="{{ leverandoer.cvrnr }}")
    words = put_up(lise, broken).content.decode()
    assert "ting skal rettes i skabelonen" in words
    for told in ("Sidehoved", "leverandoer.cvrnr", "svarfirst", "__class__", "understregning", "Teksten"):
        assert told in words
    with acting_as(Caller.secretariat()):
        assert not WordTemplate.objects.filter(version="2027.1").exists()
    assert put_up(lise, changed("Venlig hilsen")).status_code == 302


@pytest.mark.parametrize(
    ("content", "changes", "told"),
    [
        (b"%PDF-1.7", {}, "ikke et Word-dokument"),
        (built("notice"), {"file_name": "varsel.docm"}, "ender på .docx"),
        (built("notice"), {"version": "2026.1"}, "allerede en skabelon med den version"),
        (built("notice"), {"kind": "diplom"}, "diplom"),
        (built("hearing"), {}, "Feltet svarfrist mangler"),
    ],
)
def test_what_cannot_be_used_says_why(
    lise: Client, content: bytes, changes: dict[str, str], told: str
) -> None:
    assert told in put_up(lise, content, **changes).content.decode()
    with acting_as(Caller.secretariat()):
        assert WordTemplate.objects.filter(kind="notice", language="da").count() == 1


def test_a_template_is_scanned_where_there_is_a_scanner(lise: Client, settings: Any) -> None:
    settings.CLAMD = "127.0.0.1:1"  # nothing listens there
    assert scanning.NO_ANSWER in put_up(lise, built("notice")).content.decode()
    settings.CLAMD = ""
    assert put_up(lise, built("notice")).status_code == 302


def test_no_past_day_gets_another_template(lise: Client) -> None:
    put_up(lise, built("notice"))
    answer = lise.post(f"/skabeloner/{stored().pk}/i-brug/", {"valid_from": "1.1.2026"})
    assert "Vælg i dag eller en senere dag" in answer.content.decode()
    assert stored().state == "draft"


def test_the_only_template_in_use_stays_until_there_is_another(lise: Client) -> None:
    shipped = stored("2026.1")
    assert "eneste" in page(lise, f"/skabeloner/{shipped.pk}/")
    lise.post(f"/skabeloner/{shipped.pk}/udgaar/")
    assert stored("2026.1").state == "in_force"

    put_up(lise, built("notice"))
    lise.post(f"/skabeloner/{stored().pk}/i-brug/", {"valid_from": f"{timezone.localdate():%d.%m.%Y}"})
    lise.post(f"/skabeloner/{shipped.pk}/udgaar/")
    assert (stored("2026.1").state, used()) == ("retired", "2027.1")


def test_of_two_at_once_one_gets_a_clear_page(lise: Client) -> None:
    put_up(lise, built("notice"))
    today = {"valid_from": f"{timezone.localdate():%d.%m.%Y}"}
    assert lise.post(f"/skabeloner/{stored().pk}/i-brug/", today).status_code == 302
    assert lise.post(f"/skabeloner/{stored().pk}/i-brug/", today).status_code == 409


def test_only_those_who_keep_the_templates_act_on_them(actor: Callable[[str], Any]) -> None:
    with acting_as(Caller.secretariat()):
        template = WordTemplate.objects.get(kind="notice", language="da")
        with pytest.raises(NotPermittedError):
            actions.retire(template=template, by=actor("sara"))
        with pytest.raises(NotPermittedError):
            actions.put_in_force(template=template, valid_from=timezone.localdate(), by=actor("sara"))
        with pytest.raises(OutdatedError):
            actions.put_in_force(template=template, valid_from=timezone.localdate(), by=actor("lise"))


def test_the_fields_of_each_kind_are_explained(lise: Client) -> None:
    for kind in WordTemplate.Kind:
        words = page(lise, f"/skabeloner/felter/{kind.value}/")
        assert all(field.path in words for field in fields_for(kind))
    assert lise.get("/skabeloner/felter/diplom/").status_code == 404
