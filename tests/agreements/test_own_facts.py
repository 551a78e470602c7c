"""A municipality's own facts: only within what the common text allows, in preview and in the document."""

import io
import re
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from agreements.joint import actions as joint
from agreements.joint.facts import Leeway, faults, in_words
from agreements.joint.gathering import agreed_round
from agreements.joint.models import AppendixFacts, CommonText, FactsChange, IssuedAgreement
from agreements.joint.parts import PART_OF
from agreements.joint.previewing import Preview
from agreements.municipal import actions as own
from agreements.municipal.actions import Signatory
from agreements.municipal.models import Agreement
from documents.municipal.models import MunicipalFile
from documents.storage import read_bytes
from register.models import SystemUse
from tests.agreements.conftest import VOUCHED, World
from tests.agreements.test_pages import fetch, page, send
from tests.agreements.test_walls import refused
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError
from workflows.jobs import run
from workflows.models import Job

EVERYTHING = ["subjects", "data_types", "number_band", "retention", "contacts", "journal_number"]
WHAT = "Logoplysninger"


def words_of(sha256: str) -> list[str]:
    """Return all words of a stored Word file, those of its header too."""
    with zipfile.ZipFile(io.BytesIO(read_bytes(sha256))) as word:
        parts = [word.read(name).decode() for name in word.namelist() if name.endswith(".xml")]
    return [re.sub("<[^>]+>", "", part) for part in parts]


def open_text(world: World, may_vary: list[str] | None = None, most: int | None = 24) -> CommonText:
    """Return a released text that lets the municipalities fill in the given fields."""
    text = world.begin()
    chosen = EVERYTHING if may_vary is None else may_vary
    with acting_as(Caller.secretariat()):
        joint.save_part(
            text=text,
            part=PART_OF["kommunen"],
            values={"may_vary": chosen, "retention_most": most if "retention" in chosen else None},
            rows=[],
            revision=text.working_copy.revision,
            by=world.actor("sara"),
        )
    world.to_supplier(text)
    with acting_as(world.caller_of("leo")):
        joint.accept(text=CommonText.objects.get(pk=text.pk), note="", by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        return joint.release(text=CommonText.objects.get(pk=text.pk), by=world.actor("lise"))


def write(world: World, text: CommonText, facts: dict[str, Any], who: str = "aalborg") -> None:
    """Write a member's facts as the secretariat does before sending."""
    with acting_as(Caller.secretariat()):
        joint.write_facts(text=text, municipality=world.members[who], facts=facts, by=world.actor("sara"))


def run_jobs(kind: str) -> None:
    """Do what the worker does with the jobs of a kind."""
    with acting_as(Caller.secretariat()):
        for job_id in Job.objects.filter(kind=kind, state="queued").values_list("id", flat=True):
            run(job_id)


OWN = {
    "subjects": ["borgere"],
    "cpr": False,
    "special": [],
    "retention": {WHAT: {"number": 6, "unit": "måneder"}},
    "contact_mailbox": "gdpr@aalborg.example",
    "journal_number": "27.00.00-K54-3-26",
    "number_band": "1.001–10.000",
}


def test_the_document_has_the_municipality_s_own_facts_and_the_other_s_has_not(world: World) -> None:
    text = open_text(world)
    write(world, text, OWN)
    world.send(text, "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        files = {
            each.municipality_name: "\n".join(words_of(each.word.sha256))
            for each in IssuedAgreement.objects.all()
        }
    ours, theirs = files["Aalborg Kommune"], files["Viborg Kommune"]
    for words in ("6 måneder", "gdpr@aalborg.example", "27.00.00-K54-3-26", "1.001–10.000"):
        assert words in ours
        assert words not in theirs
    assert "helbredsoplysninger" in theirs.lower()
    assert "helbredsoplysninger" not in ours.lower()


def test_one_of_a_unit_is_said_in_the_singular() -> None:
    kept = {"Sager": {"number": 1, "unit": "måneder"}, "Log": {"number": 2, "unit": "måneder"}}
    assert in_words({"retention": kept}) == [("Opbevaringsperioder", "Sager: 1 måned; Log: 2 måneder")]


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"confidential": ["sociale forhold", "genetiske data"]}, "genetiske data"),
        ({"subjects": ["borgere", "patienter"]}, "patienter"),
        ({"subjects": []}, "mindst én"),
        ({"criminal": True}, "omfatter ikke"),
        ({"retention": {"Noget andet": {"number": 1, "unit": "år"}}}, "Noget andet"),
        ({"retention": {WHAT: {"number": 25, "unit": "måneder"}}}, "24 måneder"),
        ({"retention": {WHAT: {"number": True, "unit": "år"}}}, "tal og en enhed"),
        ({"number_band": "42"}, "intervallerne"),
        ({"contact_mailbox": "ikke en adresse"}, "e-mailadresse"),
        ({"journal_number": "1\n2"}, "én linje"),
        ({"breach_hours": 900}, "findes ikke"),
        ({"subjects": "borgere"}, "blandt"),
        ({"ordinary": [], "confidential": [], "special": [], "cpr": False}, "Mindst én type"),
    ],
)
def test_what_goes_outside_the_text_is_refused(world: World, facts: dict[str, Any], words: str) -> None:
    text = open_text(world)
    with pytest.raises(NotPossibleError, match=words):
        write(world, text, facts)
    write(world, text, OWN)
    with acting_as(Caller.secretariat()):
        assert AppendixFacts.objects.get().values == OWN


