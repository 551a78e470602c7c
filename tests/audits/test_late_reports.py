"""Who joins later, or begins to use a system later, gets the report that stands; once, no withdrawn one."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from audits.joint import late
from audits.joint.actions import publishing, reporting
from audits.joint.actions.late import give_late_reports
from audits.joint.deadlines import decision_due
from audits.joint.desk import waiting
from audits.joint.models import Audit
from audits.joint.tasks import look_for_late
from audits.municipal.models import ReceivedFile, ReceivedReport, ReceivedSystem
from register.models import SystemUse
from tenants.models import Recipient, Standing
from tests.audits.walking import SECRETARIAT, Walk
from walls.callers import Caller, acting_as
from workflows.engine import NotPermittedError, NotPossibleError
from workflows.models import LegalValue, OutboxMail
from workflows.municipal.models import MunicipalLogEntry

PATH = "/tilsyn/kommet-til-senere/"


def uses(walk: Walk, who: str, system: int = 0) -> None:
    """Let a member begin to use a system."""
    with acting_as(SECRETARIAT):
        SystemUse.objects.create(municipality=walk.members[who], system=walk.systems[system])


def by_itself() -> None:
    with acting_as(SECRETARIAT):
        LegalValue.objects.create(
            key=late.LATE_JOINERS, valid_from=timezone.localdate(), value="by_itself", source="Prøven"
        )


def found() -> list[tuple[str, list[str], int]]:
    with acting_as(SECRETARIAT):
        return [(each.municipality, each.systems, each.number) for each in late.find()]


def mails_to(who: str) -> int:
    with acting_as(SECRETARIAT):
        return OutboxMail.objects.filter(to__contains=[f"post@m_{who}.example"]).count()


def again(walk: Walk, audit: Audit, kind: str) -> None:
    """Send another version of the report."""
    with acting_as(SECRETARIAT):
        reporting.revise(by=walk.actor("sara"), audit=walk.again(audit), kind=kind, reason="Ny viden")
    walk.published(walk.ready(audit))


def received(walk: Walk, who: str) -> list[tuple[int, list[str]]]:
    with acting_as(walk.municipality(who)):
        return [
            (each.version, list(each.systems.values_list("name", flat=True)))
            for each in ReceivedReport.objects.order_by("published_at")
        ]


def test_who_got_the_report_when_it_was_sent_is_not_late(walk: Walk) -> None:
    walk.published()
    assert found() == []


def test_who_begins_to_use_a_system_gets_the_report_by_itself_once_with_one_mail(walk: Walk) -> None:
    audit = walk.ready(walk.reviewed())
    walk.published(audit)
    uses(walk, "koebenhavn")
    look_for_late()
    assert received(walk, "koebenhavn") == []
    by_itself()
    look_for_late()
    look_for_late()
    assert received(walk, "koebenhavn") == [(1, ["Nordlys Omsorg"])]
    assert mails_to("koebenhavn") == 1
    with acting_as(walk.municipality("koebenhavn")):
        due = decision_due(timezone.localdate())
        report = ReceivedReport.objects.get()
        assert (report.due, report.is_current) == (due, True)
        assert ReceivedFile.objects.filter(is_report=True).count() == 1
        assert MunicipalLogEntry.objects.filter(action="receive").count() == 1
        subject = ReceivedSystem.objects.get().id
    with acting_as(SECRETARIAT):
        standing = Standing.objects.get(municipality=walk.members["koebenhavn"])
        assert (standing.subject_id, standing.state, standing.due) == (subject, "received", due)
    assert found() == []


def test_a_click_gives_it_to_those_marked_and_to_nobody_else(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    walk.published()
    uses(walk, "koebenhavn")
    uses(walk, "viborg", 1)
    sara = client_of("sara")
    page = sara.get(PATH).content.decode()
    assert "Københavns Kommune" in page
    assert "Begyndte at bruge Nordlys Vagtplan" in page
    with acting_as(SECRETARIAT):
        assert any("kommet til senere" in each.title for each in waiting(walk.actor("sara")))
        [key] = [each.key for each in late.find() if each.municipality == "Viborg Kommune"]
    assert client_of("karl").post(PATH, {"row": [key]}).status_code == 403
    assert sara.post(PATH, {"row": [key, "x", "'; --"]}).status_code == 302
    assert received(walk, "viborg") == [(1, ["Nordlys Omsorg", "Nordlys Vagtplan"])]
    assert received(walk, "koebenhavn") == []
    assert [each[0] for each in found()] == ["Københavns Kommune"]
    sara.post(PATH, {"row": [key]})
    assert mails_to("viborg") == 2, "one when the report was sent, one now"


def test_only_the_latest_version_is_given_and_a_correction_comes_as_a_new_report(walk: Walk) -> None:
    audit = walk.ready()
    walk.published(audit)
    again(walk, audit, "new")
    again(walk, audit, "correction")
    uses(walk, "koebenhavn")
    assert found() == [("Københavns Kommune", ["Nordlys Omsorg"], 3)]
    by_itself()
    look_for_late()
    assert received(walk, "koebenhavn") == [(3, ["Nordlys Omsorg"])]
    with acting_as(SECRETARIAT):
        mail = OutboxMail.objects.get(to__contains=["post@m_koebenhavn.example"])
        assert mail.subject.startswith("Ny tilsynsrapport")
    again(walk, audit, "new")
    assert received(walk, "koebenhavn") == [(3, ["Nordlys Omsorg"]), (4, ["Nordlys Omsorg"])]
    with acting_as(SECRETARIAT):
        publishing.withdraw(by=walk.actor("sara"), audit=walk.again(audit), reason="Fejl")
    with acting_as(walk.municipality("koebenhavn")):
        assert set(ReceivedSystem.objects.values_list("state", flat=True)) == {"withdrawn"}


def test_a_withdrawn_report_is_given_to_nobody_and_a_newer_audit_counts(walk: Walk) -> None:
    first = walk.ready()
    walk.published(first)
    second = walk.ready(walk.reviewed(walk.submitted(walk.answered(walk.announced(walk.planned())))))
    walk.published(second)
    uses(walk, "koebenhavn")
    with acting_as(SECRETARIAT):
        assert [each.audit_id for each in late.find()] == [second.id]
        publishing.withdraw(by=walk.actor("sara"), audit=walk.again(second), reason="Fejl")
        assert [each.audit_id for each in late.find()] == [first.id]
        rows = late.find()
        publishing.withdraw(by=walk.actor("sara"), audit=walk.again(first), reason="Fejl")
        assert late.find() == []
        kept = give_late_reports(rows=rows, by=walk.actor("sara"))
        assert not kept.delivered
        assert "gælder ikke længere" in kept.waiting[walk.members["koebenhavn"].id]
    assert received(walk, "koebenhavn") == []
    assert mails_to("koebenhavn") == 0


def test_a_schema_that_lags_behind_stays_on_the_list_and_gets_it_later(walk: Walk) -> None:
    walk.published()
    uses(walk, "koebenhavn")
    by_itself()
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.execute(
            "DELETE FROM m_koebenhavn.django_migrations WHERE app = 'audits_municipal' "
            "RETURNING app, name, applied"
        )
        missing = cursor.fetchall()
    with acting_as(SECRETARIAT):
        sent = give_late_reports(rows=late.find(), by=walk.actor("sara"))
        assert "mangler en opdatering" in sent.waiting[walk.members["koebenhavn"].id]
        assert not Recipient.objects.filter(municipality=walk.members["koebenhavn"]).exists()
    with acting_as(Caller.owner()), connection.cursor() as cursor:
        cursor.executemany(
            "INSERT INTO m_koebenhavn.django_migrations (app, name, applied) VALUES (%s, %s, %s)", missing
        )
    look_for_late()
    assert received(walk, "koebenhavn") == [(1, ["Nordlys Omsorg"])]
    assert mails_to("koebenhavn") == 1


def test_who_may_not_send_gives_nothing_and_nothing_chosen_is_refused(walk: Walk) -> None:
    walk.published()
    uses(walk, "koebenhavn")
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPermittedError):
            give_late_reports(rows=late.find(), by=walk.actor("karl"))
        with pytest.raises(NotPossibleError):
            give_late_reports(rows=[], by=walk.actor("sara"))
        assert give_late_reports(rows=late.find(), by=walk.actor("sara")).delivered


def test_why_says_whether_it_joined_or_began_later(walk: Walk) -> None:
    walk.published()
    uses(walk, "koebenhavn")
    with acting_as(SECRETARIAT):
        assert late.find()[0].why.startswith("Begyndte at bruge Nordlys Omsorg")
    with acting_as(Caller.owner()):
        joined = walk.members["koebenhavn"]
        type(joined).objects.filter(pk=joined.pk).update(
            member_since=timezone.localdate() + timedelta(days=1)
        )
    with acting_as(SECRETARIAT):
        assert late.find()[0].why.startswith("Blev medlem")
