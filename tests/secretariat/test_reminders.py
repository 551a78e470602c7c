"""The page of reminders: an administrator sets rules in and out of force, and all see who is written to."""

from collections.abc import Callable

from django.test import Client
from django.utils import timezone

from walls.callers import Caller, acting_as
from workflows.models import LogEntry, ReminderRule

Clients = Callable[[str], Client]
NEW = "/paamindelser/ny/audits.supplier_answers/"


def rules() -> list[tuple[int, str, bool]]:
    with acting_as(Caller.owner()):
        found = ReminderRule.objects.filter(about="audits.supplier_answers")
        return [(each.working_days, each.party, each.active_from is not None) for each in found]


def test_the_page_tells_the_rules_in_words(client_of: Clients) -> None:
    page = client_of("sara").get("/paamindelser/").content.decode()
    assert "Et tilsyn venter på leverandørens svar" in page
    assert "5 arbejdsdage før fristen til leverandørens kontaktperson" in page
    assert "10 arbejdsdage efter fristen til leverandørens ledelse og kontaktperson" in page
    assert "Tilføj en regel" not in page  # a case worker reads, an administrator changes


def test_an_administrator_sets_a_rule_in_force_and_out_again(client_of: Clients) -> None:
    lise = client_of("lise")
    assert (15, "worker", True) not in rules()
    answer = lise.post(NEW, {"days": "15", "side": "after", "party": "worker"})
    assert answer.status_code == 302
    assert (15, "worker", True) in rules()
    with acting_as(Caller.owner()):
        rule = ReminderRule.objects.get(working_days=15)
        assert rule.active_from == timezone.localdate()
    lise.post(f"/paamindelser/{rule.id}/stop/")
    assert (15, "worker", False) in rules()
    with acting_as(Caller.owner()):
        done = LogEntry.objects.filter(subject_id=rule.id).order_by("number")
        assert [each.action for each in done] == ["add", "stop"]


def test_a_rule_that_counts_already_is_refused(client_of: Clients) -> None:
    before = rules()
    page = client_of("lise").post(NEW, {"days": "5", "side": "before", "party": "supplier"}).content.decode()
    assert "Den regel gælder allerede." in page
    assert rules() == before


def test_odd_numbers_and_parties_are_refused_and_kept(client_of: Clients) -> None:
    before = rules()
    page = client_of("lise").post(NEW, {"days": "999", "side": "before", "party": "alle"}).content.decode()
    assert 'value="999"' in page
    assert rules() == before
    assert client_of("lise").get("/paamindelser/ny/nixen/").status_code == 404
