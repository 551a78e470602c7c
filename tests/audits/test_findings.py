"""What supplier and case worker may rely on about a finding: who sees it when, and by when it is mended."""

from collections.abc import Callable
from contextlib import closing
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from audits.joint.actions import findings
from audits.joint.deadlines import deadline_for
from audits.joint.models import Audit, Finding, Hearing, HearingComment, ReportVersion
from audits.municipal.models import ReceivedFinding
from secretariat.pagekit.dates import in_words
from tests.audits.test_documents import words_of
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk, received
from walls.callers import acting_as
from workflows.calendar import deadline_after
from workflows.engine import NotPossibleError


def heard_with(walk: Walk, kind: str, deadline: date | None = None) -> Audit:
    """Note a finding and walk to where the supplier has been heard about it."""
    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        findings.add_finding(
            by=walk.actor("sara"),
            system=audit.systems.order_by("name")[0],
            objective="B",
            kind=kind,
            title="Adgange er ikke gennemgået",
            text="Den seneste gennemgang er for gammel.",
            deadline=deadline,
        )
    return walk.heard(walk.in_hearing(walk.concluded(audit, "red")))


def written(audit: Audit) -> str:
    """Return the words of the report that was made."""
    version = ReportVersion.objects.get(audit=audit)
    assert version.file
    return words_of(version.file)


def test_the_suppliers_time_runs_from_when_the_report_is_sent(walk: Walk) -> None:
    audit = heard_with(walk, "critical")
    with acting_as(SUPPLIER):
        assert Finding.objects.get().deadline is None
        assert "5 arbejdsdage efter at rapporten er sendt" in words_of(Hearing.objects.get().draft)
    walk.ready(audit)
    with acting_as(SECRETARIAT):
        assert Finding.objects.get().deadline is None, "the report lies ready, and no time runs"
        assert "5 arbejdsdage efter at rapporten er sendt" in written(audit)
    walk.published(audit)
    with acting_as(SECRETARIAT):
        assert Finding.objects.get().deadline == deadline_for("critical", timezone.localdate())


