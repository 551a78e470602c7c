"""What a reader of the report may rely on: it tells what was done, and what was read is what is sent."""

from collections.abc import Callable
from html import unescape

import pytest
from django.db import connection
from django.test import Client

from audits.joint.actions import (
    announcing,
    answering,
    findings,
    hearings,
    planning,
    reporting,
    reviewing,
    sharing,
)
from audits.joint.letters.scope import scope
from audits.joint.letters.subprocessors import subprocessors
from audits.joint.models import Answer, Audit, Evidence, Finding, ReportVersion, SystemAssessment
from audits.joint.questions.shipped import lineage_of
from tests.audits.test_documents import words_of
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import Caller, acting_as
from workflows.engine import MoveError, OutdatedError

GIVEN_UP, DONE = "Tilsynet kunne ikke gennemføres", "gennemført skriftligt"


def written(audit: Audit) -> str:
    """Return the words of the newest version. Act as the secretariat."""
    version = ReportVersion.objects.filter(audit=audit).latest("number")
    assert version.file
    return words_of(version.file)


def given_up(walk: Walk, audit: Audit) -> Audit:
    """Give up after the deadline."""
    audit = walk.make_late(audit)
    with acting_as(SECRETARIAT):
        return reporting.give_up(by=walk.actor("sara"), audit=audit, reason="Tre rykkere")


def test_a_report_of_what_was_not_carried_out_says_so_also_when_it_is_written_again(walk: Walk) -> None:
    audit = given_up(walk, walk.announced())
    with acting_as(SECRETARIAT):
        audit = reporting.finish(by=walk.actor("sara"), audit=audit)
        assert DONE not in written(audit)
        assert "har ikke afleveret dokumentation" in written(audit)
        audit = reporting.fail_reading(by=walk.actor("lise"), audit=audit, remark="Kortere")
        reviewing.accept_rest(by=walk.actor("sara"), audit=audit)
        reporting.finish(by=walk.actor("sara"), audit=audit)
        assert GIVEN_UP in written(audit)
        assert DONE not in written(audit)


def test_files_that_came_are_not_denied_where_the_rest_was_given_up(walk: Walk) -> None:
    audit = given_up(walk, walk.answered())
    with acting_as(SECRETARIAT):
        reporting.finish(by=walk.actor("sara"), audit=audit)
        assert "har ikke svaret inden fristen" in written(audit)
        assert "har ikke afleveret dokumentation" not in written(audit)


def test_a_supplier_that_answers_after_all_gets_a_report_of_its_answers(walk: Walk) -> None:
    audit = given_up(walk, walk.announced())
    with acting_as(SECRETARIAT):
        audit = reporting.finish(by=walk.actor("sara"), audit=audit)
        audit = reporting.fail_reading(by=walk.actor("lise"), audit=audit, remark="De vil svare")
        answer = Answer.objects.filter(questionnaire__audit=audit)[0]
        reviewing.review_answer(by=walk.actor("sara"), answer=answer, verdict="returned", question="Svar")
        reviewing.send_back(by=walk.actor("sara"), audit=audit)
    audit = walk.reviewed(walk.submitted(walk.answered(audit)))
    with acting_as(SECRETARIAT):
        reporting.finish(by=walk.actor("sara"), audit=audit)
        assert DONE in written(audit)


def test_letter_and_report_name_the_same_period_also_across_new_year(walk: Walk) -> None:
    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        assert audit.announced_at
        year = audit.announced_at.year - 1
        assert audit.notice
        assert f"1. januar {year} til 31. december {year}" in words_of(audit.notice)
        Audit.objects.filter(pk=audit.pk).update(announced_at=audit.announced_at.replace(year=year, day=1))
    walk.ready(audit)
    with acting_as(SECRETARIAT):
        assert f"1. januar {year - 1} til 31. december {year - 1}" in written(audit)


def test_the_draft_says_that_it_will_be_read_and_the_report_that_it_was(walk: Walk) -> None:
    hearing = walk.in_hearing()
    with acting_as(SUPPLIER):
        assert "læses af en kvalitetslæser, før den sendes" in words_of(hearing.draft)
    audit = walk.ready(walk.heard(hearing))
    with acting_as(SECRETARIAT):
        assert "er læst af en kvalitetslæser, før den er sendt" in written(audit)
        assert "læses af en kvalitetslæser" not in written(audit)


# Everything that writes what a delivery reads, by what it is about; each is tried on a case where it would
# be let in but for the state of the case. The name and number of the case worker follow the case on purpose.
Writer = Callable[[Walk, Audit], object]


def _evidence(audit: Audit) -> Evidence:
    return Evidence.objects.filter(audit=audit, state="sufficient")[0]


def _finding(audit: Audit) -> Finding:
    return Finding.objects.get(audit=audit)


