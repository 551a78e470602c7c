"""Min dag: three numbers that are links, and lists with deadlines and the next action."""

import re
from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from audits.joint.actions import answering, findings
from audits.joint.desk import quarter_end
from audits.joint.models import Audit, Finding, Questionnaire
from secretariat.pagekit.dates import in_words
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.calendar import add_working_days, deadline_after, working_days_between

LATE, NEWS = "/?vis=overskredet", "/?vis=kommet-ind"


@pytest.fixture
def sara(client_of: Callable[[str], Client]) -> Client:
    return client_of("sara")


def shown(client: Client, path: str = "/") -> str:
    return unescape(client.get(path).content.decode())


def numbers(client: Client) -> list[int]:
    return [int(each) for each in re.findall(r'counter-value">(\d+)<', shown(client))]


def test_a_planned_case_waits_with_the_end_of_its_quarter_and_an_answered_one_with_its_deadline(
    walk: Walk, sara: Client
) -> None:
    audit = walk.planned()
    today = timezone.localdate()
    year, quarter = today.year, (today.month - 1) // 3 + 1
    with acting_as(SECRETARIAT):
        Audit.objects.update(year=year, quarter=quarter)
    page = shown(sara)
    assert "Send varsel" in page
    assert in_words(quarter_end(year, quarter)) in page
    walk.submitted(walk.answered(walk.announced(audit)))
    page = shown(sara)
    assert "Gennemgå svar" in page
    with acting_as(SECRETARIAT):
        deadline = Audit.objects.get().deadline
    assert deadline
    assert in_words(deadline) in page
    assert f"om {working_days_between(today, deadline)} arbejdsdage" in page


def test_a_case_whose_quarter_passed_last_year_still_waits(walk: Walk, sara: Client) -> None:
    walk.planned()
    today = timezone.localdate()
    with acting_as(SECRETARIAT):
        Audit.objects.update(year=today.year - 1, quarter=4)
    assert "Send varsel" in shown(sara)
    with acting_as(SECRETARIAT):
        Audit.objects.update(year=today.year + 1, quarter=1)
    assert "Send varsel" not in shown(sara)


def test_each_number_is_the_link_to_its_list(walk: Walk, sara: Client) -> None:
    audit = walk.announced()
    assert numbers(sara) == [0, 0, 0]
    walk.make_late(audit)
    assert numbers(sara) == [0, 1, 0]
    assert audit.case_number in shown(sara, LATE)
    assert audit.case_number not in shown(sara), "what a supplier owes waits at the supplier"
    walk.submitted(walk.answered(audit))
    assert numbers(sara) == [1, 0, 1]
    assert "Svar indsendt af Leo" in shown(sara, NEWS)
    assert "Ingen er over fristen" in shown(sara, LATE)


def test_news_are_those_since_the_last_working_day_and_only_on_ones_own_cases(
    walk: Walk, sara: Client, client_of: Callable[[str], Client]
) -> None:
    audit = walk.announced()
    with acting_as(SUPPLIER):
        answering.ask_extension(
            by=walk.actor("leo"),
            audit=walk.again(audit),
            wanted=deadline_after(timezone.localdate(), 45),
            reason="Ferie",
        )
    assert "Anmodning om udsættelse" in shown(sara, NEWS)
    assert "Anmodning om udsættelse" not in shown(client_of("lise"), NEWS)
    assert "beder om udsættelse til" in shown(sara)


def test_what_came_before_the_last_working_day_is_no_news(walk: Walk, sara: Client) -> None:
    audit = walk.submitted()
    assert numbers(sara)[2] == 1
    last = add_working_days(timezone.localdate(), -1)
    morning = timezone.make_aware(datetime.combine(last, time.min))
    for moment, number in ((morning, 1), (morning - timedelta(minutes=1), 0)):
        with acting_as(SECRETARIAT):
            Questionnaire.objects.filter(audit=audit).update(submitted_at=moment)
        assert numbers(sara)[2] == number


def test_what_a_finding_brings_in_stands_among_the_news(walk: Walk, sara: Client) -> None:
    finding = walk.with_finding_sent()
    with acting_as(SUPPLIER):
        mine = Finding.objects.get(pk=finding.pk)
        done_by = timezone.localdate() + timedelta(days=30)
        findings.hand_in_plan(by=walk.actor("leo"), finding=mine, plan="Vi retter op", done_by=done_by)
    assert "Handlingsplan for forhold 1" in shown(sara, NEWS)
    assert "Høringssvar uden bemærkninger" in shown(sara, NEWS)


def test_a_quarter_ends_on_its_last_day() -> None:
    ends = [quarter_end(2026, each) for each in (1, 2, 3, 4)]
    assert ends == [date(2026, 3, 31), date(2026, 6, 30), date(2026, 9, 30), date(2026, 12, 31)]