def test_a_deadline_that_somebody_gave_stands(walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        given = deadline_after(timezone.localdate(), 40)
    audit = walk.ready(heard_with(walk, "major", given))
    walk.published(audit)
    with acting_as(SECRETARIAT):
        assert Finding.objects.get().deadline == given
        assert in_words(given) in written(audit)


def test_no_municipality_gets_a_deadline_that_passed_while_the_report_lay_ready(walk: Walk) -> None:
    audit = walk.ready(heard_with(walk, "major"))
    with acting_as(SECRETARIAT):
        Finding.objects.update(deadline=timezone.localdate() - timedelta(days=3))
    walk.published(audit)
    due = deadline_on_today(walk)
    with acting_as(walk.municipality("viborg")):
        assert ReceivedFinding.objects.get().deadline == due
    with acting_as(SECRETARIAT), pytest.raises(NotPossibleError, match="ikke udløbet"):
        findings.take_step(
            by=walk.actor("sara"), finding=Finding.objects.get(), name="present", reason="Intet svar"
        )


def deadline_on_today(walk: Walk) -> date | None:
    with acting_as(SECRETARIAT):
        return deadline_for("major", timezone.localdate())


def test_a_finding_edited_without_a_deadline_gets_that_of_its_kind(walk: Walk) -> None:
    with acting_as(SECRETARIAT):
        given = deadline_after(timezone.localdate(), 40)
    audit, sara = heard_with(walk, "critical", given), walk.actor("sara")
    with acting_as(SECRETARIAT):
        changed = findings.change_finding(
            by=sara,
            finding=Finding.objects.get(),
            objective="B",
            kind="critical",
            title="Adgange",
            text="For gamle.",
            deadline=None,
        )
    walk.published(walk.ready(audit))
    with acting_as(SECRETARIAT):
        assert Finding.objects.get(pk=changed.pk).deadline == deadline_for("critical", timezone.localdate())


def test_a_finding_dropped_before_the_hearing_is_never_seen_by_the_supplier(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    leo, sara, audit = client_of("leo"), walk.actor("sara"), walk.reviewed()
    dropped, kept = walk.found(audit), walk.found(audit)
    with acting_as(SECRETARIAT):
        findings.settle_after_hearing(by=sara, finding=dropped, uphold=False, reason="En fejl")
    walk.in_hearing(walk.concluded(audit, "yellow"))
    with acting_as(SUPPLIER):
        assert [each.pk for each in Finding.objects.all()] == [kept.pk]
    assert leo.get(f"/tilsyn/{audit.id}/forhold/{dropped.id}/").status_code == 404
    assert leo.get(f"/tilsyn/{audit.id}/forhold/{kept.id}/").status_code == 200
    with acting_as(SECRETARIAT):
        heard = Finding.objects.get(pk=kept.pk)
        findings.settle_after_hearing(by=sara, finding=heard, uphold=False, reason="I har ret")
    with acting_as(SUPPLIER):
        assert Finding.objects.get().state == "dropped", "what it was heard about it may go on reading"


def test_a_comment_about_a_finding_that_is_not_there_is_not_found(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    hearing, leo = walk.in_hearing(), client_of("leo")
    path = f"/tilsyn/{hearing.audit_id}/hoering/"
    for about in ("vrøvl", f"finding:{hearing.id}"):
        assert leo.post(path, {"text": "Vi er uenige.", "section": about}).status_code == 404
    with acting_as(SECRETARIAT):
        finding = Finding.objects.get()
        assert not HearingComment.objects.exists()
    assert leo.post(path, {"text": "Vi er uenige.", "section": f"finding:{finding.id}"}).status_code == 302
    with acting_as(SECRETARIAT):
        assert HearingComment.objects.get().finding_id == finding.id


def test_a_finding_comes_into_the_hearing_with_the_draft_only(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    sara, finding = client_of("sara"), walk.found(walk.reviewed())
    path = f"/tilsyn/{finding.audit_id}/forhold/{finding.id}/skridt/"
    refused = sara.post(path, {"step": "send_to_hearing", "reason": "Nu"})
    assert refused.status_code == 409
    assert "sammen med udkastet" in unescape(refused.content.decode())
    with acting_as(SECRETARIAT):
        assert Finding.objects.get().state == "found"
    assert sara.post(path, {"step": "drop", "reason": "En fejl"}).status_code == 302
    with acting_as(SECRETARIAT):
        assert Finding.objects.get().state == "dropped"


def test_documentation_that_the_scanner_stops_is_not_taken_for_documentation(
    walk: Walk, settings: Any
) -> None:
    finding, leo = walk.with_finding_sent(), walk.actor("leo")
    with acting_as(SUPPLIER):
        plan = {"plan": "Vi retter op.", "done_by": timezone.localdate()}
        findings.hand_in_plan(by=leo, finding=Finding.objects.get(), **plan)
    with acting_as(SECRETARIAT):
        findings.take_step(by=walk.actor("sara"), finding=finding, name="accept_plan")

    def hand_in() -> Finding:
        with acting_as(SUPPLIER), closing(received()) as file:
            mine = Finding.objects.get()
            return findings.hand_in_documentation(by=leo, finding=mine, text="Rettet.", received=file)

    before, settings.CLAMD = settings.CLAMD, "127.0.0.1:1"
    with pytest.raises(NotPossibleError, match="Virusscanneren har ikke godkendt filen"):
        hand_in()
    settings.CLAMD = before
    with acting_as(SECRETARIAT):
        assert Finding.objects.get().state == "remedying"
        assert not Finding.objects.get().handed_in.exists()
    assert hand_in().state == "documented"


def test_a_refused_step_is_told_at_its_finding_and_keeps_what_was_typed(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    finding, sara = walk.with_finding_sent(), client_of("sara")
    page = f"/tilsyn/{finding.audit_id}/forhold/"
    told = {"step": "present", "reason": "De har svaret for sent to gange."}
    refused = unescape(sara.post(f"{page}{finding.id}/skridt/", told).content.decode())
    at_it = refused.partition(f'id="forhold-{finding.number}"')[2].partition("</article>")[0]
    assert "Fejl: </span>Fristen for forholdet er ikke udløbet." in at_it
    assert "De har svaret for sent to gange.</textarea>" in at_it
    taken = sara.post(f"{page}{finding.id}/skridt/", {"step": "leave_to_next", "reason": "Det er mildt."})
    assert taken["Location"] == f"{page}#forhold-{finding.number}"


def test_the_page_asks_no_more_of_the_database_for_more_findings(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    audit, sara = walk.reviewed(), client_of("sara")
    walk.found(audit)
    page = f"/tilsyn/{audit.id}/forhold/"
    sara.get(page)
    with CaptureQueriesContext(connection) as one:
        sara.get(page)
    for _ in range(3):
        walk.found(audit)
    with CaptureQueriesContext(connection) as four:
        sara.get(page)
    assert len(four) <= len(one)
