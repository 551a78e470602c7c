"""The time for objecting is a number and a unit; what was agreed in words before stands as it was written."""

from collections.abc import Callable
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client

from agreements.joint.context import common_context
from agreements.joint.models import CommonText
from agreements.joint.parts import PART_OF
from agreements.municipal.notices.periods import Terms
from tests.agreements.conftest import World
from tests.agreements.test_parts import LIMITS, MAILBOX, complete_values, facts_with, faults
from walls.callers import Caller, acting_as

A_TEXT = "Oplysninger slettes automatisk. Sikkerhedskopier overskrives senest 90 dage efter."
B = PART_OF["bilag-b"]


def typed(number: str, unit: str) -> Any:
    """The form as it is posted with this time for objecting."""
    values = dict(complete_values(mailbox=MAILBOX)["bilag-b"])
    values |= {"objection_within_0": number, "objection_within_1": unit}
    del values["objection_within"]
    return B.form(values, facts=facts_with({}))


@pytest.mark.parametrize(
    ("number", "unit", "words", "days"),
    [
        ("30", "dage", "30 dage efter varslet", (30, "dage")),
        ("1", "uger", "1 uge efter varslet", (1, "uger")),
        ("2", "måneder", "2 måneder efter varslet", (2, "måneder")),
        ("10", "arbejdsdage", "10 arbejdsdage efter varslet", (10, "arbejdsdage")),
    ],
)
def test_what_is_typed_is_the_contract_s_words_and_the_clock_s_days(
    number: str, unit: str, words: str, days: tuple[int, str]
) -> None:
    form = typed(number, unit)
    assert form.is_valid(), form.errors
    assert form.cleaned_data["objection_within"] == words
    period = Terms.of({"authorisation": "generel", "objection_within": words}).objection
    assert period is not None
    assert (period.number, period.unit) == days


@pytest.mark.parametrize(
    ("number", "unit", "said"),
    [
        ("0", "dage", "mindst 1"),
        ("-3", "dage", "mindst 1"),
        ("snart", "dage", "helt tal"),
        ("30", "år", "år"),
        ("1000", "dage", "999"),
    ],
)
def test_no_days_and_no_number_are_refused(number: str, unit: str, said: str) -> None:
    form = typed(number, unit)
    assert not form.is_valid()
    assert said in str(form.errors["objection_within"])


def test_general_authorisation_wants_a_time_and_stored_words_stand() -> None:
    assert any("fristen" in each for each in faults("bilag-b", {"objection_within": ""}))
    assert faults("bilag-b", {"objection_within": "senest 14 dage efter modtagelsen"}) == []
    [unreadable] = faults("bilag-b", {"objection_within": "inden rimelig tid"})
    assert "»inden rimelig tid«" in unreadable


def test_a_time_that_is_longer_than_the_notice_is_told() -> None:
    values = complete_values(mailbox=MAILBOX)["bilag-b"]
    facts = facts_with({})
    assert not B.warnings({**values, "notice_number": 60, "objection_within": "8 uger efter varslet"}, facts)
    [told] = B.warnings({**values, "notice_number": 60, "objection_within": "3 måneder"}, facts)
    assert (told.name, "længere end varslet" in told.text) == ("objection_within", True)
    assert LIMITS.notice_days_least == 60


def test_the_page_shows_the_stored_words_as_number_and_unit_and_stores_what_is_typed(
    world: World, client_of: Callable[[str], Client]
) -> None:
    text = world.begin()
    path = f"/aftaler/{text.id}/tekst/bilag-b/"
    page = client_of("sara").get(path)
    form = page.context["form"]
    assert form["objection_within"].subwidgets[0].data["subwidgets"][0]["value"] == "30"
    revision = page.context["revision"]
    posted = QueryDict(mutable=True)
    values = {**form.initial, "objection_within_0": "6", "objection_within_1": "uger", "revision": revision}
    posted.update({key: value for key, value in values.items() if isinstance(value, str | int)})
    prefix = page.context["rows"].prefix
    posted.update({f"{prefix}-TOTAL_FORMS": "0", f"{prefix}-INITIAL_FORMS": "0"})
    assert client_of("sara").post(path, posted).status_code == 302
    with acting_as(Caller.secretariat()):
        stored = CommonText.objects.get(pk=text.pk).working_copy.values["bilag-b"]
    assert stored["objection_within"] == "6 uger efter varslet"


@pytest.mark.parametrize(
    ("part", "name", "words"),
    [
        ("tilsyn", "delivered", "senest 2 måneder efter erklæringsperiodens udløb"),
        ("bistand", "copies_within", "2 måneder efter sletningen"),
        ("bistand", "erased_within", "2 måneder efter ydelsens ophør"),
    ],
)
def test_deadlines_of_delivery_and_erasure_are_typed(part: str, name: str, words: str) -> None:
    def form(number: str) -> Any:
        values = complete_values(mailbox=MAILBOX)[part] | {f"{name}_0": number, f"{name}_1": "måneder"}
        del values[name]
        return PART_OF[part].form(values, facts=facts_with({}))

    filled, wrong = form("2"), form("0")
    assert filled.is_valid(), filled.errors
    assert filled.cleaned_data[name] == words
    assert "mindst 1" in str(wrong.errors[name])


def test_the_delivery_needs_a_deadline_and_what_was_written_in_letters_stands() -> None:
    assert faults("tilsyn", {"delivered": "senest tre måneder efter periodens udløb"}) == []
    [missing] = faults("tilsyn", {"delivered": ""})
    assert "Feltet skal udfyldes" in missing
    [unreadable] = faults("tilsyn", {"delivered": "hurtigst muligt"})
    assert "»hurtigst muligt«" in unreadable


def test_the_contract_says_the_deadlines_and_an_older_text_is_rendered_as_it_was_written(
    world: World,
) -> None:
    text = world.begin()
    values = complete_values(mailbox=MAILBOX)
    with acting_as(Caller.secretariat()):
        assert common_context(text, values)["sletterutine"].endswith(
            "Sikkerhedskopier overskrives senest 90 dage efter sletningen. "
            "Oplysningerne slettes senest 30 dage efter ydelsens ophør."
        )
        values["kontakt"]["at_the_end"] = "returner"
        assert "leveres tilbage, og kopier slettes, senest" in common_context(text, values)["sletterutine"]
        older = {"erasure": A_TEXT, "copies_within": None, "erased_within": None}
        values["bistand"] = {
            key: value for key, value in {**values["bistand"], **older}.items() if value is not None
        }
        values["tilsyn"]["delivered"] = "senest tre måneder efter periodens udløb"
        found = common_context(text, values)
    assert found["sletterutine"] == A_TEXT
    assert found["erklaering_frist"] == "senest tre måneder efter periodens udløb"
