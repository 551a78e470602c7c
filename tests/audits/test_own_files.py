"""Each municipality's own Word file of a report: only its own systems, made before it is sent."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from django.test import Client

from agreements.joint.models import CommonText, KnownProcessor, Reliance
from audits.joint.actions import copies, findings, publishing, reporting, reviewing
from audits.joint.models import Audit, Finding, ReportCopy, ReportVersion
from audits.joint.views import bulk
from audits.municipal.models import ReceivedFile
from documents.models import WordTemplate
from documents.storage import read_bytes
from documents.word.dividing import Portion, divided
from documents.word.marks import about, differs
from register.models import SystemUse
from tests.audits.test_documents import words_of
from tests.audits.walking import SECRETARIAT, Walk
from walls.callers import Caller, acting_as
from workflows.engine import NotPermittedError
from workflows.jobs import run
from workflows.models import Job

OTHERS = "Adgange i Vagtplan er ikke gennemgået"


def with_findings(walk: Walk) -> Audit:
    """A report with a finding about each system; Viborg uses the first system only."""
    audit = walk.reviewed()
    walk.found(audit, "recommendation", 0)
    with acting_as(SECRETARIAT):
        findings.add_finding(
            by=walk.actor("sara"),
            system=audit.systems.order_by("name")[1],
            objective="B",
            kind="major",
            title=OTHERS,
            text="Vagtplan har ingen gennemgang.",
        )
        reviewing.set_duties(by=walk.actor("sara"), audit=audit, lines=["Gennemgå administratorer"])
        for system, level in zip(audit.systems.order_by("name"), ("green", "red"), strict=True):
            reporting.conclude(by=walk.actor("sara"), system=system, level=level)
    return walk.ready(walk.heard(walk.in_hearing(audit)))


def received(walk: Walk, who: str) -> list[str]:
    """Return the words of the report files a municipality has, those in force."""
    with acting_as(walk.municipality(who)):
        rows = ReceivedFile.objects.filter(is_report=True, replaced_at=None).select_related("file")
        return [words_of(each.file) for each in rows.order_by("report__version")]


def test_each_gets_its_own_file_and_nothing_of_systems_it_does_not_use(walk: Walk) -> None:
    audit = with_findings(walk)
    with acting_as(SECRETARIAT):
        version = ReportVersion.objects.get()
        assert copies.make_missing([version.id], by=walk.actor("sara")) == 2
        assert copies.make_missing([version.id], by=walk.actor("sara")) == 0, "what is there is left alone"
        joint = words_of(version.file)
        ready = set(ReportCopy.objects.values_list("file__sha256", flat=True))
    assert OTHERS in joint
    assert "Nordlys Omsorg og Nordlys Vagtplan" in joint
    walk.published(audit)
    [aalborg], [viborg] = received(walk, "aalborg"), received(walk, "viborg")
    assert "Aalborg Kommune" in aalborg
    assert OTHERS in aalborg
    assert "Nordlys Omsorg og Nordlys Vagtplan" in aalborg
    assert "Viborg Kommune" in viborg
    assert "Adgange er ikke gennemgået" in viborg
    assert "Gennemgå administratorer" in viborg
    for hidden in ("Vagtplan", OTHERS, "Væsentlig afvigelse", "Aalborg", "● Rød"):
        assert hidden not in viborg, hidden
    for part in (joint, aalborg, viborg):
        assert not set("\ue000\ue001\ue002\ue003\ue004") & set(part)
    with acting_as(walk.municipality("viborg")):
        sent = ReceivedFile.objects.get(is_report=True).file
        assert sent.sha256 in ready, "what was made before is what was sent"
        assert "Viborg" in sent.title


def test_who_began_to_use_another_system_meanwhile_waits_for_a_file_that_fits(walk: Walk) -> None:
    audit = with_findings(walk)
    with acting_as(SECRETARIAT):
        copies.make_missing([ReportVersion.objects.get().id], by=walk.actor("sara"))
        moved = publishing.send_out(by=walk.actor("sara"), audit=audit)
    with acting_as(Caller.owner()):
        SystemUse.objects.create(
            municipality=walk.members["viborg"], system=walk.systems[1], agreement="ja", subjects=10
        )
    with acting_as(SECRETARIAT):
        sent = publishing.deliver([moved])
        assert list(sent.waiting.values()) == ["Kommunens egen fil dannes. Der prøves igen."]
        assert len(sent.delivered) == 1
        publishing.retry_waiting(by=walk.actor("sara"))
    assert OTHERS in received(walk, "viborg")[0]


def test_a_correction_and_a_late_joiner_get_their_own_files_too(walk: Walk) -> None:
    audit = with_findings(walk)
    walk.published(audit)
    with acting_as(SECRETARIAT):
        again = walk.again(audit)
        opened = reporting.revise(by=walk.actor("sara"), audit=again, kind="correction", reason="Fejl")
        reporting.set_summary(by=walk.actor("sara"), audit=opened, summary="Rettet tekst.")
    walk.published(walk.ready(audit))
    [viborg] = received(walk, "viborg")
    assert "Rettet tekst." in viborg
    assert "version 2.0" in viborg
    assert "Vagtplan" not in viborg
    for who, system in (("viborg", 1), ("koebenhavn", 0)):
        with acting_as(Caller.owner()):
            SystemUse.objects.create(
                municipality=walk.members[who], system=walk.systems[system], agreement="ja", subjects=10
            )
    with acting_as(SECRETARIAT):
        from audits.joint import late
        from audits.joint.actions.late import give_late_reports

        sent = give_late_reports(rows=late.find(), by=walk.actor("sara"))
        assert len(sent.delivered) == 2
    [viborg], [late_one] = received(walk, "viborg"), received(walk, "koebenhavn")
    assert "Nordlys Omsorg og Nordlys Vagtplan" in viborg, "one file about all it uses"
    assert OTHERS in viborg
    assert "Københavns Kommune" in late_one
    assert "Vagtplan" not in late_one


def test_what_people_type_is_no_mark(walk: Walk) -> None:
    audit = walk.reviewed()
    with acting_as(SECRETARIAT):
        text = f"{about(1, 'Kun den ene')} {differs('modtager', 'X')}"
        reporting.set_summary(by=walk.actor("sara"), audit=audit, summary=text)
    walk.published(walk.ready(audit))
    for who in ("aalborg", "viborg"):
        assert "Kun den ene" in received(walk, who)[0]


def test_a_body_is_read_once_and_divided_the_same_way_each_time(walk: Walk) -> None:
    with_findings(walk)
    with acting_as(SECRETARIAT):
        version = ReportVersion.objects.get()
        assert version.body is not None
        body = read_bytes(version.body.sha256)
        assert Finding.objects.count() == 2
    portions = [Portion(bits, {"modtager": "Fjordby"}) for bits in (1, 2, 3, 1)]
    made = divided(body, portions)
    assert made[0] == made[3]
    assert len(set(made)) == 3


def test_many_are_sent_by_the_worker_when_their_files_are_ready(
    walk: Walk, client_of: Callable[[str], Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(bulk, "MADE_AT_ONCE", 1)
    audit = walk.ready()
    sara = client_of("sara")
    assert (
        "2 af kommunernes egne filer dannes stadig" in sara.get(f"/tilsyn/{audit.id}/send/").content.decode()
    )
    told = sara.post(f"/tilsyn/{audit.id}/send/", follow=True)
    page = told.redirect_chain[-1][0]
    assert "Venter på at komme til" in told.content.decode()
    assert not received(walk, "aalborg")
    with acting_as(Caller.jobs()):
        order = Job.objects.get(kind="audits.send_reports")
        run(order.id)
    assert "Sendt til 2 kommuner" in sara.get(page).content.decode()
    assert received(walk, "aalborg")
    with acting_as(SECRETARIAT):
        again = publishing.order_sending(by=walk.actor("sara"), audits=[audit])
        with pytest.raises(NotPermittedError):
            publishing.order_sending(by=walk.actor("leo"), audits=[audit])
    run(again.id)
    told = sara.get(f"/tilsyn/udsendelse/{again.id}/").content.decode()
    assert "Ikke sendt" in told
    assert audit.case_number in told


def agreed(walk: Walk, number: str, *systems: int, state: str = "sent", **named: str) -> None:
    """An agreement's text about some systems, with a sub-processor in its appendix B."""
    template = WordTemplate.objects.filter(kind="agreement").first()
    text = CommonText(
        number=number,
        title="Aftale",
        supplier=walk.supplier,
        template=template,
        state=state,
        case_worker_id=uuid4(),
        case_worker_name="Sara",
    )
    text.save(force_insert=True)
    for each in systems:
        system = walk.systems[each]
        text.systems.create(system=system, supplier_id=walk.supplier.id, system_name=system.name)
    processor = KnownProcessor.objects.create(key=named["name"], name=named["name"])
    facts = {"country": "DK", "purpose": "Drift af servere", "transfer_basis": "eea", **named}
    del facts["name"]
    Reliance.objects.create(common_text=text, processor=processor, **facts)


def test_sub_processors_come_from_the_agreements_that_the_members_have(walk: Walk) -> None:
    with acting_as(Caller.owner()):
        agreed(walk, "A-1", 0, 1, name="Fjordhosting ApS")
        agreed(walk, "A-2", 1, name="Sikkermail GmbH", country="DE")
        agreed(walk, "A-3", 0, state="released", name="Ikke Sendt ApS")
    audit = walk.ready()
    walk.published(audit)
    [aalborg], [viborg] = received(walk, "aalborg"), received(walk, "viborg")
    assert "Fjordhosting ApS" in viborg
    assert "Drift af servere" in viborg
    assert "Ingen overførsel (EU/EØS)" in viborg
    assert "Sikkermail GmbH" in aalborg
    assert "Tyskland" in aalborg
    assert "Sikkermail" not in viborg, "an agreement about a system it does not use"
    assert "Ikke Sendt" not in aalborg
