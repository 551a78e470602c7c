"""Jobs: each runs once, under the role its row names, and nothing is forgotten."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.utils import ProgrammingError
from django.utils import timezone

from tenants.models import Municipality
from tests.conftest import server
from tests.personae import SUPPLIER_X
from walls.callers import Caller, acting_as
from workflows import jobs
from workflows.actors import Actor
from workflows.jobs import RunningJob, enqueue, overdue, run
from workflows.mail import queue_mail
from workflows.models import Job, OutboxMail

SEEN: list[Any] = []
BY = Actor.system("Prøve")
SCHEMAS = ("m_aalborg", "m_viborg")

NOBODY = "0d1c6a52-4c0e-4a7e-9d0b-5f6f1f0a9b11"  # fixed, so that both test processes collect alike


def role_and_schema(job: RunningJob) -> dict[str, Any]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user, current_schema()")
        SEEN.append(cursor.fetchone())
    return {"heard": job.payload.get("say")}


def fail(job: RunningJob) -> None:
    SEEN.append(job.id)
    raise OSError("Printeren brænder")


def look_next_door(job: RunningJob) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM m_viborg.workflows_municipal_municipallogentry")


def mail_and_not_end(job: RunningJob) -> dict[str, Any]:
    """What it returns cannot be kept: as a worker that is killed before the job's end."""
    context = {"name": "Leo", "supplier": "Nordlys", "by": "Sara", "url": "https://eksempel.example"}
    queue_mail(to=["leo@nordlys.example"], template="register/invitation", context=context)
    return {"kept": object()}


@pytest.fixture(autouse=True)
def handlers() -> Iterator[None]:
    """Handlers of the tests' own."""
    mine = {"test.look": role_and_schema, "test.fail": fail, "test.next_door": look_next_door}
    mine["test.mail"] = mail_and_not_end
    jobs._handlers.update(mine)
    SEEN.clear()
    yield
    for kind in mine:
        del jobs._handlers[kind]
    jobs._whole.discard("test.mail")


def queued(kind: str, caller: Caller | None = None, **payload: Any) -> Job:
    with acting_as(Caller.secretariat()):
        return enqueue(kind, by=BY, caller=caller, payload=payload)


def stored(row: Job) -> Job:
    with acting_as(Caller.jobs()):
        return Job.objects.get(pk=row.pk)


@pytest.mark.parametrize(
    ("key", "schema"), [("sara", "public"), ("mette", "m_aalborg"), ("bo", "m_viborg"), ("leo", "public")]
)
def test_a_job_runs_under_the_role_of_its_row(
    caller_of: Callable[[str], Caller], key: str, schema: str
) -> None:
    caller = caller_of(key)
    row = queued("test.look", caller, say="hej")
    run(row.id)
    assert [(caller.role, schema)] == SEEN
    assert (stored(row).state, stored(row).result) == ("done", {"heard": "hej"})


def test_after_another_municipalitys_job_nothing_is_left(caller_of: Callable[[str], Caller]) -> None:
    first, second = queued("test.look", caller_of("bo")), queued("test.look", caller_of("mette"))
    run(first.id)
    run(second.id)
    assert [schema for _, schema in SEEN] == ["m_viborg", "m_aalborg"]


def test_a_finished_job_is_not_run_again(db: None) -> None:
    row = queued("test.look")
    run(row.id)
    run(row.id)
    assert len(SEEN) == 1


def test_a_job_that_runs_is_left_alone_until_its_worker_is_no_more(db: None) -> None:
    row = queued("test.look")
    long_ago = timezone.now() - timedelta(hours=1)
    with acting_as(Caller.jobs()):
        Job.objects.filter(pk=row.pk).update(state="running", started_at=long_ago)
    with server(connection.settings_dict["NAME"]) as worker:
        worker.execute("SELECT pg_advisory_lock(%s)", [jobs._key(row.id)])
        run(row.id)
        assert not SEEN
        with acting_as(Caller.jobs()):
            assert row.id not in overdue()
        worker.execute("SELECT pg_advisory_unlock_all()")
    run(row.id)
    assert len(SEEN) == 1


def test_a_job_that_kills_its_worker_is_given_up(db: None) -> None:
    row = queued("test.look")
    with acting_as(Caller.jobs()):
        Job.objects.filter(pk=row.pk).update(state="running", attempts=jobs.MAX_ATTEMPTS)
    run(row.id)
    assert not SEEN
    assert (stored(row).state, stored(row).message) == (
        "failed",
        "Arbejdsprocessen standsede hver gang, opgaven kørte.",
    )


def test_of_a_whole_job_that_cannot_end_nothing_is_left_to_be_done_twice(db: None) -> None:
    jobs._whole.add("test.mail")
    row = queued("test.mail")
    with pytest.raises(TypeError):
        run(row.id)
    with acting_as(Caller.jobs()):
        assert not OutboxMail.objects.exists()
    assert stored(row).state == "queued", "it is tried again"


