"""What may not stand in a text is refused at its field, in Danish; what is lawful but unusual is told."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agreements.joint import actions as joint
from agreements.joint.content import faults_of, missing_parts, warnings_of
from agreements.joint.defaults import complete_values
from agreements.joint.limits import Limits
from agreements.joint.models import CommonText, SubProcessor
from agreements.joint.parts import PART_OF, PARTS, Facts
from tests.agreements.conftest import World
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError, OutdatedError

LIMITS = Limits(72, 24, 60, frozenset({"DK", "DE", "SE"}))
MAILBOX = "dataaftaler@nordlys.example"
US = {
    "name": "Cloud Inc.",
    "registration_number": "US-1",
    "address": "1 Main Street",
    "country": "US",
    "processing": "Support",
    "transfer_basis": "art45_dpf",
}
TRANSFER = {
    "kind": "transfer",
    "where": "Cloud Inc.",
    "country": "US",
    "what": "Support",
    "basis": "art45_dpf",
    "assessment": "",
}
PLACE = {"kind": "place", "where": "Kajen 4", "country": "DK", "what": "Drift", "basis": "", "assessment": ""}


def faults(key: str, values: dict[str, Any], others: dict[str, Any] | None = None) -> list[str]:
    """Return what is wrong when a part's usual values are changed so."""
    everything = {**complete_values(mailbox=MAILBOX), **(others or {})}
    facts = Facts(LIMITS, everything, frozenset({"leo@nordlys.example"}))
    return PART_OF[key].faults({**everything[key], **values}, facts)


@pytest.mark.parametrize("key", [part.key for part in PARTS])
def test_the_usual_text_has_no_fault(key: str) -> None:
    assert faults(key, {}) == []


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("kontakt", {"breach_hours": 73}, "højst være 72 timer"),
        ("kontakt", {"breach_hours": 0}, "mindst 1"),
        ("kontakt", {"contact_mailbox": "Leo@nordlys.example"}, "tilhører en person"),
        ("kontakt", {"breach_mailbox": ""}, "Feltet skal udfyldes"),
        ("bilag-a", {"ordinary": [], "confidential": [], "special": [], "cpr": False}, "mindst ét hak"),
        ("bilag-a", {"duration": "other"}, "Skriv perioden"),
        ("bilag-b", {"notice_number": 0}, "mindst 1"),
        ("bilag-b", {"objection_within": ""}, "generel godkendelse"),
        ("bilag-b", {"authorisation": "specifik"}, "specifik godkendelse"),
        (
            "bilag-b",
            {"subprocessors": [{**US, "country": "DK", "transfer_basis": "", "address": ""}]},
            "Adresse",
        ),
        ("bilag-b", {"subprocessors": [{**US, "transfer_basis": "eea"}]}, "uden for EU/EØS"),
        ("bilag-b", {"subprocessors": [US]}, "bilag C.6 har ingen overførsel"),
        ("sikkerhed", {"level": "lav"}, "kan ikke være lavt"),
        ("sikkerhed", {"measure_3": ""}, "C.2.3"),
        ("steder", {"places": []}, "mindst ét sted"),
        ("steder", {"only_denmark": True, "places": [{**PLACE, "country": "DE"}]}, "skal ligge i Danmark"),
        ("steder", {"places": [{**PLACE, "country": "US"}]}, "uden for EU/EØS"),
        ("steder", {"transfers_allowed": True}, "Skriv de overførsler"),
        ("steder", {"places": [PLACE, TRANSFER]}, "hakket mangler"),
        (
            "steder",
            {"transfers_allowed": True, "places": [PLACE, {**TRANSFER, "basis": ""}]},
            "overførselsgrundlag",
        ),
        (
            "steder",
            {"transfers_allowed": True, "places": [PLACE, {**TRANSFER, "basis": "art46_2c"}]},
            "vurdering",
        ),
        (
            "steder",
            {"transfers_allowed": True, "places": [PLACE, {**TRANSFER, "country": "SE"}]},
            "er i EU/EØS",
        ),
        (
            "bilag-d",
            {"departures": [{"clause": "7.3", "text": "a"}, {"clause": "7.3", "text": "b"}]},
            "to gange",
        ),
        ("bistand", {"retention": []}, "mindst 1 linje"),
    ],
)
def test_what_may_not_stand_is_refused(key: str, values: dict[str, Any], said: str) -> None:
    assert said in " ".join(faults(key, values))


