"""What may not stand in a text is refused at its field, in Danish; what is lawful but unusual is told."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from agreements.joint import actions as joint
from agreements.joint.content import (
    faults_of,
    missing_parts,
    recommended_for,
    seen_warnings_of,
    warnings_of,
)
from agreements.joint.defaults import complete_values
from agreements.joint.limits import Limits
from agreements.joint.models import CommonText, SubProcessor
from agreements.joint.parts import PART_OF, PARTS, Facts
from agreements.joint.parts.base import Recommended
from register.models import SystemAssessment, SystemUse
from tests.agreements.conftest import World
from walls.callers import Caller, acting_as
from workflows.calendar import past_quiet
from workflows.engine import NotPossibleError, OutdatedError

LIMITS = Limits(72, 24, 60, frozenset({"DK", "DE", "SE"}), adequate=frozenset({"GB"}))
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
    return PART_OF[key].faults({**everything[key], **values}, facts_with(everything))


def facts_with(everything: dict[str, Any]) -> Facts:
    """Return the facts of a text whose system asks for concept 5."""
    wanted = Recommended(5, ("Nordlys Journal",))
    return Facts(LIMITS, everything, frozenset({"leo@nordlys.example"}), recommended=wanted)


@pytest.mark.parametrize("key", [part.key for part in PARTS])
def test_the_usual_text_has_no_fault(key: str) -> None:
    assert faults(key, {}) == []


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("kontakt", {"breach_hours": 73}, "højst være 72 timer"),
        ("kontakt", {"breach_hours": 0}, "mindst 1"),
        ("kontakt", {"breach_hours": 49}, "længere end 48 timer"),
        ("tilsyn", {"statement_kind": ""}, "Feltet skal udfyldes"),
        ("tilsyn", {"statement_kind": "other", "statement": ""}, "Beskriv dokumentationen"),
        ("tilsyn", {"concept": 3}, "mindst koncept 5 for Nordlys Journal"),
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
        ("bilag-b", {"subprocessors": [{**US, "country": "GB"}]}, "gælder kun overførsler til USA"),
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
        ("kontakt", {"breach_hours": 48}, {}),
        ("kontakt", {"breach_hours": 72, "breach_hours_reason": "Leverandøren har ingen døgnvagt."}, {}),
        ("tilsyn", {"concept": 6}, {}),
        ("tilsyn", {"concept": 3, "concept_reason": "Systemet lukkes til sommer."}, {}),
        ("tilsyn", {"statement_kind": "soc2_2", "statement": ""}, {}),
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


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({}, ""),
        ({"name": "Another Inc."}, "ingen overførsel til Another Inc."),
        ({"transfer_basis": "art46_2c"}, "andet overførselsgrundlag"),
    ],
)
def test_c6_lists_each_sub_processor_outside_the_eea_with_the_same_basis(
    changed: dict[str, str], said: str
) -> None:
    moved = {"transfers_allowed": True, "places": [PLACE, TRANSFER]}
    others = {"steder": {**complete_values(mailbox=MAILBOX)["steder"], **moved}}
    b = faults("bilag-b", {"subprocessors": [{**US, **changed}]}, others)
    assert said in " ".join(b) if said else not b
    usual = complete_values(mailbox=MAILBOX)["bilag-b"]
    c6 = faults("steder", moved, {"bilag-b": {**usual, "subprocessors": [{**US, **changed}]}})
    assert bool(c6) == bool(said)


@pytest.mark.parametrize(
    ("key", "values", "said"),
    [
        ("kontakt", {"breach_hours": 24}, ""),
        ("kontakt", {"breach_hours": 25}, "25 timer"),
        ("bilag-b", {"notice_number": 9, "notice_unit": "uger"}, ""),
        ("bilag-b", {"notice_number": 8, "notice_unit": "uger"}, "8 uger"),
        ("bilag-b", {"subprocessors": [US]}, "Data Privacy Framework"),
        ("bilag-b", {"subprocessors": [{**US, "country": "GB", "transfer_basis": "art45"}]}, ""),
        ("bilag-b", {"subprocessors": [{**US, "country": "IN", "transfer_basis": "art45"}]}, "Indien"),
        ("tilsyn", {"concept": 5, "statement_kind": "management"}, "bygger på en anden slags"),
        ("tilsyn", {"concept": 5, "statement_kind": "isae3000_limited_1"}, ""),
        ("tilsyn", {"concept": 4, "concept_reason": "x"}, "lavere end det anbefalede"),
        ("steder", {"only_denmark": True}, "hvor det er bestemt"),
        ("steder", {"only_denmark": True, "localisation_reference": "Bilag 1, nr. 4"}, ""),
        ("steder", {"places": [PLACE, TRANSFER]}, "Cloud Inc."),
    ],
)
def test_what_is_unusual_is_told_at_its_field(key: str, values: dict[str, Any], said: str) -> None:
    usual = complete_values(mailbox=MAILBOX)
    told = PART_OF[key].warnings({**usual[key], **values}, facts_with(usual))
    assert all(fault.name for fault in told)
    words = " ".join(fault.text for fault in told)
    assert said in words if said else not words


def test_the_localisation_rule_is_a_dated_setting() -> None:
    places = {"only_denmark": True, "places": [{**PLACE, "country": "DE"}]}
    everything = complete_values(mailbox=MAILBOX)
    for countries, allowed in (
        (frozenset({"DK"}), False),
        (frozenset({"DK", "DE"}), True),
        (frozenset(), True),
    ):
        facts = Facts(replace(LIMITS, localisation=countries), everything)
        found = PART_OF["steder"].faults({**everything["steder"], **places}, facts)
        assert (found == []) == allowed


def test_whether_others_may_join_is_asked_in_the_eu_structure_only() -> None:
    part = PART_OF["bilag-d"]
    assert "docking" in part.form(facts=Facts(LIMITS, structure="eu2021_915")).fields
    assert "docking" not in part.form(facts=Facts(LIMITS)).fields


def test_the_recommended_concept_comes_from_the_register(world: World) -> None:
    text = world.begin()
    with acting_as(Caller.secretariat()):
        found = recommended_for(text)
        assert found is not None
        assert (found.concept, found.is_certain) == (5, False), "what is not known counts as the strictest"
        use = {"subjects": 50, "special_categories": "nej", "cpr": "nej", "personal_data": "ja"}
        SystemUse.objects.update(**use)
        for system in world.systems:
            SystemAssessment.objects.update_or_create(
                system=system, defaults={"other_protected": "nej", "special_processing": "nej"}
            )
        found = recommended_for(text)
        assert found is not None
        assert (found.concept, found.is_certain) == (1, True)


def test_reasons_stay_with_the_secretariat(world: World) -> None:
    text = world.begin()
    with acting_as(Caller.secretariat()):
        part, copy = PART_OF["tilsyn"], text.working_copy
        values = {**copy.values["tilsyn"], "concept": 3, "concept_reason": "Kun 12 borgere i Aalborg."}
        joint.save_part(
            text=text, part=part, values=values, rows=[], revision=copy.revision, by=world.actor("sara")
        )
        assert "lavere end det anbefalede" in text.working_copy.seen_warnings["tilsyn"][0]["text"]
        assert "Set af Sara Sagsbehandler" in " ".join(seen_warnings_of(text))
    world.to_supplier(text)
    with acting_as(world.caller_of("leo")):
        turn = CommonText.objects.get(pk=text.pk).rounds.get()
        assert turn.values["tilsyn"]["concept"] == 3
        assert "Kun 12 borgere" not in str(turn.values)


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
        due = past_quiet(timezone.localdate() + timedelta(days=10))
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
