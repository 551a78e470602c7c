"""What the supplier may rely on while it answers, and what it may change after each way back to it."""

from collections.abc import Callable
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from audits.joint.actions import answering, reporting, reviewing
from audits.joint.desk import waiting
from audits.joint.models import Answer, Audit, Evidence, ExtensionRequest
from audits.joint.questions.kinds import choices_of
from tests.audits.walking import PDF, SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.calendar import add_working_days, deadline_after
from workflows.engine import NotPossibleError, OutdatedError
from workflows.models import OutboxMail


@pytest.fixture
def leo(client_of: Callable[[str], Client]) -> Client:
    return client_of("leo")


def told(client: Client, path: str, **fields: str) -> str:
    """Send a form and return the words of the page it leads to."""
    response = client.post(path, fields, follow=True)
    assert response.status_code == 200, response.status_code
    return unescape(response.content.decode())


def ask(walk: Walk, audit: Audit, number: int, question: str = "Hvornår?") -> None:
    """Mark one answer to be sent back. Act as the secretariat."""
    answer = Answer.objects.get(questionnaire__audit=audit, number=number)
    reviewing.review_answer(by=walk.actor("sara"), answer=answer, verdict="returned", question=question)


def sent_back(walk: Walk, audit: Audit, number: int = 1) -> Audit:
    """Ask one answer back and return the case, which then waits for the supplier."""
    with acting_as(SECRETARIAT):
        ask(walk, audit, number)
        return reviewing.send_back(by=walk.actor("sara"), audit=walk.again(audit))


def save(walk: Walk, audit: Audit, number: int) -> Answer:
    """Answer one question as the supplier."""
    with acting_as(SUPPLIER):
        answer = Answer.objects.get(questionnaire__audit=audit, number=number)
        choice = choices_of(answer.question.kind)[0]
        return answering.save_answer(by=walk.actor("leo"), answer=answer, choice=choice, comment="Uddybet.")


def test_handing_in_too_early_or_twice_says_why(walk: Walk, leo: Client) -> None:
    audit = walk.announced()
    path = f"/tilsyn/{audit.id}/indsend/"
    assert "mangler svar" in told(leo, path)
    with acting_as(SECRETARIAT):
        assert walk.again(audit).state == "announced"
    walk.answered(audit)
    assert "jeres svar er indsendt" in told(leo, path)
    assert "Svaret er indsendt og kan ikke ændres" in told(leo, path)


def test_more_time_can_be_asked_for_until_the_answer_is_handed_in(walk: Walk, leo: Client) -> None:
    audit = walk.announced()
    assert audit.deadline
    day = deadline_after(audit.deadline, 5)
    fields = {"wanted": f"{day:%d.%m.%Y}", "reason": "Ferie"}
    assert "Ønsket er sendt" in told(leo, f"/tilsyn/{audit.id}/udsaettelse/", **fields)
    walk.submitted(walk.answered(audit))
    assert "Svaret er indsendt" in told(leo, f"/tilsyn/{audit.id}/udsaettelse/", **fields)
    with acting_as(SECRETARIAT):
        assert ExtensionRequest.objects.count() == 1


def after_resuming(walk: Walk) -> Audit:
    audit = sent_back(walk, walk.submitted(), number=2)
    with acting_as(SECRETARIAT):
        return reviewing.resume(by=walk.actor("sara"), audit=audit, reason="Leverandøren er gået ned")


def after_a_failed_reading(walk: Walk) -> Audit:
    audit = walk.reviewed(walk.submitted(walk.answered(walk.announced(walk.planned(concept=2)))))
    with acting_as(SECRETARIAT):
        audit = reporting.finish(by=walk.actor("sara"), audit=audit)
        return reporting.fail_reading(by=walk.actor("lise"), audit=audit, remark="Spørg til nr. 1")


def after_publishing(walk: Walk) -> Audit:
    walk.published()
    with acting_as(SECRETARIAT):
        audit = walk.again(walk.audits[0])
        return reporting.revise(by=walk.actor("sara"), audit=audit, kind="new", reason="Ny viden")


def after_giving_up(walk: Walk) -> Audit:
    audit = walk.make_late(walk.announced())
    with acting_as(SECRETARIAT):
        audit = reporting.give_up(by=walk.actor("sara"), audit=audit, reason="Tre rykkere")
        audit = reporting.finish(by=walk.actor("sara"), audit=audit)
        return reporting.fail_reading(by=walk.actor("lise"), audit=audit, remark="Spørg igen")


@pytest.mark.parametrize(
    "way", [Walk.submitted, after_resuming, after_a_failed_reading, after_publishing, after_giving_up]
)
def test_from_every_way_into_the_review_an_answer_can_be_asked_back_and_given(
    walk: Walk, way: Callable[[Walk], Audit]
) -> None:
    audit = sent_back(walk, way(walk))
    assert audit.state == "awaiting_more"
    save(walk, audit, 1)
    with acting_as(SUPPLIER):
        Answer.objects.filter(choice="").update(choice="yes")
        assert answering.submit(by=walk.actor("leo"), audit=walk.again(audit)).state == "review"