@pytest.mark.parametrize(
    ("key", "values", "others"),
    [
        ("kontakt", {"breach_hours": 72}, {}),
        ("kontakt", {"dpo_mailbox": ""}, {}),
        ("sikkerhed", {"level": "lav"}, {"bilag-a": {"special": [], "cpr": False}}),
        ("steder", {"transfers_allowed": True, "places": [PLACE, TRANSFER]}, {}),
        ("steder", {"only_denmark": True}, {}),
        ("bilag-b", {"subprocessors": [US]}, {"steder": {"places": [PLACE, TRANSFER]}}),
        ("bilag-b", {"authorisation": "specifik", "objection_within": "", "objection_grounds": ""}, {}),
    ],
)
def test_what_may_stand_is_let_through(key: str, values: dict[str, Any], others: dict[str, Any]) -> None:
    assert faults(key, values, others) == []


def test_raising_data_to_special_categories_asks_for_more_than_low_security() -> None:
    low = {"sikkerhed": {"level": "lav"}}
    assert "lavt" in " ".join(faults("bilag-a", {}, low))
    assert faults("bilag-a", {"special": [], "cpr": False}, low) == []


def test_unusual_terms_are_told_and_do_not_stop_the_text(world: World) -> None:
    text = world.begin()
    with acting_as(Caller.secretariat()):
        assert warnings_of(text) == []
        contacts = {**text.working_copy.values["kontakt"], "breach_hours": 48}
        notice = {**text.working_copy.values["bilag-b"], "notice_number": 30}
        rows = notice.pop("subprocessors")
        revision = text.working_copy.revision
        for values, key in ((contacts, "kontakt"), (notice, "bilag-b")):
            part = PART_OF[key]
            kept = rows if part.rows else []
            joint.save_part(
                text=text, part=part, values=values, rows=kept, revision=revision, by=world.actor("sara")
            )
            revision += 1
        told = " ".join(warnings_of(text))
        assert "48 timer" in told
        assert "30 dage" in told
        assert missing_parts(text) == []


def test_a_text_with_a_part_missing_is_not_sent(world: World) -> None:
    text = world.begin()
    with acting_as(Caller.secretariat()):
        copy = text.working_copy
        copy.values = {key: value for key, value in copy.values.items() if key != "tilsyn"}
        copy.save()
        assert missing_parts(text) == ["Tilsyn"]
        assert faults_of(text)[PART_OF["tilsyn"]] == ["Delen er ikke udfyldt."]
        due = timezone.localdate() + timedelta(days=10)
        with pytest.raises(NotPossibleError, match="Tilsyn"):
            joint.send_to_supplier(text=text, message="", due=due, by=world.actor("sara"))
        assert CommonText.objects.get().state == "draft"


def test_two_case_workers_do_not_write_over_each_other(world: World) -> None:
    text = world.begin()
    with acting_as(Caller.secretariat()):
        part, values = PART_OF["bilag-a"], text.working_copy.values["bilag-a"]
        revision = text.working_copy.revision
        joint.save_part(
            text=text, part=part, values=values, rows=[], revision=revision, by=world.actor("sara")
        )
        with pytest.raises(OutdatedError, match="En anden"):
            joint.save_part(
                text=text, part=part, values=values, rows=[], revision=revision, by=world.actor("lise")
            )


def test_the_text_is_locked_while_the_supplier_has_it(world: World) -> None:
    text = world.to_supplier(world.begin())
    with acting_as(Caller.secretariat()):
        part, values = PART_OF["bilag-a"], text.working_copy.values["bilag-a"]
        with pytest.raises(NotPossibleError, match="hos leverandøren"):
            joint.save_part(text=text, part=part, values=values, rows=[], revision=9, by=world.actor("sara"))


def test_sub_processors_can_be_asked_about_across_texts(world: World) -> None:
    text = world.begin()
    with acting_as(Caller.secretariat()):
        assert SubProcessor.objects.get(common_text=text).name == "Nordhavn Hosting A/S"
