"""Two at once, on a database where transactions really commit: one wins, the other is told."""

import threading
from collections.abc import Callable

import pytest
from django.db import connection, transaction

from audits.joint.actions import answering, document_reviews, planning, publishing
from audits.joint.models import Answer, Audit, Evidence, ReportVersion, StatementReview
from audits.municipal import stand_actions
from audits.municipal.models import FindingStand, ReceivedFinding, ReceivedReport
from tenants.models import Municipality, Recipient
from tests.audits.conftest import prepared
from tests.audits.test_document_review import submitted_with_statement
from tests.audits.test_stands import presented
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from tests.conftest import HOST_OF_MEMBER, server
from walls.callers import Caller, acting_as, wrapper
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError
from workflows.models import LogEntry, OutboxMail


@pytest.fixture
def committed_walk(committed: None, actor: Callable[[str], Actor]) -> Walk:
    with acting_as(Caller.owner()):
        members = {HOST_OF_MEMBER[each.kommunekode]: each for each in Municipality.objects.all()}
    return prepared(members, actor)


def at_once(*acts: Callable[[], object], caller: Caller = SECRETARIAT) -> list[object]:
    """Do things at the same moment on a connection each; return what each gave or raised."""
    barrier, results = threading.Barrier(len(acts)), [None] * len(acts)  # type: list[object]

    def run(number: int, act: Callable[[], object]) -> None:
        try:
            with acting_as(caller):
                barrier.wait()
                results[number] = act()
        except Exception as error:
            results[number] = error
        finally:
            connection.close()
            wrapper().act_as(None)

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(acts)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    return results


def test_of_two_who_send_the_same_report_one_wins(committed_walk: Walk) -> None:
    audit = committed_walk.ready()
    sara, lise = committed_walk.actor("sara"), committed_walk.actor("lise")
    with acting_as(SECRETARIAT):
        publishing.prepare(by=sara, audits=[audit])

    def send(by: Actor) -> Callable[[], object]:
        return lambda: publishing.publish(by=by, audits=[Audit.objects.get(pk=audit.pk)])

    results = at_once(send(sara), send(lise))
    assert sum(isinstance(each, publishing.Sent) for each in results) == 1
    assert sum(isinstance(each, OutdatedError) for each in results) == 1
    with acting_as(SECRETARIAT):
        assert LogEntry.objects.filter(subject_id=audit.id, action="publish").count() == 1
        assert OutboxMail.objects.filter(kind="audits/to_municipality").count() == 2
    with acting_as(committed_walk.municipality("aalborg")):
        assert ReceivedReport.objects.count() == 1


def test_two_reports_sent_at_once_become_visible_at_two_moments(committed_walk: Walk) -> None:
    walk = committed_walk
    audits = [
        walk.ready(walk.reviewed(walk.submitted(walk.answered(walk.announced(walk.planned([system]))))))
        for system in walk.systems
    ]
    with acting_as(SECRETARIAT):
        publishing.prepare(by=walk.actor("sara"), audits=audits)

    def send(audit: Audit) -> Callable[[], object]:
        return lambda: publishing.publish(by=walk.actor("sara"), audits=[Audit.objects.get(pk=audit.pk)])

    results = at_once(*(send(audit) for audit in audits))
    assert all(isinstance(each, publishing.Sent) for each in results), results
    with acting_as(walk.municipality("aalborg")):
        moments = list(ReceivedReport.objects.values_list("published_at", flat=True))
        assert len(set(moments)) == 2


def test_a_schema_in_use_does_not_hold_up_the_others(committed_walk: Walk) -> None:
    walk, audit = committed_walk, committed_walk.ready()
    locked, done = threading.Event(), threading.Event()

    def hold() -> None:
        with acting_as(Caller.owner()), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE m_viborg.audits_municipal_receivedsystem IN ACCESS EXCLUSIVE MODE")
            locked.set()
            done.wait(30)
        connection.close()
        wrapper().act_as(None)

    holder = threading.Thread(target=hold)
    holder.start()
    locked.wait(30)
    sent = walk.published(audit)
    done.set()
    holder.join()
    assert set(sent.delivered) == {walk.members["aalborg"].id}
    assert "optaget" in sent.waiting[walk.members["viborg"].id]
    with acting_as(walk.municipality("viborg")):
        assert not ReceivedReport.objects.exists()
    with acting_as(SECRETARIAT):
        assert set(publishing.retry_waiting(by=walk.actor("sara")).delivered) == {walk.members["viborg"].id}
        assert not Recipient.objects.filter(state="waiting").exists()
        assert ReportVersion.objects.count() == 1
    with acting_as(walk.municipality("viborg")):
        assert ReceivedReport.objects.count() == 1


