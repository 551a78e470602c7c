"""The half-yearly confirmation of a municipality's list."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import DatabaseError, transaction
from django.test import Client
from django.utils import timezone

from register.confirming import KEY, next_round, round_on
from register.models import ListConfirmation, Supplier, System, SystemUse
from register.reminding import lists_to_confirm
from tenants.models import Municipality
from walls.callers import Caller, acting_as
from workflows.models import LegalValue, LogEntry, ReminderRule

ClientOf = Callable[[str], Client]
PAGE = "/systemer/bekraeft/"


@pytest.fixture
def opened(members: dict[str, Municipality]) -> date:
    """A round that opened ten days ago; Aalborg uses two systems, Viborg one of them."""
    day = timezone.localdate() - timedelta(days=10)
    with acting_as(Caller.secretariat()):
        value = {"opens": [[day.month, day.day]], "working_days": 20}
        LegalValue.objects.create(key=KEY, valid_from=day - timedelta(days=1), value=value, source="Prøve")
        supplier = Supplier.objects.create(name="Nordlys Data A/S")
        systems = [System.objects.create(name=name, supplier=supplier) for name in ("Omsorg", "Vagtplan")]
    with acting_as(Caller.owner()):
        LegalValue.objects.filter(key=KEY, valid_from__gte=day).delete()
        for host, system in (("aalborg", 0), ("aalborg", 1), ("viborg", 0)):
            SystemUse.objects.create(municipality=members[host], system=systems[system], subjects=100)
    return day


def test_a_round_opens_on_its_days_and_gives_its_working_days(db: None) -> None:
    with acting_as(Caller.secretariat()):
        LegalValue.objects.create(
            key=KEY,
            valid_from=date(2024, 1, 1),
            value={"opens": [[3, 1], [9, 1]], "working_days": 5},
            source="Prøve",
        )
        days = {each: round_on(each) for each in (date(2024, 2, 29), date(2024, 3, 1), date(2025, 1, 1))}
        after = [next_round(date(2024, month, 1)) for month in (3, 10)]
    assert [each and each.opened for each in after] == [date(2024, 9, 1), date(2025, 3, 1)]
    assert days[date(2024, 2, 29)] is None, "nobody is late before the rule began"
    march, winter = days[date(2024, 3, 1)], days[date(2025, 1, 1)]
    assert march
    assert (march.opened, march.due) == (date(2024, 3, 1), date(2024, 3, 8))
    assert winter
    assert winter.opened == date(2024, 9, 1)


def test_a_list_is_confirmed_in_one_click_and_the_secretariat_sees_who_has_not(
    opened: date, client_of: ClientOf
) -> None:
    mette, sara = client_of("mette"), client_of("sara")
    assert "Bekræft listen over jeres systemer" in mette.get("/").content.decode()
    assert "bekræft 2 systemer" in mette.get(PAGE).content.decode()
    client_of("ib").post(PAGE)
    with acting_as(Caller.secretariat()):
        assert not ListConfirmation.objects.exists(), "a reader confirms nothing"
    assert "Listen er bekræftet for dette halvår" in mette.post(PAGE, follow=True).content.decode()
    assert "allerede bekræftet" in mette.post(PAGE, follow=True).content.decode()
    assert "Bekræft listen over jeres systemer" not in mette.get("/").content.decode()
    assert "Bekræft listen over jeres systemer" in client_of("bo").get("/").content.decode()
    overview = sara.get("/register/bekraeftelser/").content.decode()
    assert "Næste runde åbner" in overview
    assert "2 af 3" in overview
    assert overview.index("Viborg") < overview.index("Mette Aalborg"), "who lacks comes first"
    assert "Mette Aalborg" not in sara.get("/register/bekraeftelser/?vis=mangler").content.decode()
    with acting_as(Caller.secretariat()):
        assert LogEntry.objects.filter(action="confirm_list").count() == 1


def test_what_has_changed_since_is_shown(
    opened: date, client_of: ClientOf, members: dict[str, Municipality]
) -> None:
    mette = client_of("mette")
    mette.post(PAGE)
    assert "Intet er ændret" in mette.get(PAGE).content.decode()
    with acting_as(Caller.owner()):
        ListConfirmation.objects.update(round_from=opened - timedelta(days=183))
        SystemUse.objects.filter(municipality=members["aalborg"], system__name="Vagtplan").update(
            is_active=False
        )
        SystemUse.objects.filter(system__name="Omsorg").update(subjects=2500)
        new = System.objects.create(name="Kyst <b>Skole</b>")
        SystemUse.objects.create(municipality=members["aalborg"], system=new)
    page = mette.get(PAGE).content.decode()
    assert "Nye på listen (1)" in page
    assert "Kyst &lt;b&gt;Skole" in page
    assert "<li>Vagtplan</li>" in page
    assert "antal registrerede: 100 → 2.500" in page


def test_reminders_go_to_those_who_have_not_and_stop_when_they_have(
    opened: date, client_of: ClientOf
) -> None:
    client_of("mette").post(PAGE)
    with acting_as(Caller.secretariat()):
        assert ReminderRule.objects.filter(about="register.confirm_list").count() == 3
        waiting = {matter.title: matter for matter in lists_to_confirm()}
    assert set(waiting) == {
        "Listen over Viborg Kommunes systemer",
        "Listen over Københavns Kommunes systemer",
    }
    viborg = waiting["Listen over Viborg Kommunes systemer"]
    assert viborg.to["municipality"] == ("bo@viborg.example",)
    assert viborg.link.endswith(PAGE)


def test_a_municipality_confirms_for_itself_only_and_sees_no_others(
    opened: date, client_of: ClientOf, caller_of: Callable[[str], Caller], members: dict[str, Municipality]
) -> None:
    client_of("mette").post(PAGE)
    facts = {"confirmed_by_id": members["viborg"].id, "confirmed_by_name": "Bo", "systems": 1}
    with acting_as(caller_of("bo")):
        assert not ListConfirmation.objects.exists()
        with pytest.raises(DatabaseError), transaction.atomic():
            ListConfirmation.objects.create(
                municipality_id=members["aalborg"].id, round_from="2020-01-01", **facts
            )
        with pytest.raises(DatabaseError), transaction.atomic():
            ListConfirmation.objects.update(systems=0)
        ListConfirmation.objects.create(
            municipality_id=members["viborg"].id, round_from="2020-01-01", **facts
        )
    with acting_as(caller_of("leo")), pytest.raises(DatabaseError), transaction.atomic():
        ListConfirmation.objects.exists()
