"""A round: many supervisions begun in one act, what stops some of them, and what can be undone."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from accounts.models import Colleague, Engagement
from audits.joint.actions import announcing, planning
from audits.joint.landing import summary
from audits.joint.models import Answer, Audit, AuditRound, ExpectedStatement, Questionnaire, RoundMember
from audits.joint.planning.statements import expect_statement
from audits.joint.rounds import actions, preview
from audits.joint.rounds.sending import send_round
from documents.models import StoredFile
from register.models import Supplier, SupplierContact, System
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from tests.personae import PERSONAE
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.calendar import deadline_after
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.log import history
from workflows.models import LogEntry, OutboxMail


def planned_for(walk: Walk, name: str, *, contact: bool = True) -> Audit:
    """A supplier of its own with one system and a planned supervision."""
    supplier = Supplier.objects.create(name=name, number=f"{uuid4().int % 10**8:08d}")
    system = System.objects.create(name=f"{name} Sag", supplier=supplier)
    if contact:
        email = f"kontakt@{supplier.number}.example"
        SupplierContact.objects.create(supplier=supplier, name=f"Kontakt hos {name}", email=email)
    sara = PERSONAE["sara"]
    worker = planning.Worker(sara.id, sara.name, "70 10 10 01", sara.email)
    [audit] = planning.plan(by=walk.actor("sara"), systems=[system], year=2026, quarter=2, worker=worker)
    return audit


def deadline() -> Any:
    return deadline_after(timezone.localdate(), 30)


def begun(walk: Walk, *audits: Audit) -> AuditRound:
    """A round over the audits, begun by Sara."""
    return actions.begin(by=walk.actor("sara"), name="Efterår", audits=audits, deadline=deadline())


def sent(walk: Walk, *audits: Audit) -> AuditRound:
    """The same after the worker has been there."""
    found = begun(walk, *audits)
    send_round(found, by=Actor(walk.actor("sara").id, walk.actor("sara").signature, may_all=True), tell=told)
    return found


def told(done: int, total: int, message: str) -> None:
    """Progress that nobody looks at."""


def handed_over(audit: Audit) -> object:
    """The job that gives the case to somebody else at the supplier, asked for by the supplier. Act as it."""
    given = [audit.id, "Kim Kollega", "kim@alfa.example", "", True, uuid4(), "Kontakt"]
    with connection.cursor() as cursor:
        cursor.execute("SELECT audits_joint_hand_over_own_v1(%s, %s, %s, %s, %s, %s, %s)", given)
        return cursor.fetchone()[0]


def facts_of(audit: Audit) -> dict[str, Any]:
    """What announcing left behind, without what differs from case to case."""
    audit = Audit.objects.select_related("supplier", "notice").get(pk=audit.pk)
    assert audit.notice is not None
    mail = OutboxMail.objects.get(joint_id=audit.id)
    entry = history(audit).filter(action="announce").get()
    assert audit.case_number in mail.subject
    assert "/konto/invitation/" in mail.body
    return {
        "state": audit.state,
        "deadline": audit.deadline,
        "contact": audit.contact_email == entry.data["contact"] == mail.to[0],
        "log": (entry.before, entry.after, sorted(entry.data), entry.by_id),
        "answers": list(
            Answer.objects.filter(questionnaire__audit=audit).values_list("number", "text", "choice")
        ),
        "questionnaire": Questionnaire.objects.get(audit=audit).state,
        "letter": (audit.notice.supplier_id == audit.supplier_id, audit.notice.title),
        "attached": mail.attachments == [[audit.notice.name, audit.notice.sha256]],
        "reply_to": mail.reply_to,
        "lines": len(mail.body.splitlines()),
        "invited": LogEntry.objects.filter(
            action="invite",
            subject_id=Colleague.objects.get(email=audit.contact_email, supplier_id=audit.supplier_id).id,
        ).count(),
    }


def test_a_round_leaves_behind_what_announcing_one_by_one_does(walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        one, other = planned_for(walk, "Alfa"), planned_for(walk, "Beta")
        announcing.announce(by=walk.actor("sara"), audit=one, deadline=deadline())
        found = sent(walk, other)
        assert facts_of(one) == facts_of(other)
        assert found.members.get().outcome == "sent"


def test_a_shared_mailbox_gets_no_one_time_link_and_is_called_back_with_the_letter(walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        audit = planned_for(walk, "Alfa")
        Supplier.objects.filter(pk=audit.supplier_id).update(shared_mailbox="post@alfa.example")
        sent(walk, audit)
        personal, copy = OutboxMail.objects.filter(joint_id=audit.id).order_by("kind")
        assert "post@alfa.example" not in personal.to
        assert "/konto/invitation/" in personal.body
        assert copy.to == ["post@alfa.example"]
        assert "/konto/invitation/" not in copy.body
    with acting_as(Caller.jobs()):
        OutboxMail.objects.filter(pk=copy.pk).update(state="sent", attempts=1)
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="Mailen er gået"):
        actions.take_back(by=walk.actor("sara"), audit=walk.again(audit))
    with acting_as(Caller.jobs()):
        OutboxMail.objects.filter(pk=copy.pk).update(state="waiting", attempts=0)
    with acting_as(SECRETARIAT):
        actions.take_back(by=walk.actor("sara"), audit=walk.again(audit))
        assert set(OutboxMail.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_the_supplier_sees_nothing_until_the_mail_leaves_and_a_letter_can_be_called_back(walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        back, stays = planned_for(walk, "Alfa"), planned_for(walk, "Beta")
        sent(walk, back, stays)
        mail = OutboxMail.objects.get(joint_id=back.id)
        assert mail.send_after > timezone.now() + timedelta(minutes=59)
    with acting_as(Caller.supplier(back.supplier_id)):
        assert not Audit.objects.exists(), "what can still be called back has not been told"
        assert handed_over(back) is None
    with acting_as(Caller.door()):
        assert summary(back.id) is None, "nor by a link that nobody has got yet"
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPermittedError):
            actions.take_back(by=walk.actor("leo"), audit=back)
        actions.take_back(by=walk.actor("sara"), audit=walk.again(back))
        again = walk.again(back)
        assert (again.state, again.deadline, again.contact_email) == ("planned", None, "")
        assert OutboxMail.objects.get(pk=mail.pk).state == "withdrawn"
        assert not Questionnaire.objects.filter(audit=back).exists()
        assert not Engagement.objects.filter(supplier_id=back.supplier_id, ended_at=None).exists()
        assert Engagement.objects.filter(supplier_id=stays.supplier_id, ended_at=None).exists()
        assert RoundMember.objects.get(audit=back).outcome == "taken_back"
        assert history(again).first().action == "take_back"
        sent(walk, again)
        assert walk.again(back).state == "announced", "and it can be sent anew"
    with acting_as(Caller.jobs()):
        OutboxMail.objects.filter(joint_id=stays.id).update(state="sent", attempts=1)
    with acting_as(SECRETARIAT):
        Audit.objects.filter(pk=stays.pk).update(announced_at=timezone.now())
        with pytest.raises(NotPossibleError, match="Mailen er gået"):
            actions.take_back(by=walk.actor("sara"), audit=walk.again(stays))
    with acting_as(Caller.supplier(stays.supplier_id)):
        assert Audit.objects.get().state == "announced"
        assert handed_over(stays) is not None
    with acting_as(Caller.door()):
        told_before_sign_in = summary(stays.id)
        assert told_before_sign_in is not None
        assert stays.case_number in told_before_sign_in["about"]


def test_a_fault_in_one_leaves_the_others_and_the_worker_may_be_stopped(walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        good, late, own = planned_for(walk, "Alfa"), planned_for(walk, "Beta"), planned_for(walk, "Gamma")
        # Nobody invites oneself: this one fails in the middle of the bunch, which is then taken one by one.
        SupplierContact.objects.filter(supplier=own.supplier).update(email=PERSONAE["sara"].email)
        found = begun(walk, good, late, own)
        planning.cancel(by=walk.actor("sara"), audit=walk.again(late), reason="Bortfaldet")
        for _ in range(2):  # it may be run again
            send_round(found, by=Actor(PERSONAE["sara"].id, "Sara", may_all=True), tell=told)
        outcomes = {each.audit_id: (each.outcome, each.problem) for each in found.members.all()}
        assert outcomes[good.id] == ("sent", "")
        assert outcomes[late.id][0] == outcomes[own.id][0] == "failed"
        assert "skiftet status" in outcomes[late.id][1]
        assert walk.again(own).state == "planned"
        assert OutboxMail.objects.filter(joint_id=good.id).count() == 1
        assert not OutboxMail.objects.filter(joint_id=own.id).exists()
        assert not StoredFile.objects.filter(supplier_id=own.supplier_id).exists()
        SupplierContact.objects.filter(supplier=own.supplier).update(email="ny@gamma.example")
        assert actions.try_again(by=walk.actor("sara"), found=found) == 2
        send_round(found, by=Actor(PERSONAE["sara"].id, "Sara", may_all=True), tell=told)
        assert walk.again(own).contact_email == "ny@gamma.example"


def test_nobody_is_in_two_rounds_and_only_who_conducts_begins_one(walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        audit = planned_for(walk, "Alfa")
        begun(walk, audit)
        with pytest.raises(NotPossibleError, match=audit.case_number):
            begun(walk, audit)
        with pytest.raises(NotPermittedError):
            actions.begin(by=walk.actor("karl"), name="", audits=[audit], deadline=deadline())
        with pytest.raises(NotPossibleError, match="efter i dag"):
            actions.begin(by=walk.actor("sara"), name="", audits=[audit], deadline=timezone.localdate())


def test_stops_come_first(walk: Walk) -> None:
    later = timezone.localdate() + timedelta(days=120)
    with acting_as(SECRETARIAT):
        running = walk.announced(walk.planned([walk.systems[0]]))
    with acting_as(SECRETARIAT):
        second = walk.planned([walk.systems[1]])
        free, nobody, waits = (
            planned_for(walk, "Alfa"),
            planned_for(walk, "Beta", contact=False),
            planned_for(walk, "Gamma"),
        )
        expect_statement(by=walk.actor("sara"), supplier=waits.supplier, expected_on=later)
        rows = {
            row.audit.id: row
            for row in preview.rows_of([second.id, free.id, nobody.id, waits.id, running.id])
        }
        assert running.id not in rows, "what has been announced is not announced again"
        assert {key: [stop.kind for stop in row.stops] for key, row in rows.items()} == {
            second.id: ["running"],
            free.id: [],
            nobody.id: ["contact"],
            waits.id: ["statement"],
        }
        assert [
            rows[each].goes({second.id, nobody.id}) for each in (second.id, free.id, nobody.id, waits.id)
        ] == [
            True,
            True,
            False,
            False,
        ]
        Audit.objects.filter(pk=second.pk).update(concept=1)
        assert [stop.kind for stop in preview.rows_of([second.id])[0].stops] == ["concept", "running"]
        with pytest.raises(NotPossibleError, match="efter i dag"):
            expect_statement(by=walk.actor("sara"), supplier=waits.supplier, expected_on=timezone.localdate())
        with pytest.raises(NotPossibleError, match="hører ikke til"):
            expect_statement(
                by=walk.actor("sara"), supplier=waits.supplier, system=walk.systems[0], expected_on=later
            )
    with acting_as(SUPPLIER):
        expect_statement(by=walk.actor("leo"), supplier=walk.supplier, expected_on=later)
        assert [row.supplier_id for row in ExpectedStatement.objects.all()] == [walk.supplier.id], (
            "only its own"
        )


def test_the_pages_of_a_round(walk: Walk, client_of: Callable[[str], Client]) -> None:
    with acting_as(SECRETARIAT):
        audits = [planned_for(walk, name) for name in ("Alfa", "Beta")]
        nobody = planned_for(walk, "Gamma", contact=False)
        ids = [str(each.id) for each in (*audits, nobody)]
    sara = client_of("sara")
    page = sara.post("/tilsyn/varsler/", {"sag": ids}).content.decode()
    assert all(words in page for words in ("1 uden kontaktperson", "Send 2 varsler", "Brev 1 af 2"))
    assert "Beta Sag" in sara.post("/tilsyn/varsler/", {"sag": ids, "vis": ids[1]}).content.decode()
    wrong = {"sag": ids, "begin": "1", "name": "", "deadline": "i morgen", "intro": ""}
    assert "Send 2 varsler" in sara.post("/tilsyn/varsler/", wrong).content.decode()
    given = {**wrong, "deadline": f"{deadline():%d.%m.%Y}", "sag": [*ids, "ikke-et-id"], "alligevel": ids[2]}
    answer = sara.post("/tilsyn/varsler/", given)
    assert answer.status_code == 302
    with acting_as(SECRETARIAT):
        found = AuditRound.objects.get()
        assert found.members.count() == 2
        send_round(found, by=Actor(PERSONAE["sara"].id, "Sara", may_all=True), tell=told)
    assert "kan kaldes tilbage" in sara.get(answer["Location"]).content.decode()
    sara.post(f"{answer['Location']}kald-tilbage/", {"sag": ids[0]})
    with acting_as(SECRETARIAT):
        assert walk.again(audits[0]).state == "planned"
    with acting_as(Caller.jobs()):
        refused = OutboxMail.objects.filter(joint_id=audits[1].id)
        refused.update(state="failed", attempts=8, error="550 ukendt modtager")
    page = sara.get(answer["Location"]).content.decode()
    assert "550 ukendt modtager" in page
    assert "Send varslet igen" in page
    with acting_as(SECRETARIAT):
        SupplierContact.objects.filter(supplier=audits[1].supplier).update(email="ny@beta.example")
    sara.post(f"{answer['Location']}igen/{audits[1].id}/")
    with acting_as(SECRETARIAT):
        assert OutboxMail.objects.filter(joint_id=audits[1].id, state="waiting").get().to == [
            "ny@beta.example"
        ]
        with pytest.raises((NotPossibleError, OutdatedError)):
            actions.send_again(by=walk.actor("sara"), found=found, audit=audits[1])
    assert sara.get(f"/tilsyn/runder/{uuid4()}/").status_code == 404
