"""What whoever answers may rely on: types, conditions, one answer for all systems, and nothing lost."""

import re
from collections.abc import Callable
from html import unescape
from typing import Any

import pytest
from django.test import Client

from audits.joint.actions import answering
from audits.joint.models import Answer, AnswerException, Audit, RivalAnswer
from audits.joint.questions.content import Deviation, Given
from audits.joint.questions.left import left
from audits.joint.questions.shipped import lineage_of
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.engine import NotPossibleError


@pytest.fixture
def leo(client_of: Callable[[str], Client]) -> Client:
    return client_of("leo")


def of(audit: Audit, key: str) -> Answer:
    """Return the answer to a shipped question. Act as somebody who sees it."""
    rows = Answer.objects.select_related("question", "questionnaire")
    return rows.get(questionnaire__audit=audit, question__lineage=lineage_of(key))


def text(response: Any) -> str:
    return unescape(response.content.decode())


def save(leo: Client, answer: Answer, **fields: str) -> Any:
    """Save one answer as the page does while it is written."""
    path = f"/tilsyn/{answer.questionnaire.audit_id}/svar/{answer.id}/gem/"
    return leo.post(path, {f"{answer.number}-{name}": value for name, value in fields.items()})


def test_each_type_is_answered_shown_and_kept_and_what_is_no_answer_is_refused_at_its_field(
    walk: Walk, leo: Client
) -> None:
    audit = walk.announced(walk.planned(concept=3))
    with acting_as(SUPPLIER):
        restored, day = of(audit, "restore"), of(audit, "restore_date")
        days, subs = of(audit, "patch_days"), of(audit, "subprocessors_list")
    n = {"restore": restored.number, "day": day.number, "days": days.number, "subs": subs.number}
    path = f"/tilsyn/{audit.id}/svar/"
    asked_before = text(leo.get(path))
    assert f'id="q{day.number}" hidden' in asked_before
    posted: dict[str, Any] = {
        **{f"{number}-version": "0" for number in n.values()},
        f"{n['restore']}-choice": "yes",
        f"{n['day']}-value": "31.2.2026",
        f"{n['days']}-value": "1.250,5",
        f"{n['subs']}-value-0": ["Havbakke", "", "<script>alert(1)</script>"],
        f"{n['subs']}-value-1": ["Danmark", "", ""],
        f"{n['subs']}-value-2": ["Drift", "", ""],
        f"{n['subs']}-value-3": ["", "", ""],
    }
    told = leo.post(path, posted)
    assert "Skriv en dato, der findes" in text(told)
    assert b"31.2.2026" in told.content, "what was typed stays"
    with acting_as(SUPPLIER):
        assert of(audit, "patch_days").value == "1250.5"
        assert of(audit, "subprocessors_list").value[1] == ["<script>alert(1)</script>", "", "", ""]
    told = leo.post(path, {f"{n['day']}-version": "0", f"{n['day']}-value": "12.3.2026"}, follow=True)
    assert "Svarene er gemt" in text(told)
    assert f'id="q{day.number}" hidden' not in text(told), "asked once restoring is answered with yes"
    assert "12. marts 2026" in text(told)
    assert b"<script>alert" not in told.content
    with acting_as(SUPPLIER):
        assert (of(audit, "restore_date").value, of(audit, "restore_date").choice) == ("2026-03-12", "given")


def test_one_answer_holds_for_all_systems_and_an_exception_becomes_a_finding_of_its_system(
    walk: Walk, leo: Client, client_of: Callable[[str], Client]
) -> None:
    audit = walk.announced(walk.planned(concept=3))
    other = walk.announced(walk.planned([walk.other_suppliers_system], concept=3))
    with acting_as(SUPPLIER):
        answer, systems = of(audit, "factors"), list(audit.systems.all())
    told = save(
        leo, answer, **{"choice": "yes", "e1-choice": "no", "e1-comment": "Kommer i maj.", "version": "0"}
    )
    assert told.json()["version"] == 1
    with acting_as(SUPPLIER):
        kept = AnswerException.objects.get(answer=answer)
        assert (kept.audit_system_id, kept.comment) == (systems[1].id, "Kommer i maj.")
        bare = Given("no", "", None, {systems[0].id: Deviation("partly", "")})
        answering.write_answer(by=walk.actor("leo"), answer=of(audit, "encryption"), given=bare)
        assert answer.number not in [each.number for each in left(audit.questionnaire).bare]
        assert of(audit, "encryption").number in [each.number for each in left(audit.questionnaire).bare]
        said = Given("no", "Først næste år.", None, {systems[0].id: Deviation("partly", "I gang.")})
        answering.write_answer(by=walk.actor("leo"), answer=of(audit, "encryption"), given=said)
    with acting_as(SECRETARIAT):
        foreign = other.systems.get().id
    given = Given("yes", "", None, {foreign: Deviation("no", "Deres")})
    with acting_as(SUPPLIER), pytest.raises(NotPossibleError, match="tilsynets systemer"):
        answering.write_answer(by=walk.actor("leo"), answer=answer, given=given)
    walk.submitted(walk.answered(audit, files=0))
    page = text(client_of("sara").get(f"/tilsyn/{audit.id}/svar/"))
    assert f"Undtagelse for {systems[1].name}" in page
    assert f"system={systems[1].id}" in page, "a finding begins with the system of the exception"