def test_an_unknown_id_is_nothing(db: None) -> None:
    run(uuid4())
    assert not SEEN


@pytest.mark.parametrize(
    "forged",
    [
        {"kind": "owner", "schema": "public", "holder": ""},
        {"kind": "door", "schema": "public", "holder": ""},
        {"kind": "jobs", "schema": "public", "holder": ""},
        {"kind": "municipality", "schema": "public", "holder": NOBODY},
        {"kind": "municipality", "schema": "pg_catalog", "holder": NOBODY},
        {"kind": "municipality", "schema": 'm_x"; DROP SCHEMA public', "holder": NOBODY},
        {"kind": "municipality", "schema": "m_aalborg", "holder": NOBODY},
        {"kind": "municipality", "schema": "m_aalborg", "holder": "'; DROP"},
        {"kind": "supplier", "schema": "public", "holder": ""},
        {"kind": "postgres", "schema": "public", "holder": ""},
        {},
    ],
    ids=str,
)
def test_a_forged_caller_runs_nothing(committed: None, forged: dict[str, str]) -> None:
    row = queued("test.look")
    with acting_as(Caller.owner()):
        Job.objects.filter(pk=row.pk).update(caller=forged)
    with pytest.raises(Exception):  # noqa: B017, PT011 - whichever wall it meets first
        run(row.id)
    assert not SEEN
    assert stored(row).state != "done"


def test_one_municipalitys_role_with_anothers_schema_sees_nothing(committed: None) -> None:
    with acting_as(Caller.owner()):
        own, other = (Caller.municipality(Municipality.objects.get(schema_name=name)) for name in SCHEMAS)
    for refused in (own, Caller(own.kind, own.role, other.schema, own.holder)):
        row = queued("test.next_door", refused)
        with pytest.raises(ProgrammingError, match="permission denied"):
            run(row.id)
        assert stored(row).state == "queued"
    row = queued("test.next_door", other)
    run(row.id)
    assert stored(row).state == "done"


def test_what_went_wrong_is_kept_and_after_five_times_it_has_failed(committed: None) -> None:
    row = queued("test.fail")
    for state in ["queued"] * 4 + ["failed"]:
        with pytest.raises(OSError, match="brænder"):
            run(row.id)
        assert stored(row).state == state
    assert stored(row).message == "OSError: Printeren brænder"
    run(row.id)
    assert len(SEEN) == 5


def test_the_next_attempt_of_what_failed_is_put_off_twice_as_long_each_time(committed: None) -> None:
    """Somebody who is away for some minutes (a database, a file store) does not use the attempts up."""
    row = queued("test.fail")
    with acting_as(Caller.jobs()):
        Job.objects.filter(pk=row.pk).update(created_at=timezone.now() - timedelta(hours=1))
    for minutes in (2, 4, 8, 16):
        with acting_as(Caller.jobs()):
            assert row.id in overdue()
        before = timezone.now()
        with pytest.raises(OSError, match="brænder"):
            run(row.id)
        put_off = stored(row).not_before
        assert put_off is not None
        assert timedelta(minutes=minutes) <= put_off - before < timedelta(minutes=minutes + 1)
        with acting_as(Caller.jobs()):
            assert row.id not in overdue()
            Job.objects.filter(pk=row.pk).update(not_before=timezone.now())


def test_the_sweep_finds_what_nobody_took(db: None) -> None:
    fresh, forgotten, stuck, done = (queued("test.look") for _ in range(4))
    long_ago = timezone.now() - timedelta(hours=1)
    run(done.id)
    with acting_as(Caller.jobs()):
        Job.objects.filter(pk__in=[forgotten.pk, stuck.pk, done.pk]).update(created_at=long_ago)
        Job.objects.filter(pk=stuck.pk).update(state="running", started_at=long_ago)
        assert set(overdue()) == {forgotten.pk, stuck.pk}
        assert fresh.pk not in overdue()


def test_nothing_is_enqueued_that_nobody_can_do(db: None) -> None:
    with acting_as(Caller.secretariat()), pytest.raises(ValueError, match=r"test\.unknown"):
        enqueue("test.unknown", by=BY)


@pytest.mark.parametrize("key", ["mette", "leo"])
def test_other_sites_put_no_jobs_in(caller_of: Callable[[str], Caller], key: str) -> None:
    with acting_as(caller_of(key)), pytest.raises(ProgrammingError, match="permission denied"):
        enqueue("test.look", by=BY, caller=Caller.supplier(SUPPLIER_X))


def test_a_running_job_tells_how_far_it_is(db: None) -> None:
    row = queued("test.look")
    RunningJob(row).progress(3, 98, "Aalborg Kommune")
    assert (stored(row).done, stored(row).total, stored(row).message) == (3, 98, "Aalborg Kommune")
