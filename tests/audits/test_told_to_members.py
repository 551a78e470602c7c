"""What a municipality reads beside the report: what it cannot open, what came of last time, what is done."""

from collections.abc import Callable
from datetime import date
from html import unescape

from django.test import Client

from audits.joint.actions import findings, following, late, sharing
from audits.joint.late import find
from audits.joint.models import Audit, Evidence, Finding
from audits.municipal.models import ReceivedFile, ReceivedReport
from documents.models import BlobHolder
from register.models import SystemUse
from tests.audits.test_following_up import again, stepped
from tests.audits.test_own_files import received
from tests.audits.walking import PDF, SECRETARIAT, SUPPLIER, Walk
from walls.callers import Caller, acting_as

Clients = Callable[[str], Client]
PLAN = "Vi flytter adgangene i Vagtplan til grupper."


def with_documents(walk: Walk) -> Audit:
    """Four documents: one for each about all, and the rest about Vagtplan, which Viborg does not use."""
    audit = walk.announced()
    with acting_as(SUPPLIER):
        for number, title in enumerate(("Alles", "Alles lukkede", "Vagtplans", "Vagtplans lukkede")):
            walk.upload(audit, title=title, content=PDF + b"%" + str(number).encode())
    with acting_as(SECRETARIAT):
        own = audit.systems.get(name="Nordlys Vagtplan").id
        Evidence.objects.filter(title__startswith="Vagtplans").update(covers=[own])
    audit = walk.reviewed(walk.submitted(walk.answered(audit, files=0)), follows=False)
    with acting_as(SECRETARIAT):
        for each in Evidence.objects.filter(audit=audit):
            level = "closed" if each.title.endswith("lukkede") else "download"
            reason = "Netværkets tegninger" if level == "closed" else ""
            sharing.decide_sharing(by=walk.actor("sara"), evidence=each, level=level, reason=reason)
    return audit


def test_what_cannot_be_opened_stands_by_title_and_kind_for_those_it_concerns(
    walk: Walk, client_of: Clients
) -> None:
    audit = with_documents(walk)
    walk.published(walk.ready(audit))
    files = {}
    for who in ("aalborg", "viborg"):
        with acting_as(walk.municipality(who)):
            rows = ReceivedFile.objects.filter(is_report=False).select_related("file")
            files[who] = {each.file.title: each.file.sha256 for each in rows}
    assert set(files["aalborg"]) == {"Alles", "Vagtplans"}
    assert set(files["viborg"]) == {"Alles"}, "nothing of a system it does not use"
    with acting_as(Caller.owner()):
        holders = BlobHolder.objects.filter(sha256=files["aalborg"]["Vagtplans"]).values_list(
            "holder", flat=True
        )
        assert set(holders) == {BlobHolder.SHARED, walk.members["aalborg"].schema_name}
    [aalborg], [viborg] = received(walk, "aalborg"), received(walk, "viborg")
    closed = "Kan ikke åbnes, ligger hos sekretariatet (Netværkets tegninger)"
    assert closed in viborg
    assert aalborg.count(closed) == 2 * viborg.count(closed)
    assert "Vagtplan" not in viborg
    page = shown(walk, client_of, "mette")
    assert "Dokumentation, I ikke kan åbne" in page
    assert "Vagtplans lukkede" in page
    assert "ISAE 3000-erklæring om databeskyttelse · Kan ikke åbnes, ligger hos sekretariatet" in page
    assert "Alles lukkede" in shown(walk, client_of, "bo")
    assert "Vagtplan" not in shown(walk, client_of, "bo")


def shown(walk: Walk, client_of: Clients, who: str) -> str:
    """The page of the newest report at the municipality somebody works for."""
    with acting_as(walk.municipality({"mette": "aalborg", "bo": "viborg"}[who])):
        newest = ReceivedReport.objects.first()
    assert newest is not None
    return unescape(client_of(who).get(f"/tilsyn/{newest.id}/").content.decode())


def test_documentation_about_a_system_comes_when_its_use_begins(walk: Walk) -> None:
    walk.published(walk.ready(with_documents(walk)))
    with acting_as(Caller.owner()):
        SystemUse.objects.create(
            municipality=walk.members["viborg"], system=walk.systems[1], agreement="ja", subjects=10
        )
    with acting_as(SECRETARIAT):
        sent = late.give_late_reports(rows=find(), by=walk.actor("sara"))
        assert len(sent.delivered) == 1
    with acting_as(walk.municipality("viborg")):
        titles = ReceivedFile.objects.filter(is_report=False).values_list("file__title", flat=True)
        assert sorted(titles) == ["Alles", "Vagtplans"]
        report = ReceivedReport.objects.get()
        assert [each["title"] for each in report.closed_documents] == ["Alles lukkede", "Vagtplans lukkede"]


def test_what_came_of_last_time_and_what_is_done_now_is_told_to_who_uses_the_system(
    walk: Walk, client_of: Clients
) -> None:
    audit = walk.reviewed()
    walk.found(audit, "recommendation", 1)
    walk.published(walk.ready(walk.heard(walk.in_hearing(walk.concluded(audit, "green")))))
    with acting_as(SECRETARIAT):
        former = Finding.objects.get()
    audit = again(walk)
    finding = walk.found(audit, "minor", 1)
    with acting_as(SECRETARIAT):
        following.follow_up(
            by=walk.actor("sara"), audit=audit, finding=former, outcome="done", text="Set i Vagtplan."
        )
    walk.published(walk.ready(walk.heard(walk.in_hearing(walk.concluded(audit, "yellow")))))
    with acting_as(SUPPLIER):
        mine = Finding.objects.get(pk=finding.pk)
        findings.hand_in_plan(by=walk.actor("leo"), finding=mine, plan=PLAN, done_by=date(2099, 1, 4))
    assert PLAN not in shown(walk, client_of, "mette"), "not before the secretariat has accepted it"
    stepped(walk, finding, "accept_plan", "Det tager tid.")
    page = shown(walk, client_of, "mette")
    assert "Fulgt op fra sidst (1)" in page
    assert "Bragt i orden. Set i Vagtplan." in page
    assert PLAN in page
    assert "4. januar 2099" in page
    for hidden in ("Fulgt op fra sidst", "Vagtplan", PLAN):
        assert hidden not in shown(walk, client_of, "bo")
