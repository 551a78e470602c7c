"""The calendar's page: an administrator closes days and keeps weeks quiet; deadlines and reminders follow."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from walls.callers import Caller, acting_as
from workflows.calendar import deadline_after, forget_closed_days, is_quiet, is_working_day
from workflows.models import ClosedDay, LogEntry

Clients = Callable[[str], Client]


def working_day_ahead() -> date:
    """Return a day well ahead on which a deadline could fall."""
    with acting_as(Caller.secretariat()):
        return deadline_after(timezone.localdate(), 40)


def test_the_page_tells_holidays_closed_days_and_quiet_weeks(client_of: Clients) -> None:
    page = client_of("sara").get("/kalender/?aar=2026").content.decode()
    for words in ("Kristi himmelfartsdag", "14. maj 2026", "juleaftensdag", "Uge 28, 29, 30", "lukkedage"):
        assert words in page
    assert "Tilføj en lukkedag" not in page  # a case worker reads, an administrator changes
    assert client_of("sara").get("/kalender/?aar=1066").status_code == 404
    assert client_of("sara").get("/kalender/?aar=٢٠٢٦").status_code == 404


def test_an_administrator_closes_a_day_and_opens_it_again(client_of: Clients) -> None:
    lise, day = client_of("lise"), working_day_ahead()
    given = {"day": day.isoformat(), "name": "kollektiv fridag", "source": "Bestyrelsen"}
    assert lise.post("/kalender/lukkedag/", given).status_code == 302
    with acting_as(Caller.secretariat()):
        forget_closed_days()
        assert not is_working_day(day)
        row = ClosedDay.objects.get(day=day)
        assert (row.source, row.entered_by_name.startswith("Lise")) == ("Bestyrelsen", True)
    assert "allerede en lukkedag" in lise.post("/kalender/lukkedag/", given).content.decode()
    lise.post(f"/kalender/lukkedag/{row.id}/ophaev/")
    with acting_as(Caller.secretariat()):
        forget_closed_days()
        assert is_working_day(day)
        done = LogEntry.objects.filter(subject_id=row.id).order_by("number")
        assert [each.action for each in done] == ["add", "end"]


def test_weeks_are_kept_quiet_from_a_day_on(client_of: Clients) -> None:
    lise, day = client_of("lise"), working_day_ahead()
    since = timezone.localdate() + timedelta(days=2)
    given = {"weeks": f"28-30, {day.isocalendar().week}", "valid_from": since.isoformat(), "source": "Møde"}
    assert lise.post("/kalender/stille-uger/", given).status_code == 302
    with acting_as(Caller.secretariat()):
        forget_closed_days()
        assert is_quiet(day)


@pytest.mark.parametrize("weeks", ["", "54", "0", "30-28", "uge 7", "1,,2", "28-", "٢"])
def test_odd_weeks_are_refused_and_kept(client_of: Clients, weeks: str) -> None:
    given = {"weeks": weeks, "valid_from": timezone.localdate().isoformat(), "source": "Møde"}
    assert client_of("lise").post("/kalender/stille-uger/", given).status_code == 200


def test_what_has_passed_is_not_closed_afterwards(client_of: Clients) -> None:
    given = {"day": timezone.localdate().isoformat(), "name": "x", "source": "y"}
    assert "efter i dag" in client_of("lise").post("/kalender/lukkedag/", given).content.decode()
