"""Points on the register's rows: what is asked of whom, what is stored, and the model as configuration."""

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from register.models import ScoreResult, Screening, System, SystemAssessment, SystemUse
from register.moves import digest_of
from register.reminding import facts_wanted
from register.results import keep
from register.scoring import KEY, recommended_concepts
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.models import LegalValue, LogEntry, ReminderRule

ClientOf = Callable[[str], Client]


@pytest.fixture
def used(members: dict[str, Municipality]) -> System:
    """A system with CPR in Aalborg (800 persons) and København (671,714), in Viborg nobody knows how many."""
    with acting_as(Caller.secretariat()):
        system = System.objects.create(name="Borgerhjul")
        SystemAssessment.objects.create(
            system=system, screening=Screening.PROCESSOR, special_processing="nej"
        )
    with acting_as(Caller.owner()):
        for host, subjects in (("aalborg", 800), ("koebenhavn", 671_714), ("viborg", None)):
            SystemUse.objects.create(
                municipality=members[host],
                system=system,
                personal_data="ja",
                special_categories="nej",
                cpr="ja",
                subjects=subjects,
                agreement="ja",
            )
    return system


def use_of(host: str, members: dict[str, Municipality]) -> SystemUse:
    with acting_as(Caller.secretariat()):
        return SystemUse.objects.get(municipality=members[host])


def test_each_member_is_computed_and_the_strictest_is_named_to_the_secretariat_only(
    used: System, client_of: ClientOf, members: dict[str, Municipality]
) -> None:
    page = client_of("sara").get(f"/register/systemer/{used.pk}/").content.decode()
    assert "Afgørende er København: 671.714 registrerede giver 3 point" in page
    own = client_of("mette").get(f"/systemer/{use_of('aalborg', members).pk}/").content.decode()
    assert "3 point: mindst koncept 2 anbefales" in own
    assert "København" not in own


def test_a_result_is_stored_once_with_inputs_and_version_and_again_when_something_changes(
    used: System, members: dict[str, Municipality]
) -> None:
    with acting_as(Caller.secretariat()):
        first = keep([used.pk], cause="Planlægning")[used.pk]
        assert (first.lowest, first.highest, first.lowest_concept, first.concept) == (5, 5, 3, 3)
        assert {part["name"]: part["subjects"] for part in first.parts}["Viborg"] is None
        assert first.model["value"]["special_categories"] == 3
        assert keep([used.pk], cause="Igen")[used.pk].pk == first.pk, "nothing has changed"
        model = LegalValue.objects.get(key=KEY)
        LegalValue.objects.create(
            key=KEY,
            value={**model.value, "other_protected": 4, "special_processing": 0},
            valid_from=timezone.localdate(),
            source="Ny vejledning",
        )
        later = keep([used.pk], cause="Ny udgave")[used.pk]
        assert (later.highest, later.concept) == (7, 5)
        first.refresh_from_db()
        assert (first.highest, first.concept) == (5, 3), "what was decided keeps its numbers"
        assert recommended_concepts([used.pk], date(2026, 1, 1))[used.pk].score.concept == 3


def test_a_municipality_is_asked_only_where_the_answer_can_change_the_concept(
    used: System, client_of: ClientOf, members: dict[str, Municipality]
) -> None:
    bo, mette, viborgs = client_of("bo"), client_of("mette"), use_of("viborg", members)
    assert "Oplysninger, der mangler" not in mette.get("/").content.decode(), "Aalborg's number is known"
    asked = bo.get("/systemer/oplysninger/").content.decode()
    assert "Oplysninger, der mangler" in bo.get("/").content.decode()
    assert "Borgerhjul" in asked
    assert "Særlig behandling" not in asked, "what the secretariat has settled is not asked for"
    opened = timezone.localdate() - timedelta(days=10)
    with acting_as(Caller.secretariat()):
        LegalValue.objects.filter(key="register.confirm_list").update(
            valid_from=opened, value={"opens": [[opened.month, opened.day]], "working_days": 20}
        )
        [rule] = {rule.about for rule in ReminderRule.objects.filter(about="register.facts_wanted")}
        [matter] = facts_wanted()
        assert (rule, matter.title) == ("register.facts_wanted", "1 system mangler oplysninger")
        assert matter.to["municipality"] == ("bo@viborg.example",), "only who is asked"
        assert matter.link.endswith("/systemer/oplysninger/")
    field = viborgs.pk.hex
    lacking = bo.post("/systemer/oplysninger/", {f"{field}-count": "ca. 12.000"}).content.decode()
    assert "hvad skønnet bygger på" in lacking
    assert bo.post("/systemer/oplysninger/", {f"{field}-count": "<b>"}).status_code == 200
    told = {f"{field}-count": "ca. 12.000", f"{field}-basis": "Borgere over 65 år"}
    assert bo.post("/systemer/oplysninger/", told).status_code == 302
    assert "I mangler ikke at oplyse noget" in bo.get("/systemer/oplysninger/").content.decode()
    with acting_as(Caller.secretariat()):
        assert not list(facts_wanted())
        part = next(p for p in keep([used.pk], cause="x")[used.pk].parts if p["name"] == "Viborg")
        assert (part["subjects"], part["is_estimate"], part["basis"]) == (12_000, True, "Borgere over 65 år")
        assert LogEntry.objects.get(subject_id=viborgs.pk, action="report_facts").by_name.startswith("Bo")
    page = client_of("sara").get(f"/register/systemer/{used.pk}/").content.decode()
    assert "Skøn" in page
    assert "Borgere over 65 år" in page