def test_a_field_the_text_does_not_open_is_refused_and_the_open_one_is_not(world: World) -> None:
    text = open_text(world, ["journal_number"])
    with pytest.raises(NotPossibleError, match="lader ikke"):
        write(world, text, {"subjects": ["borgere"]})
    write(world, text, {"journal_number": "12.34"})


def test_a_text_from_before_leaves_contacts_and_journal_number_open() -> None:
    leeway = Leeway.of({"bilag-a": {"subjects": ["borgere"], "ordinary": ["navn"]}})
    assert not faults({"journal_number": "7", "contact_mailbox": "a@b.example"}, leeway)
    assert faults({"number_band": "1–100"}, leeway)


def test_facts_follow_from_the_use_of_the_system(world: World) -> None:
    text = open_text(world)
    with acting_as(Caller.secretariat()):
        uses = SystemUse.objects.filter(municipality=world.members["viborg"])
        uses.update(cpr="nej", special_categories="nej", subjects=900)
        own = Preview(text, world.members["viborg"]).facts
        other = Preview(text, world.members["aalborg"]).facts
    assert own == {"cpr": False, "special": [], "number_band": "101–1.000"}
    assert other == {}


def test_the_secretariat_writes_facts_and_sees_them_before_anything_is_stored(
    world: World, client_of: Callable[[str], Client]
) -> None:
    text = open_text(world)
    sara, path = client_of("sara"), f"/aftaler/{text.id}/kommuner/{world.members['aalborg'].id}/"
    assert "Kategorier af registrerede (A.4)" in page(sara, path)
    given = {"subjects": ["borgere"], "ordinary": ["navn"], "confidential": [], "special": []}
    refused = sara.post(path, {**given, "subjects": ["patienter"]})
    assert refused.status_code == 200
    kept = {"retention_1_number": "6", "retention_1_unit": "måneder"}
    send(sara, path, {**given, **kept, "journal_number": "27.00"})
    chosen = {"municipality": [str(world.members[each].id) for each in ("aalborg", "viborg")]}
    act = f"/aftaler/{text.id}/send-til-kommuner/"
    first = sara.post(act, {**chosen, "act": "preview"}).content.decode()
    assert "1 af 2" in first
    assert "Til Viborg Kommune" in first
    assert "27.00" not in first
    following = {**chosen, "show": str(world.members["aalborg"].id)}
    second = sara.post(act, following).content.decode()
    assert "2 af 2" in second
    assert "Til Aalborg Kommune" in second
    assert "27.00" in second
    assert fetch(sara, f"{path}word/")[:2] == b"PK"
    assert sara.get(f"{path}andet/").status_code == 404
    with acting_as(Caller.secretariat()):
        assert not text.sendings.exists()
        assert not IssuedAgreement.objects.exists()


