"""The desk's acts: many at once with a preview, the next row by itself, saved filters, notes, what is new."""

from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from accounts.models import SavedFilter
from audits.joint.actions import answering
from audits.joint.models import Audit, AuditNote, CaseVisit, ExtensionRequest
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import Caller, acting_as
from workflows.calendar import deadline_after
from workflows.jobs import run
from workflows.models import Job


@pytest.fixture
def sara(client_of: Callable[[str], Client]) -> Client:
    return client_of("sara")


def text(answer: object) -> str:
    return unescape(answer.content.decode())  # type: ignore[attr-defined]


def have_done(client: Client, act: str, *audits: Audit) -> str:
    """Send the second button, let the worker do it, and return the page of the result."""
    given = {"gerning": act, "sag": [str(each.id) for each in audits], "do": "1"}
    answer = client.post("/tilsyn/samlet/", given)
    with acting_as(Caller.jobs()):
        job = Job.objects.get(kind="audits.together")
    run(job.id)
    return text(client.get(answer["Location"]))


def test_marked_reviews_are_finished_in_one_act_and_those_that_need_a_look_are_left(
    walk: Walk, sara: Client
) -> None:
    clear = walk.submitted(walk.answered(walk.announced(walk.planned(walk.systems[:1]))))
    doubtful = walk.answered(walk.announced(walk.planned(walk.systems[1:])))
    with acting_as(SUPPLIER):
        first = doubtful.questionnaire.answers.all()[0]
        answering.save_answer(by=walk.actor("leo"), answer=first, choice="no", comment="Nej, vi mangler det.")
    walk.submitted(doubtful)
    both = {"gerning": "gennemgaaet", "sag": [str(clear.id), str(doubtful.id)]}
    with CaptureQueriesContext(connection) as one:
        sara.post("/tilsyn/samlet/", {**both, "sag": [str(clear.id)]})
    with CaptureQueriesContext(connection) as two:
        shown = text(sara.post("/tilsyn/samlet/", both))
    assert len(two) <= len(one), "many are looked at with as many queries as one"
    assert "Gennemgået uden bemærkninger: 1 sag" in shown
    assert "1 svar er »nej« eller »delvist«" in shown
    done = have_done(sara, "gennemgaaet", clear, doubtful)
    assert "1 sag er klaret" in done
    assert "»nej«" in done
    with acting_as(SECRETARIAT):
        assert walk.again(clear).state in ("ready", "second_reading")
        assert walk.again(clear).report.versions.get().file is not None
        assert walk.again(doubtful).state == "review"


def test_marked_wishes_are_given_as_wished(walk: Walk, sara: Client) -> None:
    audit = walk.announced()
    with acting_as(SUPPLIER):
        wanted = deadline_after(audit.deadline, 5)  # type: ignore[arg-type]
        answering.ask_extension(
            by=walk.actor("leo"), audit=walk.again(audit), wanted=wanted, reason="Revisor er forsinket."
        )
    assert "Giv udsættelse som ønsket: 1 sag" in text(
        sara.post("/tilsyn/samlet/", {"gerning": "udsaettelse", "sag": [str(audit.id)]})
    )
    with acting_as(SECRETARIAT):
        assert ExtensionRequest.objects.get().state == "requested", "the first button only shows"
    assert "1 sag er klaret" in have_done(sara, "udsaettelse", audit)
    with acting_as(SECRETARIAT):
        assert walk.again(audit).deadline == wanted


def test_what_is_no_act_or_no_mark_does_nothing(walk: Walk, client_of: Callable[[str], Client]) -> None:
    sara, audit = client_of("sara"), walk.submitted()
    assert sara.post("/tilsyn/samlet/", {"gerning": "slet", "sag": [str(audit.id)]}).status_code == 404
    assert (
        sara.post("/tilsyn/samlet/", {"gerning": "gennemgaaet", "sag": ["x' OR 1=1", ""]}).status_code == 302
    )
    have_done(sara, "gennemgaaet", audit)
    with acting_as(Caller.jobs()):
        job = Job.objects.get(kind="audits.together")
    assert sara.get(f"/tilsyn/samlet/{job.id}/").status_code == 200
    assert client_of("lise").get(f"/tilsyn/samlet/{job.id}/").status_code == 404, "only who began it"


def test_the_next_row_opens_when_what_waited_in_this_one_is_done(walk: Walk, sara: Client) -> None:
    first, second = (
        walk.submitted(walk.answered(walk.announced(walk.planned([each])), files=0)) for each in walk.systems
    )
    here, there = sorted((first, second), key=lambda each: each.case_number)
    kind = "Gennemg%C3%A5+svar"
    page = f"/tilsyn/{here.id}/svar/"
    assert f"{page}?koe=venter.0&slags={kind}" in text(sara.get(f"/?slags={kind}"))
    opened = text(sara.get(f"{page}?koe=venter.0&slags={kind}"))
    assert "Tilbage til Min dag" in opened
    answer = sara.post(f"/tilsyn/{here.id}/svar/godtag-resten/")
    assert answer["Location"] == page, "the report is not made, so the case stays open"
    answer = sara.post(f"/tilsyn/{here.id}/rapport/faerdig/")
    assert answer["Location"] == f"/tilsyn/{there.id}/svar/?koe=venter.0&slags={kind}"
    assert "Tilbage til Min dag" in text(sara.get(answer["Location"]))
    assert "Tilbage til Min dag" not in text(sara.get(f"/tilsyn/{here.id}/")), "one is elsewhere now"