WRITERS: dict[str, Writer] = {
    "conclusion": lambda walk, audit: reporting.conclude(
        by=walk.actor("sara"), system=audit.systems.all()[0], level="red", text="Ændret"
    ),
    "summary": lambda walk, audit: reporting.set_summary(
        by=walk.actor("sara"), audit=audit, summary="Ændret", next_audit="Ændret"
    ),
    "duties": lambda walk, audit: reviewing.set_duties(by=walk.actor("sara"), audit=audit, lines=["Ændret"]),
    "file stays": lambda walk, audit: sharing.decide_sharing(
        by=walk.actor("sara"), evidence=_evidence(audit), level="closed", reason="Ændret"
    ),
    "file judged": lambda walk, audit: reviewing.judge_evidence(
        by=walk.actor("sara"), evidence=_evidence(audit), sufficient=False, reason="Ændret"
    ),
    "hearing": lambda walk, audit: reporting.want_hearing(by=walk.actor("sara"), audit=audit, wanted=True),
    "draft": lambda walk, audit: hearings.send_to_hearing(by=walk.actor("sara"), audit=audit),
    "written": lambda walk, audit: reporting.finish(by=walk.actor("sara"), audit=audit),
    "finding added": lambda walk, audit: walk.found(audit),
    "finding changed": lambda walk, audit: findings.change_finding(
        by=walk.actor("sara"),
        finding=_finding(audit),
        objective="C",
        kind="critical",
        title="Ændret",
        text="Ændret",
        deadline=None,
    ),
    "finding upheld": lambda walk, audit: findings.settle_after_hearing(
        by=walk.actor("sara"), finding=_finding(audit), uphold=True
    ),
    "finding dropped": lambda walk, audit: findings.settle_after_hearing(
        by=walk.actor("sara"), finding=_finding(audit), uphold=False, reason="Ændret"
    ),
    "plan asked for": lambda walk, audit: findings.take_step(
        by=walk.actor("sara"), finding=_finding(audit), name="ask_plan"
    ),
    "left to next": lambda walk, audit: findings.take_step(
        by=walk.actor("sara"), finding=_finding(audit), name="leave_to_next"
    ),
    "deadline": lambda walk, audit: announcing.set_deadline(
        by=walk.actor("sara"), audit=audit, deadline=audit.deadline, reason="Ændret"
    ),
    "cancelled": lambda walk, audit: planning.cancel(by=walk.actor("sara"), audit=audit, reason="Ændret"),
    "plan": lambda walk, audit: findings.hand_in_plan(
        by=walk.actor("leo"), finding=_finding(audit), plan="Ændret", done_by=audit.deadline
    ),
    "answer": lambda walk, audit: answering.save_answer(
        by=walk.actor("leo"),
        answer=Answer.objects.filter(questionnaire__audit=audit)[0],
        choice="no",
        comment="",
    ),
    "file replaced": lambda walk, audit: answering.remove_evidence(
        by=walk.actor("leo"), evidence=_evidence(audit)
    ),
    "file added": lambda walk, audit: walk.upload(audit),
}
AS_SUPPLIER = ("plan", "answer", "file replaced", "file added")