def changed(world: World, facts: dict[str, Any]) -> Agreement:
    """Let Mette change her municipality's facts."""
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        joint.change_facts(agreement=agreement, facts=facts, by=world.actor("mette"))
    return agreement


def test_before_signing_a_municipality_gets_a_new_document_and_keeps_the_old(
    world: World, client_of: Callable[[str], Client]
) -> None:
    text = open_text(world)
    world.send(text, "aalborg", "viborg")
    with acting_as(world.caller_of("mette")):
        before = Agreement.objects.get().word_id
    agreement = changed(world, {"journal_number": "55.66"})
    with acting_as(world.caller_of("mette")), pytest.raises(NotPossibleError, match="ved at blive lavet"):
        joint.change_facts(agreement=agreement, facts={}, by=world.actor("mette"))
    run_jobs("agreements.change_facts")
    with acting_as(world.caller_of("mette")):
        fresh = Agreement.objects.select_related("word").get()
        assert fresh.word_id != before
        assert MunicipalFile.objects.filter(pk=before).exists()
        assert "55.66" in "\n".join(words_of(fresh.word.sha256))
    mette, bo = client_of("mette"), client_of("bo")
    path = f"/aftaler/{agreement.id}/oplysninger/"
    assert "55.66" in page(mette, path)
    assert fetch(mette, f"{path}tidligere/{before}/")[:2] == b"PK"
    assert bo.get(path).status_code == 404
    assert bo.get(f"{path}tidligere/{before}/").status_code == 404
    with acting_as(Caller.secretariat()):
        issued = IssuedAgreement.objects.get(pk=agreement.id)
        assert "55.66" in "\n".join(words_of(issued.word.sha256))
        assert FactsChange.objects.get().former_word_id is not None


def test_a_reader_sees_the_facts_and_cannot_change_them(
    world: World, client_of: Callable[[str], Client]
) -> None:
    world.send(open_text(world), "aalborg")
    with acting_as(world.caller_of("mette")):
        path = f"/aftaler/{Agreement.objects.get().id}/oplysninger/"
    given = {"subjects": ["borgere"], "ordinary": ["navn"], "journal_number": "9"}
    client_of("ib").post(path, given)
    with acting_as(Caller.secretariat()):
        assert not FactsChange.objects.exists()
    assert client_of("mette").post(path, given).status_code == 302
    with acting_as(Caller.secretariat()):
        assert FactsChange.objects.get().values["journal_number"] == "9"


def test_once_signed_nothing_changes(world: World, upload: Callable[..., Any]) -> None:
    world.send(open_text(world), "aalborg")
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        own.want(
            agreement=agreement, signatory=Signatory("Bente", "b@a.example"), url="", by=world.actor("mette")
        )
    changed(world, {"journal_number": "1"})
    run_jobs("agreements.change_facts")
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        own.sign(
            agreement=agreement,
            received=upload(),
            signed_on=agreement.received_at.date(),
            signed_by="Bente",
            by=world.actor("bente"),
            approval=VOUCHED,
        )
        with pytest.raises(NotPossibleError, match="underskrevet"):
            joint.change_facts(agreement=agreement, facts={}, by=world.actor("mette"))


def test_a_municipality_cannot_change_another_s_facts(world: World) -> None:
    world.send(open_text(world), "aalborg", "viborg")
    with acting_as(world.caller_of("bo")):
        theirs = Agreement.objects.get()
    with acting_as(world.caller_of("mette")):
        assert joint.own_facts(theirs.id) is None
        assert refused(AppendixFacts.objects.count)
    changed(world, {"journal_number": "1"})


def test_a_change_that_the_text_does_not_allow_is_refused_by_the_worker_too(world: World) -> None:
    """The check stands on both sides: a municipality that got past its own is told why not."""
    world.send(open_text(world), "aalborg")
    changed(world, {"journal_number": "1"})
    with acting_as(Caller.secretariat()):
        change = FactsChange.objects.get()
        assert agreed_round(change.agreement.common_text)
    with acting_as(Caller.owner()):
        FactsChange.objects.update(values={"special": ["genetiske data"]})
    run_jobs("agreements.change_facts")
    with acting_as(Caller.secretariat()):
        change = FactsChange.objects.get()
        assert change.state == "refused"
        assert "genetiske data" in change.reason