def someone_waits(number: int = 1) -> bool:
    """Return whether so many connections to the tests' database wait for a lock."""
    with server() as superuser:
        found = superuser.execute(
            "SELECT count(*) FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = %s",
            [connection.settings_dict["NAME"]],
        ).fetchone()
    return found is not None and found[0] >= number


def test_two_who_plan_the_same_system_at_once_plan_it_once(
    committed_walk: Walk, eventually: Callable[[Callable[[], bool]], bool]
) -> None:
    walk = committed_walk
    both_wait: list[bool] = []

    def hold() -> None:
        with acting_as(Caller.owner()), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("LOCK TABLE audits_joint_audit IN SHARE MODE")
            locked.set()
            both_wait.append(eventually(lambda: someone_waits(2)))
        connection.close()
        wrapper().act_as(None)

    def plan(by: str) -> Callable[[], object]:
        worker = planning.Worker(walk.actor(by).id, by)
        systems, actor = walk.systems, walk.actor(by)
        return lambda: planning.plan(by=actor, systems=systems, year=2026, quarter=2, worker=worker)

    locked, holder = threading.Event(), threading.Thread(target=hold)
    holder.start()
    locked.wait(30)
    results = at_once(plan("sara"), plan("lise"))
    holder.join()
    assert both_wait == [True]
    assert sum(isinstance(each, list) for each in results) == 1, results
    assert sum(isinstance(each, NotPossibleError) for each in results) == 1, results
    with acting_as(SECRETARIAT):
        assert Audit.objects.count() == 1


def test_what_is_handed_in_is_what_was_counted(
    committed_walk: Walk, eventually: Callable[[Callable[[], bool]], bool]
) -> None:
    walk = committed_walk
    audit, leo = walk.answered(), walk.actor("leo")
    written, waited = threading.Event(), []

    def blank() -> object:
        with transaction.atomic():
            answer = Answer.objects.get(questionnaire__audit=audit.pk, number=1)
            answering.save_answer(by=leo, answer=answer, choice="", comment="")
            written.set()
            waited.append(eventually(someone_waits))
        return "saved"

    def hand_in() -> object:
        written.wait(30)
        return answering.submit(by=leo, audit=Audit.objects.get(pk=audit.pk))

    saved, handed_in = at_once(blank, hand_in, caller=SUPPLIER)
    assert (saved, waited) == ("saved", [True])
    assert isinstance(handed_in, NotPossibleError)
    assert "1 spørgsmål mangler svar" in handed_in.reason
    with acting_as(SUPPLIER):
        Answer.objects.filter(choice="").update(choice="yes")
        assert answering.submit(by=leo, audit=Audit.objects.get(pk=audit.pk)).state == "review"


def test_two_first_stands_on_a_finding_at_once_leave_one_in_force_and_a_clear_word(
    committed_walk: Walk,
) -> None:
    walk, municipality = committed_walk, committed_walk.municipality("viborg")
    finding, bo = presented(walk), walk.actor("bo")

    def stand(reason: str) -> Callable[[], object]:
        def act() -> object:
            found = ReceivedFinding.objects.get(finding_id=finding.id)
            return stand_actions.take_stand(by=bo, finding=found, response="noted", reason=reason)

        return act

    results = at_once(stand("Set"), stand("Læst"), caller=municipality)
    assert all(isinstance(each, FindingStand | OutdatedError) for each in results), results
    with acting_as(municipality):
        assert FindingStand.objects.filter(state="in_force").count() == 1


def test_the_same_file_begun_in_two_audits_at_once_is_read_once_and_refused_clearly(
    committed_walk: Walk,
) -> None:
    walk = committed_walk
    audits = [submitted_with_statement(walk, system) for system in walk.systems]
    with acting_as(SECRETARIAT):
        read = list(Evidence.objects.filter(audit__in=audits, file__isnull=False))

    def save(each: Evidence) -> Callable[[], object]:
        given = {"facts": {"note": "Læst"}, "covers": each.covers, "exceptions": []}
        return lambda: document_reviews.save_review(by=walk.actor("sara"), evidence=each, **given)

    results = at_once(*map(save, read))
    assert len(read) == 2
    assert all(isinstance(each, StatementReview | OutdatedError) for each in results), results
    with acting_as(SECRETARIAT):
        assert StatementReview.objects.count() == 1
