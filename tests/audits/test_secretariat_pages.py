"""The case worker's pages: the whole way by forms, what they show, and what bad input leads to."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape
from typing import Any

import pytest
from django.http.response import HttpResponseBase
from django.test import Client
from django.utils import timezone

from audits.joint.models import Audit, AuditNote, Evidence, Finding, Question, QuestionSet
from audits.joint.questions.shipped import lineage_of
from audits.joint.reviewed import overview
from audits.municipal import actions as municipal
from audits.municipal.models import ReceivedReport
from secretariat.pagekit.dates import in_words
from tenants.models import Letter
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.calendar import deadline_after
from workflows.models import LegalValue, OutboxMail

TABS = (
    "",
    "svar/",
    "dokumentation/",
    "forhold/",
    "hoering/",
    "rapport/",
    "kommuner/",
    "breve/",
    "notater/",
    "historik/",
)


@pytest.fixture
def sara(client_of: Callable[[str], Client]) -> Client:
    return client_of("sara")


@pytest.fixture
def lise(client_of: Callable[[str], Client]) -> Client:
    return client_of("lise")


def text_of(response: HttpResponseBase) -> str:
    return unescape(response.content.decode())  # type: ignore[attr-defined]


def page(client: Client, path: str) -> str:
    response = client.get(path)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return text_of(response)


def send(client: Client, path: str, **fields: Any) -> str:
    """Send a form and return the page it leads to."""
    response = client.post(path, fields, follow=True)
    assert response.status_code == 200, f"{path}: {response.status_code}"
    return text_of(response)


def state_of(audit: Audit) -> str:
    with acting_as(SECRETARIAT):
        return Audit.objects.get(pk=audit.pk).state


def test_planning_and_announcing_by_forms(walk: Walk, sara: Client) -> None:

    with acting_as(SECRETARIAT):
        LegalValue(key="register.threshold", value=1, valid_from="2025-01-01", source="Prøve").save()
    shown = page(sara, "/tilsyn/plan/")
    assert "Nordlys Omsorg" in shown
    assert "1 kommuner" in shown
    ids = [str(each.id) for each in walk.systems]
    worker = str(walk.actor("sara").id)
    answer = send(sara, "/tilsyn/plan/", system=ids, year="2026", quarter="2", worker=worker)
    assert "1 tilsyn er planlagt" in answer
    with acting_as(SECRETARIAT):
        audit = Audit.objects.get()
        assert audit.concept == 5, "the strictest that is possible while much is not known"
    letter = page(sara, f"/tilsyn/{audit.id}/varsel/")
    assert "Leo Leverandør" in letter
    assert "Aalborg Kommune" in letter
    with acting_as(SECRETARIAT):
        contact = str(walk.supplier.contacts.get().id)
    deadline = in_words(deadline_after(timezone.localdate(), 20))
    assert "Varslet er sendt til Leo" in send(
        sara, f"/tilsyn/{audit.id}/varsel/", contact=contact, deadline=deadline
    )
    assert state_of(audit) == "announced"
    with acting_as(SUPPLIER):
        assert not Audit.objects.exists(), "the mail waits"
    assert "Kald varslet tilbage" in page(sara, f"/tilsyn/{audit.id}/")
    assert "Leverandøren har intet fået" in send(sara, f"/tilsyn/{audit.id}/kald-tilbage/")
    assert state_of(audit) == "planned"
    with acting_as(SECRETARIAT):
        LegalValue.objects.filter(key="audit.round_hold_minutes").update(value=0)
    send(sara, f"/tilsyn/{audit.id}/varsel/", contact=contact, deadline=deadline)
    with acting_as(SUPPLIER):
        assert Audit.objects.get().state == "announced", "without a hold it leaves at once"
    assert "kaldes tilbage" not in page(sara, f"/tilsyn/{audit.id}/")


def test_every_tab_opens_at_every_point_of_the_way(walk: Walk, sara: Client) -> None:
    audit = walk.planned()
    points: list[Callable[[], Any]] = [
        lambda: None,
        lambda: walk.announced(audit),
        lambda: walk.submitted(walk.answered(audit)),
        lambda: walk.concluded(walk.reviewed(audit)),
        lambda: walk.ready(audit),
        lambda: walk.published(audit),
    ]
    for reach in points:
        reach()
        for tab in TABS:
            assert "T-2026-0001" in page(sara, f"/tilsyn/{audit.id}/{tab}")


def test_the_review_by_forms(walk: Walk, sara: Client) -> None:
    audit = walk.submitted()
    with acting_as(SECRETARIAT):
        answer = audit.questionnaire.answers.first()
        evidence = Evidence.objects.get()
    assert answer is not None
    base = f"/tilsyn/{audit.id}"
    told = send(sara, f"{base}/svar/{answer.id}/", verdict="returned", question="")
    assert "Skriv, hvad leverandøren skal uddybe" in told
    told = send(sara, f"{base}/svar/{answer.id}/", verdict="returned", question="Hvornår?")
    assert "Send retur til uddybning" in told
    assert "Spørgsmålene er sendt til Leo" in send(sara, f"{base}/svar/retur/")
    assert state_of(audit) == "awaiting_more"
    walk.submitted(audit)
    assert "er mærket som i orden" in send(sara, f"{base}/svar/godtag-resten/")
    told = send(sara, f"{base}/dokumentation/{evidence.id}/", verdict="insufficient", reason="")
    assert "Skriv, hvorfor dokumentationen er utilstrækkelig" in told
    send(sara, f"{base}/dokumentation/{evidence.id}/", verdict="sufficient")
    path = f"{base}/dokumentation/{evidence.id}/"
    assert "Skriv, hvorfor det bliver anderledes" in send(sara, path, verdict="share", level="closed")
    assert "Kommunerne må hente den" in send(sara, path, verdict="share", level="download")
    assert "Rapporten er dannet" in send(sara, f"{base}/rapport/faerdig/")


def test_the_review_folds_what_is_done_and_points_at_what_is_left(walk: Walk, sara: Client) -> None:
    audit = walk.submitted()
    path = f"/tilsyn/{audit.id}/svar/"
    with acting_as(SECRETARIAT):
        answers = overview(audit).answers
    first, second = answers[:2]
    of_group = sum(each.objective == first.objective for each in answers)
    told = page(sara, path)
    assert f"0 af {of_group} gennemgået" in told
    assert f"Gå til det næste: spørgsmål {first.number}" in told
    assert "answer-fold" not in told
    gone_on = sara.post(f"{path}{first.id}/", {"verdict": "accepted"})
    assert gone_on["Location"].endswith(f"/svar/#svar-{second.number}"), "on to the next not reviewed"
    told = page(sara, path)
    assert f"1 af {of_group} gennemgået" in told
    assert f"Gå til det næste: spørgsmål {second.number}" in told
    assert told.count("answer-fold") == 1
    stays = sara.post(f"{path}{second.id}/", {"verdict": "returned", "question": ""})
    assert stays["Location"].endswith(f"/svar/#svar-{second.number}")
    changed = text_of(
        sara.post(f"{path}{second.id}/", {"verdict": "returned"}, headers={"HX-Request": "true"})
    )
    assert "Skriv, hvad leverandøren skal uddybe" in changed
    changed = text_of(
        sara.post(f"{path}{second.id}/", {"verdict": "accepted"}, headers={"HX-Request": "true"})
    )
    assert "Skriv, hvad" not in changed
    assert "<b>2</b> af" in changed
    send(sara, f"{path}godtag-resten/")
    told = page(sara, path)
    assert told.count("answer-fold") == len(answers)
    assert "Gå til det næste" not in told
    assert "Markér resten" not in told


def test_control_objectives_with_something_left_come_first(walk: Walk, sara: Client) -> None:
    audit = walk.submitted()
    path = f"/tilsyn/{audit.id}/svar/"
    with acting_as(SECRETARIAT):
        of_a = list(audit.questionnaire.answers.filter(objective="A"))
        assert audit.questionnaire.answers.filter(objective="F").exists()
    assert page(sara, path).index('id="maal-A"') < page(sara, path).index('id="maal-F"')
    for each in of_a:
        sara.post(f"{path}{each.id}/", {"verdict": "accepted"})
    assert page(sara, path).index('id="maal-A"') > page(sara, path).index('id="maal-F"')


def test_from_finding_to_report_by_forms(walk: Walk, sara: Client, lise: Client) -> None:
    audit = walk.reviewed()
    base = f"/tilsyn/{audit.id}"
    with acting_as(SECRETARIAT):
        system = audit.systems.order_by("name")[0]
    facts = {
        "system": str(system.id),
        "objective": "B",
        "kind": "minor",
        "title": "Adgange",
        "text": "For gamle",
    }
    told = send(sara, f"{base}/forhold/nyt/", **{**facts, "title": ""})
    assert "Overskrift" in told
    assert "For gamle" in told, "what was typed stays"
    assert "Adgange" in send(sara, f"{base}/forhold/nyt/", **facts)
    send(sara, f"{base}/rapport/system/{system.id}/", **{f"{system.id.hex}-level": "yellow"})
    deadline = in_words(deadline_after(timezone.localdate(), 10))
    assert "Udkastet er sendt i høring" in send(sara, f"{base}/hoering/", deadline=deadline)
    with acting_as(SUPPLIER):
        from audits.joint.actions import hearings
        from audits.joint.models import Hearing

        hearing = Hearing.objects.get()
        hearings.comment(by=walk.actor("leo"), hearing=hearing, text="Vi er enige.")
        hearings.finish_hearing(by=walk.actor("leo"), hearing=hearing)
    with acting_as(SECRETARIAT):
        finding, comment = Finding.objects.get(), hearing.comments.get()
    assert "Svaret er gemt" in send(sara, f"{base}/hoering/{comment.id}/", answer="Tak.", outcome="met")
    assert "fastholdt" in send(sara, f"{base}/forhold/{finding.id}/skridt/", step="uphold")
    assert "ligger hos kvalitetslæseren" in send(sara, f"{base}/rapport/faerdig/")
    assert sara.post(f"{base}/rapport/laest/", {"pass": "1"}).status_code == 403
    assert "klar til udsendelse" in send(lise, f"{base}/rapport/laest/", **{"pass": "1"})
    assert "Viborg Kommune" in page(sara, f"{base}/send/")
    assert "Sendt til 2 kommuner" in send(sara, f"{base}/send/")
    assert "afventer handlingsplan" in page(sara, f"{base}/forhold/")


def test_a_report_that_is_not_there_cannot_be_sent(walk: Walk, sara: Client) -> None:
    audit = walk.ready()
    unknown = f"/tilsyn/{walk.systems[0].id}/send/"
    assert sara.get(unknown).status_code == sara.post(unknown).status_code == 404
    assert "Viborg Kommune" in page(sara, f"/tilsyn/{audit.id}/send/")


def test_many_at_a_time(walk: Walk, sara: Client) -> None:
    first, second = walk.planned(), walk.planned([walk.other_suppliers_system])
    marked = [str(first.id), str(second.id)]
    assert "2 varsler" in text_of(sara.post("/tilsyn/varsler/", {"sag": marked}))
    assert {state_of(first), state_of(second)} == {"planned"}, "nothing is sent before it is confirmed"
    walk.ready(walk.reviewed(walk.submitted(walk.answered(walk.announced(first)))))
    assert "1 rapport" in page(sara, "/tilsyn/udsendelse/")
    assert "Sendt til 2 kommuner" in send(sara, "/tilsyn/udsendelse/", sag=[str(first.id)], send="1")


def test_the_overview_of_decisions_and_a_question_answered(walk: Walk, sara: Client) -> None:
    walk.published()
    with acting_as(walk.municipality("aalborg")):
        report = ReceivedReport.objects.get()
        municipal.ask(by=walk.actor("mette"), report=report, text="Gælder det også skolerne?")
        refusal = municipal.Decision("not_approved", what_now="action_plan", what_now_note="Inden sommer.")
        municipal.decide(by=walk.actor("mette"), systems=report.systems.all()[:1], decision=refusal)
    audit = walk.audits[0]
    shown = page(sara, f"/tilsyn/{audit.id}/kommuner/")
    assert "Gælder det også skolerne?" in shown
    assert "tilsyn ikke godkendt" in shown
    with acting_as(SECRETARIAT):
        letter = Letter.objects.get(kind="audit_question")
    path = f"/tilsyn/{audit.id}/kommuner/{letter.id}/"
    assert "Skriv et svar" in send(sara, path, answer=" ")
    assert "Aalborg Kommune har fået svar" in send(sara, path, answer="Ja.")
    assert sara.post(path, {"answer": "Igen"}).status_code == 409
    assert "Nordlys Data A/S" in page(sara, "/tilsyn/stillingtagen/")


@pytest.mark.parametrize("deadline", ["", "31.2.2027", "i morgen", "1.1.2020"])
def test_a_bad_deadline_is_refused_in_danish_and_changes_nothing(
    walk: Walk, sara: Client, deadline: str
) -> None:
    audit = walk.announced()
    told = send(sara, f"/tilsyn/{audit.id}/frist/", deadline=deadline, reason="Ferie hos leverandøren")
    assert "for at komme videre" in told
    assert "Ferie hos leverandøren" in told
    with acting_as(SECRETARIAT):
        assert walk.again(audit).deadline == audit.deadline


def test_a_step_somebody_else_took_gets_a_clear_page(walk: Walk, sara: Client) -> None:
    audit = walk.announced()
    assert "aflyst" in send(sara, f"/tilsyn/{audit.id}/skridt/cancel/", reason="Systemet er udfaset")
    second = sara.post(f"/tilsyn/{audit.id}/skridt/cancel/", {"reason": "Igen"})
    assert second.status_code == 409
    assert "skiftet status" in text_of(second)
    assert sara.get(f"/tilsyn/{audit.id}/skridt/publish/").status_code == 404


def test_notes_are_kept_and_the_list_finds_by_system(walk: Walk, sara: Client) -> None:
    audit = walk.planned()
    send(sara, f"/tilsyn/{audit.id}/notater/", text="Talt med Leo kl. 10.")
    with acting_as(SECRETARIAT):
        assert AuditNote.objects.get().by_name == "Sara Sagsbehandler, Sekretariatet"
    assert "T-2026-0001" in page(sara, "/tilsyn/?q=vagtplan")
    assert "T-2026-0001" not in page(sara, "/tilsyn/?q=findesikke")
    assert "T-2026-0001" in page(sara, "/tilsyn/?status=noget-andet"), "an unknown filter shows all"


def test_files_of_the_case_are_handed_out_and_others_are_not_there(walk: Walk, sara: Client) -> None:
    audit = walk.announced()
    other = walk.announced(walk.planned([walk.other_suppliers_system]))
    handed_out = sara.get(f"/tilsyn/{audit.id}/fil/{audit.notice_id}/")
    assert b"".join(handed_out.streaming_content).startswith(b"PK")  # type: ignore[attr-defined]
    for close in handed_out._resource_closers:  # type: ignore[attr-defined]
        close()
    assert sara.get(f"/tilsyn/{audit.id}/fil/{other.notice_id}/").status_code == 404


def test_the_question_library_is_edited_as_a_draft_and_old_cases_keep_theirs(
    walk: Walk, sara: Client, lise: Client
) -> None:
    audit = walk.announced()
    assert sara.post("/tilsyn/spoergsmaal/ny-version/").status_code == 403
    send(lise, "/tilsyn/spoergsmaal/ny-version/")
    with acting_as(SECRETARIAT):
        in_force = QuestionSet.objects.get(in_force=True)
        draft = QuestionSet.objects.get(in_force=False)
        first, old = draft.questions.all()[0], in_force.questions.all()[0]
    facts = {"section": "instruction", "objective": "A", "kind": "assessment", "weight": "1", "concepts": "5"}
    told = send(lise, f"/tilsyn/spoergsmaal/{first.id}/", **facts, text="")
    assert "for at komme videre" in told
    send(lise, f"/tilsyn/spoergsmaal/{first.id}/", **facts, text="Er alt i orden?")
    assert lise.post(f"/tilsyn/spoergsmaal/{old.id}/", {**facts, "text": "Rettet"}).status_code == 409
    more = {**facts, "section": "staff", "objective": "", "kind": "options", "asked_if": f"{first.id}:1"}
    assert "mindst to svar" in send(lise, "/tilsyn/spoergsmaal/nyt/", **more, text="Et nyt?")
    offered = {"options": "Rød\r\n\r\nBlå", "options_en": "Red\r\nBlue", "nis2": "g", "text_en": "New?"}
    send(lise, "/tilsyn/spoergsmaal/nyt/", **more, **offered, text="Et nyt?")
    told = page(lise, "/tilsyn/spoergsmaal/?koncept=5&nis2=1")
    assert "Rød, Blå" in told
    assert "er »Ja«" in told
    assert "bruges fra nu af" in send(lise, "/tilsyn/spoergsmaal/i-brug/")
    with acting_as(SECRETARIAT):
        assert audit.questionnaire.question_set_id == in_force.id
        assert not audit.questionnaire.answers.filter(text="Er alt i orden?").exists()
        now = QuestionSet.objects.get(in_force=True)
        assert list(now.questions.values_list("number", flat=True)) == list(
            range(1, now.questions.count() + 1)
        )
        made = Question.objects.get(question_set=now, text="Et nyt?")
        assert (made.asked_if.text, made.asked_if_answers) == ("Er alt i orden?", ["yes"])
        assert made.asked_if.lineage == first.lineage, "the same question as in the version before"
        of_other_concepts = Question.objects.get(question_set=now, lineage=lineage_of("instruction_outside"))
        assert 5 not in of_other_concepts.concepts
        copied = now.questions.exclude(asked_if=None).exclude(pk=made.pk)
        assert all(each.asked_if.question_set_id == now.id for each in copied.select_related("asked_if"))


def test_my_day_lists_what_waits_with_its_next_action(walk: Walk, sara: Client, lise: Client) -> None:
    walk.submitted()
    assert "Gennemgå svar" in page(sara, "/")
    assert "Gennemgå svar" not in page(lise, "/")


def test_what_people_write_is_shown_as_text(walk: Walk, sara: Client) -> None:
    audit = walk.planned()
    send(sara, f"/tilsyn/{audit.id}/notater/", text="<script>alert(1)</script>")
    raw = sara.get(f"/tilsyn/{audit.id}/notater/").content.decode()
    assert "<script>alert(1)</script>" not in raw
    assert "&lt;script&gt;" in raw


def test_an_extension_is_answered_on_its_page(walk: Walk, sara: Client) -> None:
    audit = walk.announced()
    assert audit.deadline is not None
    from audits.joint.actions import answering

    with acting_as(SUPPLIER):
        wanted = deadline_after(audit.deadline + timedelta(days=7), 0)
        wish = answering.ask_extension(by=walk.actor("leo"), audit=audit, wanted=wanted, reason="Ferie")
    assert "Leverandøren beder om udsættelse" in page(sara, f"/tilsyn/{audit.id}/")
    path = f"/tilsyn/{audit.id}/udsaettelse/{wish.id}/"
    assert "hvorfor udsættelsen afslås" in send(sara, path, answer="")
    assert "Udsættelsen er givet" in send(sara, path, until=in_words(wanted), answer="", grant="1")
    with acting_as(SECRETARIAT):
        assert walk.again(audit).deadline == wanted


def test_a_mail_is_shown_without_the_link_that_lets_its_reader_in(walk: Walk, sara: Client) -> None:
    audit = walk.announced()
    with acting_as(SECRETARIAT):
        assert "/konto/invitation/" in OutboxMail.objects.get(kind="audits/notice").body
    shown = page(sara, f"/tilsyn/{audit.id}/breve/")
    assert "Her begynder I:" in shown
    assert "[personligt link]" in shown
    assert "/konto/invitation/" not in shown
