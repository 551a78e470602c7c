"""What everybody may rely on while findings are followed up: plans, the next audit, many at once."""

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from audits.joint.actions import findings, following, publishing, reporting, standards
from audits.joint.models import Audit, Finding, FollowedUp, ReportVersion, StandardText
from audits.joint.open_findings import followed, overdue
from audits.municipal.models import ReceivedFinding
from secretariat.pagekit.dates import in_words
from tests.audits.test_documents import words_of
from tests.audits.walking import SECRETARIAT, SUPPLIER, Walk
from walls.callers import acting_as
from workflows.calendar import deadline_after
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError, move
from workflows.models import OutboxMail
from workflows.reminding import sources


def planned(walk: Walk, finding: Finding, done_by: date) -> None:
    """The supplier hands in its plan."""
    with acting_as(SUPPLIER):
        mine = Finding.objects.get(pk=finding.pk)
        findings.hand_in_plan(by=walk.actor("leo"), finding=mine, plan="Vi retter op.", done_by=done_by)


def proved(walk: Walk, finding: Finding) -> None:
    """The supplier says that it is mended."""
    with acting_as(SUPPLIER):
        mine = Finding.objects.get(pk=finding.pk)
        findings.hand_in_documentation(by=walk.actor("leo"), finding=mine, text="Rettet.")


def stepped(walk: Walk, finding: Finding, name: str, reason: str = "") -> Finding:
    """The case worker takes a step."""
    with acting_as(SECRETARIAT):
        return findings.take_step(by=walk.actor("sara"), finding=finding, name=name, reason=reason)


def two_sent(walk: Walk, kinds: tuple[str, ...] = ("minor", "major")) -> list[Finding]:
    """Send a report with findings of the kinds."""
    audit = walk.reviewed()
    for kind in kinds:
        walk.found(audit, kind)
    walk.published(walk.ready(walk.heard(walk.in_hearing(walk.concluded(audit, "red")))))
    with acting_as(SECRETARIAT):
        return list(Finding.objects.filter(audit=audit).order_by("number"))


def test_a_plan_has_the_suppliers_own_date_and_a_late_one_is_accepted_with_a_reason_only(walk: Walk) -> None:
    finding = walk.with_finding_sent()
    with acting_as(SECRETARIAT):
        agreed = Finding.objects.get().deadline
    assert agreed
    later = deadline_after(agreed, 10)
    with pytest.raises(NotPossibleError, match="ikke er passeret"):
        planned(walk, finding, timezone.localdate() - timedelta(days=1))
    planned(walk, finding, later)
    with pytest.raises(NotPossibleError, match="efter fristen"):
        stepped(walk, finding, "accept_plan")
    stepped(walk, finding, "accept_plan", "En leverance udefra afventes.")
    with acting_as(walk.municipality("aalborg")):
        assert (ReceivedFinding.objects.get().state, ReceivedFinding.objects.get().deadline) == (
            "remedying",
            later,
        )
    proved(walk, finding)
    stepped(walk, finding, "confirm")
    stepped(walk, finding, "close")
    with acting_as(SECRETARIAT):
        move(walk.again(finding.audit), "close", by=walk.actor("sara"))
    with pytest.raises(NotPossibleError, match="begrundelse"):
        stepped(walk, finding, "reopen")
    stepped(walk, finding, "reopen", "Det er sket igen.")
    with acting_as(SECRETARIAT):
        assert walk.again(finding.audit).state == "follow_up", "the case is open again with its finding"
    asked = stepped(walk, finding, "ask_plan")
    with acting_as(SECRETARIAT):
        assert asked.deadline
        assert asked.deadline != later, "the time of its kind runs anew"


def test_what_is_critical_is_presented_at_once_and_the_rest_when_its_time_has_passed(walk: Walk) -> None:
    major, critical = two_sent(walk, ("major", "critical"))
    with pytest.raises(NotPossibleError, match="ikke udløbet"):
        stepped(walk, major, "present", "De svarer ikke.")
    stepped(walk, critical, "present", "Leverandøren vil ikke stoppe overførslen.")
    with acting_as(SECRETARIAT):
        mail = OutboxMail.objects.filter(kind="audits/presented")
        assert mail.count() == 2, "Aalborg and Viborg use the system, København does not"
        assert all("vil ikke stoppe" in each.body for each in mail)
        Finding.objects.filter(pk=major.pk).update(deadline=timezone.localdate() - timedelta(days=1))
    stepped(walk, major, "present", "De svarer ikke.")
    with acting_as(walk.municipality("viborg")):
        assert {each.state for each in ReceivedFinding.objects.all()} == {"presented"}
    with pytest.raises(NotPossibleError, match="begrundelse"):
        stepped(walk, major, "leave_to_next")
    assert stepped(walk, major, "leave_to_next", "Kommunerne er orienteret.").state == "next_audit"