def facts(audit: Audit) -> str:
    """Return what a delivery would carry now."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(
            "SELECT audits_joint_report_facts_v1(v) FROM audits_joint_reportversion v WHERE v.audit_id = %s",
            [audit.pk],
        )
        return str(cursor.fetchone()[0])


@pytest.mark.parametrize("passed", [False, True], ids=["second reading", "ready"])
def test_what_was_read_is_what_is_sent(walk: Walk, passed: bool) -> None:
    """A finding stands in the report, a file follows it: no writer may change what is delivered."""
    audit = walk.heard()
    with acting_as(SECRETARIAT):
        reviewing.set_duties(by=walk.actor("sara"), audit=audit, lines=["Ryd op"])
        audit = reporting.finish(by=walk.actor("sara"), audit=audit)
        if passed:
            audit = reporting.pass_reading(by=walk.actor("lise"), audit=audit)
    before = facts(audit)
    assert "Ryd op" in before
    for name, write in WRITERS.items():
        with acting_as(SUPPLIER if name in AS_SUPPLIER else SECRETARIAT):
            fresh = Audit.objects.get(pk=audit.pk)
            with pytest.raises((MoveError, Finding.DoesNotExist, ReportVersion.DoesNotExist)):
                write(walk, fresh)
        assert facts(audit) == before, name


def test_while_the_report_is_written_its_words_can_be_changed(walk: Walk) -> None:
    audit = walk.reviewed()
    names = ("conclusion", "summary", "duties", "file stays", "hearing", "finding added")
    with acting_as(SECRETARIAT):
        for name in names:
            WRITERS[name](walk, walk.again(audit))
        assert SystemAssessment.objects.filter(text="Ændret").count() == 1
        assert (walk.again(audit).report.summary, walk.again(audit).duties.get().text) == ("Ændret", "Ændret")
        assert _evidence(audit).level == "closed"


def test_the_page_shows_a_finished_reports_words_and_offers_no_change(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    sara, audit = client_of("sara"), walk.reviewed()
    path = f"/tilsyn/{audit.id}/rapport/"
    fields = {"summary": "Alt er i orden.", "next_audit": "Forår 2027", "duties": "Ryd op"}
    assert sara.post(f"{path}tekst/", fields).status_code == 302
    assert "Gem tekst" in unescape(sara.get(path).content.decode())
    walk.ready(audit)
    shown = unescape(sara.get(path).content.decode())
    assert "Gem tekst" not in shown
    for words in fields.values():
        assert words in shown
    refused = sara.post(f"{path}tekst/", {**fields, "summary": "Andet"})
    assert refused.status_code == 409
    assert "klar til udsendelse" in unescape(refused.content.decode())
    assert sara.post(f"/tilsyn/{audit.id}/hoering/oensket/", {"wanted": "1"}).status_code == 409
    with acting_as(SECRETARIAT):
        assert walk.again(audit).report.summary == "Alt er i orden."


def test_after_another_version_is_begun_the_words_can_be_changed_again(walk: Walk) -> None:
    walk.published()
    sara = walk.actor("sara")
    with acting_as(SECRETARIAT):
        audit = walk.again(walk.audits[0])
        with pytest.raises(OutdatedError, match="sendt til kommunerne"):
            reporting.set_summary(by=sara, audit=audit, summary="Ændret")
        audit = reporting.revise(by=sara, audit=audit, kind="correction", reason="En fejl")
        reporting.set_summary(by=sara, audit=audit, summary="Ændret")
        assert walk.again(audit).report.summary == "Ændret"
    assert walk.ready(audit).state == "ready"


def test_the_report_says_what_the_supervision_rested_on_and_never_more_than_there_was(walk: Walk) -> None:
    audit = walk.submitted(walk.answered(files=1))
    with acting_as(SECRETARIAT):
        found = list(Evidence.objects.filter(audit=audit))
        assert "en uafhængig tredjeparts erklæring, databehandlerens svar" in scope(audit, found)
        assert "skulle bygge på en uafhængig tredjeparts erklæring, men" in scope(audit, [])
        told = {}
        for audit.concept in (2, 3, 4, 6):
            told[audit.concept] = scope(audit, found)
        assert "som en bekræftelse" in told[2]
        assert "på grundlag af databehandlerens svar" in told[3]
        assert "skulle bygge på en certificering, men" in told[4], "an auditor's statement is no certificate"
        assert "selv ført tilsynet i fællesskab" in told[6]
        found[0].kind = "iso27001"
        audit.concept = 4
        assert "på grundlag af en certificering, databehandlerens svar" in scope(audit, found)


def test_of_sub_processors_the_report_tells_what_was_answered(walk: Walk) -> None:
    audit = walk.submitted(walk.answered(files=0))
    with acting_as(SECRETARIAT):
        asked = Answer.objects.filter(questionnaire__audit=audit)
        listed = asked.get(question__lineage=lineage_of("subprocessors_list"))
        moved = asked.get(question__lineage=lineage_of("transfers_list"))
        assert subprocessors(audit, [])["underdatabehandlere_tekst"].endswith(
            "har ikke givet en liste over underdatabehandlere."
        )
        asked.filter(pk=listed.pk).update(choice="not_relevant")
        assert "ikke bruges underdatabehandlere" in subprocessors(audit, [])["underdatabehandlere_tekst"]
        table = [["Havbakke ApS", "Danmark", "Drift", ""], ["Cloudy Inc", "USA", "Support", "2025"]]
        asked.filter(pk=listed.pk).update(choice="given", value=table)
        asked.filter(pk=moved.pk).update(value=[["USA", "cloudy inc", "Standardkontrakt", ""]])
        told = subprocessors(audit, [])
        assert told["underdatabehandlere_tekst"] == ""
        assert [(each["navn"], each["overfoerselsgrundlag"]) for each in told["underdatabehandlere"]] == [
            ("Havbakke ApS", "Ingen overførsel oplyst"),
            ("Cloudy Inc", "Standardkontrakt"),
        ]
    with acting_as(Caller.owner()):
        asked.filter(pk=listed.pk).delete()
    with acting_as(SECRETARIAT):
        assert "har ikke omfattet" in subprocessors(audit, [])["underdatabehandlere_tekst"]
    ready = walk.ready(walk.reviewed(audit))
    with acting_as(SECRETARIAT):
        assert "Tilsynet har ikke omfattet en liste over underdatabehandlere" in written(ready)
        assert "oplyst, at der ikke bruges underdatabehandlere" not in written(ready)