def test_who_comes_back_to_a_case_that_has_left_its_list_stays_there(walk: Walk, sara: Client) -> None:
    audit = walk.reviewed()
    page, note = f"/tilsyn/{audit.id}/", {"text": "Ringet til leverandøren."}
    assert sara.get(f"{page}?koe=tilsyn.0&status=review").status_code == 200
    assert sara.post(f"{page}notater/", note)["Location"] == f"{page}notater/", "it is in the list yet"
    assert sara.post(f"{page}rapport/faerdig/")["Location"] == "/tilsyn/?status=review"
    assert sara.post(f"{page}notater/", note)["Location"] == f"{page}notater/"


def test_a_place_that_is_none_changes_nothing(walk: Walk, sara: Client) -> None:
    audit = walk.submitted()
    for given in ("venter.x", "andet.1", "venter.99999999", "tilsyn.0&q=%00", "venter.500"):
        assert sara.get(f"/tilsyn/{audit.id}/?koe={given}").status_code == 200
        assert sara.get("/naeste/").status_code == 302


def test_a_filter_is_saved_by_name_opened_by_link_and_removed_by_its_owner(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    sara, lise = client_of("sara"), client_of("lise")
    given = {"name": "Mine åbne", "page": "audits:list", "query": "status=aaben&mine=on&side=3&q="}
    answer = sara.post("/filtre/gem/", given)
    assert answer["Location"] == "/tilsyn/?status=aaben&mine=on"
    with acting_as(SECRETARIAT):
        kept = SavedFilter.objects.get()
    assert "Mine åbne" in text(sara.get("/tilsyn/"))
    assert "Mine åbne" not in text(lise.get("/tilsyn/")), "another's list stays as it is"
    assert lise.get(f"/filtre/{kept.id}/")["Location"] == "/tilsyn/?status=aaben&mine=on"
    assert lise.post(f"/filtre/{kept.id}/slet/").status_code == 404
    sara.post("/filtre/gem/", {**given, "query": "status=review"})
    assert sara.get(f"/filtre/{kept.id}/")["Location"] == "/tilsyn/?status=review"
    assert sara.post(f"/filtre/{kept.id}/slet/").status_code == 302
    assert sara.post("/filtre/gem/", {**given, "page": "//ond.example"})["Location"] == "/"
    with acting_as(SECRETARIAT):
        assert not SavedFilter.objects.exists()


def test_a_telephone_note_says_with_whom_and_about_what(walk: Walk, sara: Client) -> None:
    audit = walk.announced()
    note = {"spoke_with": "Leo", "about": "Frist", "text": "Kommer i uge 12.", "from_list": "1"}
    answer = sara.post(f"/tilsyn/{audit.id}/notater/", note, HTTP_REFERER="http://ond.example/")
    assert answer["Location"] == "/", "back to the list, and to no other site"
    with acting_as(SECRETARIAT):
        assert AuditNote.objects.get().spoke_with == "Leo"
    assert "Samtale med Leo: Frist" in text(sara.get(f"/tilsyn/{audit.id}/notater/"))
    assert "noterede en samtale med Leo om Frist" in text(sara.get(f"/tilsyn/{audit.id}/historik/"))


def test_what_others_did_since_ones_last_visit_is_told(walk: Walk, sara: Client) -> None:
    audit = walk.announced()
    assert "siden du var her sidst" not in text(sara.get(f"/tilsyn/{audit.id}/"))
    with acting_as(SECRETARIAT):
        visit = CaseVisit.objects.get()
        CaseVisit.objects.update(here_at=audit.announced_at)  # the visit was then
    walk.submitted(walk.answered(audit))
    assert "Nyt</span>" in text(sara.get("/tilsyn/"))
    shown = text(sara.get(f"/tilsyn/{audit.id}/"))
    assert visit.before is None
    assert "siden du var her sidst" not in shown, "half an hour is one visit"


def test_the_list_is_filtered_counted_and_marked_as_a_whole(walk: Walk, sara: Client) -> None:
    audit = walk.announced()
    other = walk.planned([walk.other_suppliers_system])
    page = text(sara.get("/tilsyn/?q=nordlis&hos=&frist=snart"))
    assert other.case_number not in page
    assert audit.case_number in text(sara.get("/tilsyn/?q=nordlis"))
    assert sara.get("/tilsyn/?side=x&orden=x&frist=x&hos=x&status=x").status_code == 200
    shown = text(sara.post("/tilsyn/samlet/", {"gerning": "gennemgaaet", "alle": "1", "status": "planned"}))
    assert other.case_number in shown
    assert audit.case_number not in shown