def test_what_a_withdrawn_report_left_to_the_next_audit_is_not_carried_on(walk: Walk) -> None:
    [left] = two_sent(walk, ("recommendation",))
    following_audit = walk.planned()
    with acting_as(SECRETARIAT):
        assert left in Finding.carried_to(following_audit)
        publishing.withdraw(by=walk.actor("sara"), audit=walk.again(left.audit), reason="Fejl i rapporten")
        assert left not in Finding.carried_to(following_audit)


def again(walk: Walk) -> Audit:
    """The next audit of the same systems, as far as the review."""
    return walk.reviewed(walk.submitted(walk.answered(walk.announced(walk.planned()))))


def test_the_next_audit_begins_with_what_was_left_to_it(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    first, second = two_sent(walk, ("recommendation", "recommendation"))
    audit, sara = again(walk), walk.actor("sara")
    page = unescape(client_of("sara").get(f"/tilsyn/{audit.id}/forhold/").content.decode())
    assert "Fulgt op fra sidst (2)" in page
    supplier = unescape(client_of("leo").get(f"/tilsyn/{audit.id}/").content.decode())
    assert first.title in supplier
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPossibleError, match="2 forhold fra sidste tilsyn"):
            reporting.finish(by=sara, audit=walk.again(audit))
        with pytest.raises(NotPossibleError, match="hvad I har set"):
            following.follow_up(by=sara, audit=audit, finding=first, outcome="again")
        with pytest.raises(NotPermittedError):
            following.follow_up(by=walk.actor("karl"), audit=audit, finding=first, outcome="done")
        row = following.follow_up(by=sara, audit=audit, finding=first, outcome="again", text="Intet er sket.")
        assert row.new_finding
        assert "Intet er sket." in row.new_finding.text
        with pytest.raises(OutdatedError):
            following.follow_up(by=sara, audit=audit, finding=first, outcome="done")
        following.follow_up(by=sara, audit=audit, finding=second, outcome="later", text="Ikke undersøgt.")
        states = [Finding.objects.get(pk=each.pk).state for each in (first, second)]
        assert states == ["closed", "next_audit"]
    with acting_as(walk.municipality("viborg")):
        told = {each.finding_id: each.state for each in ReceivedFinding.objects.all()}
        assert told == {first.id: "closed", second.id: "next_audit"}
    walk.ready(walk.heard(walk.in_hearing(walk.concluded(audit, "green"))))
    with acting_as(SECRETARIAT):
        version = ReportVersion.objects.get(audit=audit)
        assert version.file
        words = words_of(version.file)
        assert "Fulgt op fra sidst" in words
        assert "Intet er sket." in words
        assert FollowedUp.objects.count() == 2
    walk.published(audit)
    third = walk.planned()
    with acting_as(SECRETARIAT):
        assert second in Finding.carried_to(third), "left once more, it comes again"
        assert first not in Finding.carried_to(third)


