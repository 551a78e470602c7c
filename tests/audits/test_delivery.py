"""The door downwards: what a delivery writes, once, in which schemas, and what waits."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import connection
from django.forms.models import model_to_dict
from django.utils import timezone

from audits.joint.actions import publishing, reporting
from audits.joint.deadlines import decision_due
from audits.joint.models import Audit, ReportVersion
from audits.joint.tasks import deliver_waiting
from audits.municipal import actions as municipal
from audits.municipal.models import FollowUpTask, ReceivedFile, ReceivedReport, ReceivedSystem
from documents.models import BlobHolder
from register.models import SystemUse
from tenants.models import Recipient, Standing
from tests.audits.walking import PDF, SECRETARIAT, SUPPLIER, Walk
from walls.callers import Caller, acting_as
from workflows.actors import Actor
from workflows.calendar import is_working_day
from workflows.engine import NotPossibleError, OutdatedError, move
from workflows.log import history, record
from workflows.models import LegalValue, OutboxMail
from workflows.municipal.models import MunicipalLogEntry

TOLD = ("subject_kind", "action", "before", "after", "reason", "data", "by_id", "by_name")


def words(row: Any) -> dict[str, Any]:
    return {key: value for key, value in model_to_dict(row).items() if key in TOLD}


def again(walk: Walk, audit: Audit, kind: str, *, summary: str = "") -> publishing.Sent:
    """Publish another version of the report."""
    with acting_as(SECRETARIAT):
        opened = reporting.revise(
            by=walk.actor("sara"), audit=walk.again(audit), kind=kind, reason="Ny viden"
        )
        if summary:
            reporting.set_summary(by=walk.actor("sara"), audit=opened, summary=summary)
    return walk.published(walk.ready(audit))


def test_the_log_rows_are_those_the_state_machine_would_write(walk: Walk) -> None:
    audit = walk.ready()
    walk.published(audit)
    again(walk, audit, "new")
    with acting_as(SECRETARIAT):
        publishing.withdraw(by=walk.actor("sara"), audit=walk.again(audit), reason="Fejl")
    with acting_as(Caller.owner("m_viborg")):
        sara = Actor(walk.actor("sara").id, "Sara Sagsbehandler", "Sekretariatet", may_all=True)
        for number, steps in ((1, ["receive", "withdraw"]), (2, ["receive", "withdraw"])):
            delivered = ReceivedSystem.objects.get(report__version=number)
            twin = ReceivedSystem(
                report=delivered.report,
                system_id=audit.id,
                name="Tvilling",
                level="green",
                text="",
                state_since=delivered.state_since,
            )
            twin.save(force_insert=True)
            for step in steps:
                move(twin, step, by=sara, reason="Fejl" if step == "withdraw" else "")
            assert [words(row) for row in history(delivered)] == [words(row) for row in history(twin)]
        report = ReceivedReport.objects.get(version=1)
        [delivered_row] = MunicipalLogEntry.objects.filter(subject_id=report.id)
        record(report, "deliver", by=sara)
        newest = history(report).first()
        assert newest is not None
        assert newest.pk != delivered_row.pk
        assert words(delivered_row) == words(newest)


def test_delivering_again_changes_nothing(walk: Walk) -> None:
    sent = walk.published()
    assert len(sent.delivered) == 2
    with acting_as(SECRETARIAT):
        again = publishing.deliver(list(ReportVersion.objects.all()))
        assert (again.delivered, again.waiting) == ({}, {})
        assert Standing.objects.count() == 3
    with acting_as(walk.municipality("aalborg")):
        assert (ReceivedReport.objects.count(), ReceivedSystem.objects.count()) == (1, 2)
        assert MunicipalLogEntry.objects.count() == 3


def test_who_waits_and_no_longer_uses_the_systems_stops_nobody(walk: Walk) -> None:
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("DELETE FROM m_viborg.django_migrations RETURNING app, name, applied")
        missing = cursor.fetchall()
    assert walk.members["viborg"].id in walk.published().waiting
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO m_viborg.django_migrations (app, name, applied) VALUES (%s, %s, %s)", missing
        )
        SystemUse.objects.filter(municipality=walk.members["viborg"]).update(is_active=False)
    deliver_waiting()
    with acting_as(SECRETARIAT):
        states = dict(Recipient.objects.values_list("municipality__schema_name", "state"))
        assert states == {"m_aalborg": "delivered", "m_viborg": "dropped"}
    with acting_as(walk.municipality("viborg")):
        assert not ReceivedReport.objects.exists()


def test_a_schema_that_lags_behind_waits_by_name_and_is_delivered_later(walk: Walk) -> None:
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM m_viborg.django_migrations WHERE app = 'audits_municipal' "
            "RETURNING app, name, applied"
        )
        missing = cursor.fetchall()
    sent = walk.published()
    assert set(sent.delivered) == {walk.members["aalborg"].id}
    assert "mangler en opdatering" in sent.waiting[walk.members["viborg"].id]
    with acting_as(walk.municipality("viborg")):
        assert not ReceivedReport.objects.exists()
    with acting_as(SECRETARIAT):
        waiting = Recipient.objects.get(state="waiting")
        assert (waiting.municipality.schema_name, waiting.delivered_at) == ("m_viborg", None)
        assert not OutboxMail.objects.filter(to__contains=["post@m_viborg.example"]).exists()
        assert publishing.retry_waiting(by=walk.actor("sara")).waiting, "it still lags"
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO m_viborg.django_migrations (app, name, applied) VALUES (%s, %s, %s)", missing
        )
    deliver_waiting()
    with acting_as(SECRETARIAT):
        assert not Recipient.objects.filter(state="waiting").exists()
        assert OutboxMail.objects.filter(to__contains=["post@m_viborg.example"]).count() == 1
    with acting_as(walk.municipality("viborg")):
        assert ReceivedReport.objects.count() == 1


def test_what_becomes_visible_later_has_the_later_moment(walk: Walk) -> None:
    audit = walk.ready()
    walk.published(audit)
    again(walk, audit, "new")
    again(walk, audit, "new")
    with acting_as(walk.municipality("aalborg")):
        moments = list(ReceivedReport.objects.order_by("version").values_list("published_at", flat=True))
        assert len(moments) == len(set(moments)) == 3
        assert moments == sorted(moments)


def test_one_mail_per_municipality_for_all_that_is_sent_in_one_act(walk: Walk) -> None:
    first = walk.reviewed(walk.submitted(walk.answered(walk.announced(walk.planned([walk.systems[0]])))))
    second = walk.reviewed(walk.submitted(walk.answered(walk.announced(walk.planned([walk.systems[1]])))))
    walk.published(walk.ready(first), walk.ready(second))
    with acting_as(SECRETARIAT):
        mails = {tuple(mail.to): mail for mail in OutboxMail.objects.filter(kind="audits/to_municipality")}
        assert len(mails) == 2
        aalborg = mails["mette@aalborg.example", "post@m_aalborg.example"]
        assert aalborg.subject == "2 nye tilsynsrapporter"
        assert "http://aalborg.localhost" in aalborg.body
        assert "Nordlys Vagtplan" in aalborg.body
        viborg = mails["bo@viborg.example", "post@m_viborg.example"]
        assert viborg.subject == "Ny tilsynsrapport: Nordlys Data A/S"
        assert "Nordlys Vagtplan" not in viborg.body, "a mail names the municipality's own systems only"


def test_either_all_the_reports_of_an_act_are_sent_or_none(walk: Walk) -> None:
    first = walk.ready(
        walk.reviewed(walk.submitted(walk.answered(walk.announced(walk.planned([walk.systems[0]])))))
    )
    second = walk.reviewed(walk.submitted(walk.answered(walk.announced(walk.planned([walk.systems[1]])))))
    with pytest.raises(Exception, match="skiftet status"):
        walk.published(first, second)
    with acting_as(SECRETARIAT):
        assert walk.again(first).state == "ready"
        assert not Recipient.objects.exists()
    with acting_as(walk.municipality("aalborg")):
        assert not ReceivedReport.objects.exists()


def test_only_files_that_may_follow_go_along(walk: Walk) -> None:
    audit = walk.answered(files=1)
    with acting_as(SUPPLIER):
        walk.upload(
            walk.again(audit),
            title="Fortrolig",
            content=PDF + b"% fortrolig",
            wish="closed",
        )
    walk.published(walk.ready(walk.reviewed(walk.submitted(audit))))
    with acting_as(walk.municipality("aalborg")):
        files = {each.file.title: each for each in ReceivedFile.objects.select_related("file")}
        assert [title for title, each in files.items() if not each.is_report] == ["Erklæring 1"]
        assert len(files) == 2
        held = [each.file.sha256 for each in files.values()]
    with acting_as(SECRETARIAT):
        holders = BlobHolder.objects.filter(sha256__in=held)
        assert {each.holder for each in holders} == {"shared", "m_aalborg", "m_viborg"}


def test_a_new_version_stands_beside_the_former_and_reopens_the_decision(walk: Walk) -> None:
    audit = walk.ready()
    walk.published(audit)
    with acting_as(walk.municipality("aalborg")):
        first = ReceivedSystem.objects.filter(name="Nordlys Omsorg")
        municipal.decide(by=walk.actor("mette"), systems=first, decision=municipal.Decision("approved"))
    again(walk, audit, "new")
    with acting_as(walk.municipality("aalborg")):
        stands = ReceivedSystem.objects.order_by("report__version", "name")
        assert [(each.report.version, each.report.is_current, each.name, each.state) for each in stands] == [
            (1, False, "Nordlys Omsorg", "approved"),
            (1, False, "Nordlys Vagtplan", "received"),
            (2, True, "Nordlys Omsorg", "reopened"),
            (2, True, "Nordlys Vagtplan", "received"),
        ]
        with pytest.raises(Exception, match="ny udgave"):
            municipal.decide(
                by=walk.actor("mette"), systems=[stands[1]], decision=municipal.Decision("approved")
            )
    with acting_as(SECRETARIAT):
        assert set(Standing.objects.values_list("version", flat=True)) == {2}


def test_a_correction_replaces_and_reopens_nothing(walk: Walk) -> None:
    audit = walk.ready()
    walk.published(audit)
    with acting_as(walk.municipality("aalborg")):
        municipal.decide(
            by=walk.actor("mette"),
            systems=ReceivedSystem.objects.all(),
            decision=municipal.Decision("approved"),
        )
    again(walk, audit, "correction", summary="Rettet sammenfatning.")
    with acting_as(walk.municipality("aalborg")):
        report = ReceivedReport.objects.get()
        assert (report.version, report.summary, report.corrected_at is not None) == (
            2,
            "Rettet sammenfatning.",
            True,
        )
        assert {each.state for each in report.systems.all()} == {"approved"}
        current = report.files.filter(replaced_at=None, is_report=True)
        assert current.count() == 1
        assert "v2.0" in current.get().file.name


def test_a_withdrawal_marks_every_version_everywhere(walk: Walk) -> None:
    audit = walk.ready()
    walk.published(audit)
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPossibleError, match="hvorfor"):
            publishing.withdraw(by=walk.actor("sara"), audit=walk.again(audit), reason="")
        publishing.withdraw(
            by=walk.actor("sara"), audit=walk.again(audit), reason="Bygger på forkert erklæring."
        )
        assert set(Standing.objects.values_list("state", flat=True)) == {"withdrawn"}
    for host in ("aalborg", "viborg"):
        with acting_as(walk.municipality(host)):
            report = ReceivedReport.objects.get()
            assert report.withdrawn_at is not None
            assert report.reason == "Bygger på forkert erklæring."
            assert {each.state for each in report.systems.all()} == {"withdrawn"}


def lagging(schema: str) -> list[Any]:
    """Let a schema lag behind in migrations, and return what `caught_up` gives it back."""
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {schema}.django_migrations RETURNING app, name, applied")
        return cursor.fetchall()


def caught_up(schema: str, steps: list[Any]) -> None:
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {schema}.django_migrations (app, name, applied) VALUES (%s, %s, %s)", steps
        )


def test_a_withdrawal_ends_the_waiting_of_who_never_had_the_report(walk: Walk) -> None:
    audit = walk.ready()
    steps = lagging("m_viborg")
    walk.published(audit)
    with acting_as(SECRETARIAT):
        sent = publishing.withdraw(by=walk.actor("sara"), audit=walk.again(audit), reason="Fejl")
    assert set(sent.delivered) == {walk.members["aalborg"].id}
    caught_up("m_viborg", steps)
    deliver_waiting()
    with acting_as(SECRETARIAT):
        assert not Recipient.objects.filter(state="waiting").exists()
        ended = Recipient.objects.get(state="dropped")
        assert (ended.municipality.schema_name, ended.reason) == ("m_viborg", "Rapporten er trukket tilbage.")
    with acting_as(walk.municipality("viborg")):
        assert not ReceivedReport.objects.exists()
    with acting_as(walk.municipality("aalborg")):
        assert ReceivedReport.objects.get().withdrawn_at


def test_a_withdrawal_reaches_who_has_an_earlier_version_and_waits_for_the_newest(walk: Walk) -> None:
    audit = walk.ready()
    walk.published(audit)
    steps = lagging("m_viborg")
    again(walk, audit, "new")
    caught_up("m_viborg", steps)
    with acting_as(SECRETARIAT):
        sent = publishing.withdraw(by=walk.actor("sara"), audit=walk.again(audit), reason="Fejl")
    assert set(sent.delivered) == {walk.members["aalborg"].id, walk.members["viborg"].id}
    with acting_as(walk.municipality("viborg")):
        report = ReceivedReport.objects.get()
        assert (report.version, report.reason) == (1, "Fejl")
        assert report.withdrawn_at
    with acting_as(SECRETARIAT):
        assert set(Standing.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_decision_on_a_page_that_is_old_is_refused_and_an_old_version_has_no_standing(walk: Walk) -> None:
    audit, mette = walk.ready(), walk.actor("mette")
    walk.published(audit)
    with acting_as(walk.municipality("aalborg")):
        [old, _] = ReceivedSystem.objects.select_related("report")
    again(walk, audit, "new")
    with acting_as(walk.municipality("aalborg")):
        for act in (
            lambda: municipal.consider(by=mette, system=old),
            lambda: municipal.decide(by=mette, systems=[old], decision=municipal.Decision("approved")),
        ):
            with pytest.raises(OutdatedError, match="ny udgave"):
                act()
        municipal.report_up(old.pk)
        new = ReceivedSystem.objects.get(report__is_current=True, system_id=old.system_id)
        municipal.decide(by=mette, systems=[new], decision=municipal.Decision("approved"))
    with acting_as(SECRETARIAT):
        told = Standing.objects.filter(municipality=walk.members["aalborg"], system_id=old.system_id)
        assert [(each.version, each.state) for each in told] == [(2, "approved")]


def test_a_member_that_joins_the_use_later_is_no_recipient_of_what_was_sent(walk: Walk) -> None:
    walk.published()
    with acting_as(SECRETARIAT):
        from register.models import SystemUse

        SystemUse.objects.create(municipality=walk.members["koebenhavn"], system=walk.systems[0])
        assert {each.municipality.schema_name for each in Recipient.objects.all()} == {
            "m_aalborg",
            "m_viborg",
        }


def test_duties_of_the_municipalities_become_their_tasks(walk: Walk) -> None:
    from audits.joint.actions.reviewing import set_duties

    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        set_duties(
            by=walk.actor("sara"),
            audit=audit,
            lines=["Gennemgå administratorer", "", "  Slet gamle brugere "],
        )
    walk.published(walk.ready(audit))
    with acting_as(walk.municipality("viborg")):
        assert sorted(FollowUpTask.objects.values_list("text", flat=True)) == [
            "Gennemgå administratorer",
            "Slet gamle brugere",
        ]


def test_a_decision_is_due_by_dated_configuration(walk: Walk) -> None:
    walk.published()
    with acting_as(SECRETARIAT):
        version = ReportVersion.objects.get()
        assert version.sent_at is not None
        due = decision_due(timezone.localdate(version.sent_at))
        assert set(Standing.objects.values_list("due", flat=True)) == {due}
    with acting_as(walk.municipality("viborg")):
        assert ReceivedReport.objects.get().due == due


def test_a_decision_is_due_on_a_working_day_by_the_value_in_force_when_it_was_sent(walk: Walk) -> None:
    today = timezone.localdate()
    to_saturday = (5 - today.weekday()) % 7 + 7
    with acting_as(SECRETARIAT):
        assert decision_due(date(2026, 11, 24)) == date(2027, 1, 11), "30 days later is Christmas Eve"
        assert decision_due(date(2026, 6, 10)) == date(2026, 7, 27), "30 days later are the quiet weeks"
        LegalValue(
            key="audit.decision_days", value=to_saturday, valid_from=today, source="Bestyrelsen"
        ).save()
    audit = walk.ready()
    walk.published(audit)
    with acting_as(SECRETARIAT):
        [due] = set(Standing.objects.values_list("due", flat=True))
        assert due > today + timedelta(days=to_saturday)
        assert is_working_day(due)
        LegalValue.objects.filter(key="audit.decision_days").update(value=300)
        publishing.deliver(list(ReportVersion.objects.all()))
        assert set(Standing.objects.values_list("due", flat=True)) == {due}


def test_what_people_write_arrives_letter_by_letter_whatever_it_looks_like(walk: Walk) -> None:
    odd = '\'; DROP TABLE x; -- {home} $1 %L %s \\ "æøå" 😀'
    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        from audits.joint.actions.reviewing import set_duties

        set_duties(by=walk.actor("sara"), audit=audit, lines=[odd])
        reporting.set_summary(by=walk.actor("sara"), audit=audit, summary=odd)
        for system in audit.systems.all():
            reporting.conclude(by=walk.actor("sara"), system=system, level="green", text=odd)
    walk.published(walk.ready(audit))
    with acting_as(walk.municipality("viborg")):
        report = ReceivedReport.objects.get()
        assert report.summary == odd
        assert report.systems.get().text == odd
        assert FollowUpTask.objects.get().text == odd


def test_who_is_to_have_a_version_is_settled_when_it_is_sent(walk: Walk) -> None:
    walk.published()
    with acting_as(SECRETARIAT):
        from register.models import SystemUse

        SystemUse.objects.create(municipality=walk.members["koebenhavn"], system=walk.systems[0])
        assert publishing.deliver(list(ReportVersion.objects.all())).delivered == {}
    with acting_as(walk.municipality("koebenhavn")):
        assert not ReceivedReport.objects.exists()


def test_a_new_version_waits_where_the_former_still_does(walk: Walk) -> None:
    audit = walk.ready()
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute("UPDATE m_viborg.django_migrations SET app = app RETURNING app, name, applied")
        steps = cursor.fetchall()
        cursor.execute("DELETE FROM m_viborg.django_migrations")
    walk.published(audit)
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO m_viborg.django_migrations (app, name, applied) VALUES (%s, %s, %s)", steps
        )
    with acting_as(SECRETARIAT):
        first = walk.again(audit).report.summary
    sent = again(walk, audit, "new", summary="Leverandøren har rettet op.")
    assert "foregående udgave" in sent.waiting[walk.members["viborg"].id]
    deliver_waiting()
    with acting_as(walk.municipality("viborg")):
        versions = ReceivedReport.objects.order_by("published_at").values_list(
            "version", "is_current", "summary"
        )
        # Each version with the words of the day it was sent, though the first came after the second was made.
        assert list(versions) == [(1, False, first), (2, True, "Leverandøren har rettet op.")]