def test_what_a_municipality_tells_of_its_own_data_counts_for_it_and_no_file_changes_it(
    used: System, client_of: ClientOf, members: dict[str, Municipality]
) -> None:
    own = use_of("aalborg", members)
    where = f"/systemer/{own.pk}/"
    facts = {"count": "800", "special_categories": "ja", "special_processing": "ja", "cpr": "hacket"}
    assert client_of("mette").post(where, facts).status_code == 200, "no such answer"
    assert client_of("ib").post(where, {**facts, "cpr": "ja"}).status_code == 200, "a reader reports nothing"
    assert use_of("aalborg", members).special_categories == "nej"
    assert client_of("mette").post(where, {**facts, "cpr": "ja"}).status_code == 302
    assert use_of("aalborg", members).told_answers == {"special_categories", "special_processing"}
    with acting_as(Caller.secretariat()):
        result = keep([used.pk], cause="x")[used.pk]
    assert (result.highest, result.driver_name) == (8, "Aalborg"), "1 + 3 + 2 + 2 is more than København's 5"


def test_the_model_is_confirmed_and_renewed_by_an_administrator_only(
    used: System, client_of: ClientOf
) -> None:
    sara, lise = client_of("sara"), client_of("lise")
    with acting_as(Caller.secretariat()):
        row = LegalValue.objects.get(key=KEY)
        assert not keep([used.pk], cause="x")[used.pk].model["confirmed"]
    confirm = f"/register/pointmodel/{row.pk}/bekraeft/"
    assert "Skal bekræftes mod vejledningen" in sara.get("/register/pointmodel/").content.decode()
    assert sara.post(confirm, {"source": "Side 8"}).status_code == 403
    assert lise.post(confirm, {"source": " "}).status_code == 302
    assert "Skal bekræftes" in sara.get("/register/pointmodel/").content.decode(), (
        "without a source it is not"
    )
    assert lise.post(confirm, {"source": "Vejledningen, side 8"}).status_code == 302
    page = sara.get("/register/pointmodel/").content.decode()
    assert "Skal bekræftes" not in page
    assert "Vejledningen, side 8" in page
    tomorrow = timezone.localdate() + timedelta(days=1)
    new: dict[str, Any] = {
        "valid_from": tomorrow.isoformat(),
        "source": "Ny vejledning",
        "limit_low": 1000,
        "limit_high": 10000,
        "special_categories": 2,
        "other_protected": 2,
        "special_processing": 3,
        "band_1": 2,
        "band_2": 4,
        "band_3": 6,
    }
    assert sara.post("/register/pointmodel/ny/", new).status_code == 403
    for wrong in ({"limit_low": 20000}, {"band_2": 1}, {"band_3": 10}, {"valid_from": "2020-01-01"}):
        assert lise.post("/register/pointmodel/ny/", {**new, **wrong}).status_code == 200, wrong
    up = lise.post("/register/pointmodel/ny/", {**new, "other_protected": 4, "special_processing": 1})
    assert "<strong>1</strong> får et højere" in up.content.decode()
    shown = lise.post("/register/pointmodel/ny/", {**new, "band_2": 5}).content.decode()
    assert "<strong>1</strong> et lavere" in shown
    assert "Borgerhjul" in shown
    [seen] = re.findall(r'name="gem" value="(\w+)"', shown)
    assert lise.post("/register/pointmodel/ny/", {**new, "gem": seen}).status_code == 200, "other numbers"
    with acting_as(Caller.secretariat()):
        assert LegalValue.objects.filter(key=KEY).count() == 1, "nothing is stored unseen"
    new["gem"] = digest_of(
        {
            **row.value,
            "special_categories": 2,
            "special_processing": 3,
        }
    )
    assert lise.post("/register/pointmodel/ny/", new).status_code == 302
    assert "dag." in lise.post("/register/pointmodel/ny/", new).content.decode(), "one version a day"
    with acting_as(Caller.secretariat()):
        stored = LegalValue.objects.get(key=KEY, valid_from=tomorrow)
        assert stored.value["bands"] == [[2, 1], [4, 2], [6, 3], [10, 5]]
    assert "0</strong> et lavere" in sara.get(f"/register/pointmodel/{stored.pk}/flytter/").content.decode()
    with acting_as(Caller.secretariat()):
        assert ScoreResult.objects.count() == 1