def test_many_are_dealt_with_at_once_and_the_supplier_is_written_to_once(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    rows, sara = two_sent(walk, ("minor", "major", "major")), client_of("sara")
    for each in rows[:2]:
        planned(walk, each, timezone.localdate())
    with acting_as(SECRETARIAT):
        before = OutboxMail.objects.filter(kind="audits/findings_moved").count()
    ids = [str(each.id) for each in rows]
    asked = sara.post("/tilsyn/forhold/samlet/", {"act": "accept_plan", "forhold": ids})
    page = unescape(asked.content.decode())
    assert "1 kan ikke komme med" in page
    assert "Forholdet er afventer handlingsplan" in page
    done = sara.post("/tilsyn/forhold/samlet/", {"act": "accept_plan", "forhold": ids, "do": "1"})
    assert done.status_code == 302
    with acting_as(SECRETARIAT):
        assert OutboxMail.objects.filter(kind="audits/findings_moved").count() == before + 1
        assert sorted(Finding.objects.values_list("state", flat=True)) == [
            "awaiting_plan",
            "remedying",
            "remedying",
        ]
        Finding.objects.filter(pk=rows[2].pk).update(deadline=timezone.localdate() - timedelta(days=9))
        assert [each.pk for each in overdue(followed())] == [rows[2].pk]
    shown = unescape(sara.get("/tilsyn/forhold/?overskredet=on").content.decode())
    assert "1 leverandør er bagud" in shown
    assert "Overskredet" in shown
    assert sara.get("/tilsyn/forhold/regneark/").status_code == 200
    assert client_of("karl").post("/tilsyn/forhold/samlet/", {"act": "close"}).status_code == 403
    for each in rows[:2]:
        proved(walk, each)
    sara.post("/tilsyn/forhold/samlet/", {"act": "confirm_close", "forhold": ids, "do": "1"})
    with acting_as(SECRETARIAT):
        assert Finding.objects.filter(state="closed").count() == 2


def test_a_deadline_is_moved_with_a_reason_and_everybody_is_told(walk: Walk) -> None:
    finding, sara = walk.with_finding_sent(), walk.actor("sara")
    with acting_as(SECRETARIAT):
        later = deadline_after(timezone.localdate(), 100)
        with pytest.raises(NotPossibleError, match="hvorfor"):
            findings.give_time(by=sara, finding=finding, deadline=later, reason=" ")
        with pytest.raises(NotPermittedError):
            findings.give_time(by=walk.actor("karl"), finding=finding, deadline=later, reason="Ferie")
        findings.give_time(by=sara, finding=finding, deadline=later, reason="Ferie")
    with acting_as(walk.municipality("aalborg")):
        assert ReceivedFinding.objects.get().deadline == later


def test_the_supplier_is_reminded_by_the_day_that_counts_now(walk: Walk) -> None:
    finding = walk.with_finding_sent()
    source = next(each for each in sources() if each.key == "audits.findings")
    with acting_as(SECRETARIAT):
        [matter] = list(source.waiting())
        assert matter.due == Finding.objects.get().deadline
        assert f"/tilsyn/{finding.audit_id}/forhold/{finding.id}/" in matter.link
    planned(walk, finding, timezone.localdate())
    with acting_as(SECRETARIAT):
        assert not list(source.waiting()), "the plan lies with us"
    stepped(walk, finding, "accept_plan")
    with acting_as(SECRETARIAT):
        assert [each.due for each in source.waiting()] == [timezone.localdate()], "its own date"


def test_the_day_that_counts_and_what_is_left_of_the_case_stand_on_the_front_pages(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    finding, sara, leo = walk.with_finding_sent(), client_of("sara"), client_of("leo")
    own = deadline_after(timezone.localdate(), 1)
    planned(walk, finding, own)
    stepped(walk, finding, "accept_plan")
    assert in_words(own) in unescape(leo.get("/").content.decode()), "the supplier's own date, once accepted"
    proved(walk, finding)
    for step, words in (("confirm", "udbedring bekræftet"), ("close", ""), ("reopen", "genåbnet")):
        stepped(walk, finding, step, "En stikprøve.")
        page = unescape(sara.get("/").content.decode())
        assert ("Afslut sagen" in page) == (step == "close")
        assert f"Forhold 1: {words}" in page or step == "close"
    case = f"/tilsyn/{finding.audit_id}/"
    assert "Følg op på forhold" in unescape(sara.get(case).content.decode())
    stepped(walk, finding, "ask_plan")
    planned(walk, finding, own)
    stepped(walk, finding, "accept_plan")
    proved(walk, finding)
    stepped(walk, finding, "confirm")
    stepped(walk, finding, "close")
    assert "Følg op på forhold" not in unescape(sara.get(case).content.decode()), "it is to be closed"
    assert sara.post(f"{case}skridt/close/", {"reason": ""}).status_code == 302, "why needs no telling"
    with acting_as(SECRETARIAT):
        assert Audit.objects.get().state == "closed"


def test_a_standard_text_lives_in_versions_and_is_counted(
    walk: Walk, client_of: Callable[[str], Client]
) -> None:
    sara, lise = client_of("sara"), walk.actor("lise")
    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        standard = StandardText.objects.filter(objective="B", kind="minor").first()
        assert standard
        system = audit.systems.order_by("name")[0]
    path = f"/tilsyn/{audit.id}/forhold/nyt/"
    assert standard.text in unescape(sara.get(path, {"standard": str(standard.id)}).content.decode())
    facts = {"system": str(system.id), "objective": "B", "kind": "minor", "title": standard.title}
    sara.post(path, {**facts, "text": "Rettet til sagen.", "standard": str(standard.id)})
    with acting_as(SECRETARIAT):
        with pytest.raises(NotPermittedError):
            standards.retire_standard(by=walk.actor("karl"), standard=standard)
        words = {"objective": "B", "kind": "minor", "title": "Ny", "text": "Nye ord.", "action": ""}
        newer = standards.change_standard(by=lise, standard=standard, **words)
        with pytest.raises(OutdatedError):
            standards.change_standard(by=lise, standard=standard, **words)
        assert Finding.objects.get().standard == standard, "what it was made from stays"
        assert newer.version == 2
    library = unescape(sara.get("/tilsyn/standardtekster/").content.decode())
    assert 'data-title="Brugt" class="number">1<' in library