def test_a_supplier_that_never_handed_in_may_still_answer_everything_and_all_is_read(walk: Walk) -> None:
    audit = after_giving_up(walk)
    with acting_as(SECRETARIAT):
        reviewing.accept_rest(by=walk.actor("sara"), audit=audit)
    audit = sent_back(walk, audit)
    save(walk, audit, 2)
    with acting_as(SECRETARIAT):
        assert not Answer.objects.filter(questionnaire__audit=audit).exclude(review=None).exists()


def test_an_answer_accepted_since_it_was_asked_back_is_closed_again(walk: Walk) -> None:
    audit = sent_back(walk, walk.submitted(), number=1)
    save(walk, audit, 1)
    audit = sent_back(walk, walk.reviewed(walk.submitted(audit)), number=2)
    assert save(walk, audit, 2).comment == "Uddybet."
    with pytest.raises(OutdatedError, match="Kun de svar"):
        save(walk, audit, 1)


def test_a_file_read_from_an_old_page_cannot_be_taken_back_after_handing_in(walk: Walk) -> None:
    audit = walk.answered(files=2)
    with acting_as(SUPPLIER):
        first, second = Evidence.objects.select_related("audit", "file")
        answering.remove_evidence(by=walk.actor("leo"), evidence=first)
        walk.submitted(audit)
        with pytest.raises(OutdatedError, match="indsendt"):
            answering.remove_evidence(by=walk.actor("leo"), evidence=second)
        assert Evidence.objects.get(pk=second.pk).state == "ready"


def wished(walk: Walk, audit: Audit) -> ExtensionRequest:
    """Ask for two weeks more."""
    assert audit.deadline
    day = deadline_after(audit.deadline, 10)
    with acting_as(SUPPLIER):
        return answering.ask_extension(by=walk.actor("leo"), audit=audit, wanted=day, reason="Ferie")


def test_a_wish_for_more_time_is_answered_while_the_supplier_is_answering_only(walk: Walk) -> None:
    sara, audit = walk.actor("sara"), walk.announced()
    wish = wished(walk, audit)
    with acting_as(SECRETARIAT):
        assert any("udsættelse" in row.detail for row in waiting(sara))
    walk.submitted(walk.answered(audit))
    with acting_as(SECRETARIAT):
        mails = OutboxMail.objects.count()
        for grant in (True, False):
            with pytest.raises(OutdatedError, match="ikke i gang med at svare"):
                reviewing.decide_extension(by=sara, request=wish, grant=grant, answer="Nej")
        assert (walk.again(audit).deadline, OutboxMail.objects.count()) == (audit.deadline, mails)
        assert not any("udsættelse" in row.detail for row in waiting(sara))


def test_more_time_given_is_never_less(walk: Walk) -> None:
    sara, audit = walk.actor("sara"), walk.announced()
    wish = wished(walk, audit)
    assert audit.deadline
    with acting_as(SECRETARIAT):
        for until in (audit.deadline, add_working_days(audit.deadline, -1)):
            with pytest.raises(NotPossibleError, match="efter den nuværende"):
                reviewing.decide_extension(by=sara, request=wish, grant=True, until=until)
        later = deadline_after(audit.deadline + timedelta(days=1), 0)
        reviewing.decide_extension(by=sara, request=wish, grant=True, until=later)
        assert walk.again(audit).deadline == later


def upload(leo: Client, audit: Audit, title: str, content: bytes = PDF, **fields: str) -> str:
    """Send a file by the form and return the page it leads to."""
    with acting_as(SUPPLIER):
        covers = [str(each.id) for each in audit.systems.all()]
    file = SimpleUploadedFile(f"{title}.pdf", content, "application/pdf")
    given = {"file": file, "kind": "isae3000", "title": title, "covers": covers, "wish": "download", **fields}
    response = leo.post(f"/tilsyn/{audit.id}/dokumentation/", given, follow=True)
    assert response.status_code == 200
    return unescape(response.content.decode())


def test_a_newer_file_takes_the_place_of_the_one_chosen_and_stands_at_its_question(
    walk: Walk, leo: Client, client_of: Callable[[str], Client]
) -> None:
    audit = walk.announced()
    with acting_as(SUPPLIER):
        answer = Answer.objects.get(questionnaire__audit=audit, number=4)
        other = walk.upload(audit, title="Politik")
        former = walk.upload(audit, title="Erklæring 2024", content=PDF + b"% 2024")
    page = unescape(leo.get(f"/tilsyn/{audit.id}/dokumentation/").content.decode())
    assert "Erklæring 2024</option>" in page
    chosen = {"replaces": str(former.id), "answer": str(answer.id)}
    assert "er modtaget" in upload(leo, audit, "Erklæring 2025", PDF + b"% 2025", **chosen)
    with acting_as(SUPPLIER):
        newer = Evidence.objects.get(title="Erklæring 2025")
        assert newer.answer_id == answer.id
        former, other = Evidence.objects.get(pk=former.pk), Evidence.objects.get(pk=other.pk)
        assert (former.state, former.replaced_by_id, other.state) == ("replaced", newer.id, "ready")
    assert "er modtaget" not in upload(leo, audit, "Igen", **chosen), "what is replaced cannot be replaced"
    walk.submitted(walk.answered(audit))
    answers = unescape(client_of("sara").get(f"/tilsyn/{audit.id}/svar/").content.decode())
    assert f"/fil/{newer.file_id}/" in answers