def test_two_writing_at_once_lose_nothing_and_choose(walk: Walk, leo: Client) -> None:
    audit = walk.announced(walk.planned(concept=3))
    with acting_as(SUPPLIER):
        answer = of(audit, "access")
    assert save(leo, answer, choice="yes", comment="Hvert kvartal.", version="0").json()["version"] == 1
    same = save(leo, answer, choice="yes", comment="Hvert kvartal.", version="0")
    assert same.status_code == 200, "the same words are no clash"
    clash = save(leo, answer, choice="partly", comment="Hvert halve år.", version="0")
    assert clash.status_code == 409
    assert "Hvert halve år." in clash.json()["clash"]
    assert "Hvert kvartal." in clash.json()["clash"]
    save(leo, answer, choice="partly", comment="Hvert halve år, i juni.", version="0")
    with acting_as(SUPPLIER):
        assert of(audit, "access").comment == "Hvert kvartal."
        rival = RivalAnswer.objects.get()
        assert [each.number for each in left(audit.questionnaire).contested] == [answer.number]
    path = f"/tilsyn/{audit.id}/svar/valg/{rival.id}/"
    assert "er valgt" in text(leo.post(path, {"use": "1"}, follow=True))
    with acting_as(SUPPLIER):
        assert of(audit, "access").comment == "Hvert halve år, i juni."
        assert RivalAnswer.objects.get().content["comment"] == "Hvert kvartal.", "what is not used is kept"
    assert "allerede valgt" in text(leo.post(path, {"use": "0"}, follow=True))


def test_who_mends_one_answer_on_the_page_is_no_rival_to_their_own_others(walk: Walk, leo: Client) -> None:
    audit = walk.announced(walk.planned(concept=3))
    with acting_as(SUPPLIER):
        good, days = of(audit, "access").number, of(audit, "patch_days").number
    path = f"/tilsyn/{audit.id}/svar/"
    sent = {
        f"{good}-version": "0",
        f"{good}-choice": "yes",
        f"{good}-comment": "Hvert kvartal.",
        f"{days}-version": "0",
        f"{days}-value": "mange",
    }
    page = text(leo.post(path, sent))
    found = re.search(rf'name="{good}-version" value="(\d+)"', page)
    assert found, "the page is drawn again, and the other answer is kept"
    again = {f"{good}-version": found[1], f"{good}-comment": "Hver måned.", f"{days}-value": "14"}
    leo.post(path, {**sent, **again})
    with acting_as(SUPPLIER):
        assert of(audit, "access").comment == "Hver måned."
        assert of(audit, "patch_days").value is not None
        assert not RivalAnswer.objects.exists()


def test_what_nobody_should_send_is_refused_and_another_supplier_finds_nothing(
    walk: Walk, leo: Client, client_of: Callable[[str], Client]
) -> None:
    audit = walk.announced(walk.planned(concept=3))
    with acting_as(SUPPLIER):
        answer = of(audit, "access")
    assert save(leo, answer, choice="yes", comment="x" * 4001).status_code == 422
    assert save(leo, answer, choice="given").status_code == 422
    assert save(client_of("lis"), answer, choice="yes").status_code == 404
    anonymous = Client(SERVER_NAME=str(leo.defaults["SERVER_NAME"]))
    lost = save(anonymous, answer, choice="yes", comment="Skrevet, mens jeg var logget ud.")
    assert lost.status_code == 403
    assert "Skrevet, mens jeg var logget ud." in text(lost), "the server says so and gives the words back"
    assert save(leo, answer, choice="yes", comment="Ja.").status_code == 200
