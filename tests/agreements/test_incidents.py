"""An incident on its way: sent to all concerned at once, read, assessed by each in its own schema."""

from datetime import timedelta

import pytest

from agreements.joint.incidents import actions as joint
from agreements.joint.incidents.actions import Subject, Words
from agreements.joint.incidents.following import rows_of
from agreements.joint.incidents.models import Incident, IncidentMember, IncidentText
from agreements.joint.incidents.reach import about
from agreements.joint.incidents.reminding import remind
from agreements.joint.incidents.supplier_views import customers
from agreements.joint.reliance.finding import SUPPLIER, get
from agreements.municipal.incidents import actions as own
from agreements.municipal.incidents.clock import clock_of
from agreements.municipal.incidents.desk import alarms
from agreements.municipal.incidents.models import BreachNote
from agreements.municipal.incidents.models import Incident as OwnIncident
from audits.joint.models import PlanEvent
from tenants.models import Letter, Recipient, Standing
from tests.agreements.conftest import World
from tests.agreements.incidents import NOW, WORDS, assessment, draft, facts, mine, reported, sent
from tests.agreements.locking import locked
from tests.agreements.noticing import agreed_with, work
from walls.callers import Caller, acting_as
from workflows.engine import NotPermittedError, NotPossibleError, OutdatedError
from workflows.jobs import run
from workflows.models import Job, OutboxMail
from workflows.municipal.models import MunicipalLogEntry


def test_each_member_concerned_gets_one_mail_and_the_text_in_its_schema(world: World) -> None:
    incident = sent(world)
    assert (incident.state, incident.number[:3]) == ("sent", "HÆ-")
    for key, systems in (("mette", "Nordlys Journal, Nordlys Plan"), ("bo", "Nordlys Journal")):
        with acting_as(world.caller_of(key)):
            found = OwnIncident.objects.get()
            assert (found.state, found.systems) == ("received", systems)
            assert found.texts.get().unknown == "Hvor mange filer."
            assert MunicipalLogEntry.objects.filter(subject_id=found.id, action="receive").count() == 1
    with acting_as(Caller.secretariat()):
        mails = OutboxMail.objects.filter(kind="agreements/incident")
        assert mails.count() == 2
        assert all(each.send_after < NOW() for each in mails)
        [aalborg] = [each for each in mails if "mette@aalborg.example" in each.to]
        assert {"dorte@aalborg.example", "databeskyttelse@aalborg.example"} <= set(aalborg.to)
        assert "Uvedkommende har haft adgang" in aalborg.body
        assert "bo@viborg.example" not in aalborg.to
        assert Recipient.objects.filter(kind="incident", state="delivered").count() == 2


def test_who_is_not_concerned_gets_nothing(world: World) -> None:
    sent(world)
    with acting_as(Caller.municipality(world.members["koebenhavn"])):
        assert not OwnIncident.objects.exists()


def test_delivering_twice_changes_nothing(world: World) -> None:
    incident = sent(world)
    with acting_as(Caller.secretariat()):
        text = incident.texts.get()
        from agreements.joint.incidents.jobs import deliver_incident
        from workflows.jobs import RunningJob

        again = RunningJob(Job.objects.get(kind="agreements.deliver_incident"))
        assert deliver_incident(again) == {"delivered": 0, "waiting": 0}
        assert Standing.objects.filter(kind="incident", joint_id=incident.id).count() == 2
        assert text.mailed_at


def test_an_extra_audit_of_the_supplier_is_proposed(world: World) -> None:
    draft(world)
    with acting_as(Caller.secretariat()):
        assert not PlanEvent.objects.exists()
    incident = sent(world)
    with acting_as(Caller.secretariat()):
        event = PlanEvent.objects.get()
        assert (event.kind, event.supplier_id) == ("breach", world.supplier.id)
        assert incident.number in event.text


def test_a_draft_without_members_is_not_sent(world: World) -> None:
    with acting_as(Caller.secretariat()):
        incident = joint.begin(
            subject=Subject(SUPPLIER, str(world.supplier.id), "Nordlys", world.supplier),
            facts=facts(),
            words=WORDS,
            members=[],
            source="secretariat",
            by=world.actor("sara"),
        )
        with pytest.raises(NotPossibleError, match="mindst én kommune"):
            joint.send(incident=incident, by=world.actor("sara"))
        assert not OutboxMail.objects.exists()


def test_only_those_who_may_send(world: World) -> None:
    incident = draft(world)
    with acting_as(Caller.secretariat()), pytest.raises(NotPermittedError):
        joint.send(incident=incident, by=world.actor("karl"))
    with acting_as(Caller.secretariat()):
        assert joint.send(incident=incident, by=world.actor("lise")).state == "sent"


def test_reading_goes_up_with_who_and_when_and_nothing_of_the_note(world: World) -> None:
    incident = sent(world)
    with acting_as(world.caller_of("mette")):
        found = mine(world, "mette")
        assert found.state == "read"
        own.assess(incident=found, assessment=assessment(), by=world.actor("mette"))
        assert OwnIncident.objects.get().state == "assessed"
    with acting_as(Caller.secretariat()):
        rows = {row.member.municipality_name: row for row in rows_of(incident)}
        [(name, at)] = rows["Aalborg Kommune"].readers
        assert "Mette" in name
        assert at <= NOW()
        assert not rows["Viborg Kommune"].has_read
        standing = Standing.objects.get(kind="incident", municipality=world.members["aalborg"])
        assert standing.state == "read"
        assert not Letter.objects.exists()


def test_opening_again_is_told_once_and_an_update_anew(world: World) -> None:
    incident = sent(world)
    with acting_as(world.caller_of("mette")):
        mine(world, "mette")
        mine(world, "mette")
        assert MunicipalLogEntry.objects.filter(action="open").count() == 1
    with acting_as(Caller.secretariat()):
        joint.update(incident=incident, words=Words("120 filer."), by=world.actor("sara"))
        work("agreements.deliver_incident")
        assert not any(row.has_read for row in rows_of(incident))
    with acting_as(world.caller_of("mette")):
        assert OwnIncident.objects.get().texts.count() == 2
        mine(world, "mette")
    with acting_as(Caller.secretariat()):
        assert [row.has_read for row in rows_of(incident)] == [False, True]
        assert OutboxMail.objects.filter(kind="agreements/incident").count() == 4


def test_one_click_reminds_those_who_have_not_read(world: World) -> None:
    incident = sent(world)
    with acting_as(world.caller_of("mette")):
        mine(world, "mette")
    with acting_as(Caller.secretariat()):
        assert remind(incident=incident, by=world.actor("sara")) == 1
        reminder = OutboxMail.objects.get(kind="agreements/incident_reminder")
        assert "bo@viborg.example" in reminder.to
        with pytest.raises(NotPermittedError):
            remind(incident=incident, by=world.actor("karl"))


def test_members_found_later_get_all_that_the_others_got(world: World) -> None:
    incident = sent(world, "aalborg")
    with acting_as(Caller.secretariat()):
        joint.update(incident=incident, words=Words("120 filer."), by=world.actor("sara"))
        hit = get(SUPPLIER, str(world.supplier.id))
        assert hit
        assert joint.add(incident=incident, members=about(hit), by=world.actor("sara")) == 1
        work("agreements.deliver_incident")
        with pytest.raises(NotPossibleError, match="ikke har fået"):
            joint.add(incident=incident, members=about(hit), by=world.actor("sara"))
    with acting_as(world.caller_of("bo")):
        assert OwnIncident.objects.get().texts.count() == 2


def test_closing_says_the_last_word_and_withdrawing_why(world: World) -> None:
    incident = sent(world)
    with acting_as(Caller.secretariat()):
        joint.close(incident=incident, words=Words("Hullet er lukket."), by=world.actor("sara"))
        work("agreements.deliver_incident")
    with acting_as(world.caller_of("bo")):
        assert OwnIncident.objects.get().closed_at
        assert len(alarms()) == 1  # the municipality's own assessment is still to be written
    with acting_as(Caller.secretariat()):
        with pytest.raises(OutdatedError):
            joint.update(incident=incident, words=Words("Mere."), by=world.actor("sara"))
        joint.withdraw(incident=incident, reason="Det var en øvelse.", by=world.actor("sara"))
        work("agreements.deliver_incident")
    with acting_as(world.caller_of("bo")):
        assert OwnIncident.objects.get().withdrawn_at
        assert not alarms()


def test_the_note_stays_in_its_own_schema_until_it_is_told(world: World) -> None:
    incident = sent(world)
    with acting_as(world.caller_of("mette")):
        found = mine(world, "mette")
        own.assess(incident=found, assessment=assessment(), by=world.actor("mette"))
    with acting_as(world.caller_of("bo")):
        assert not BreachNote.objects.exists()
    with acting_as(Caller.secretariat()):
        assert not any(row.told for row in rows_of(incident))
    with acting_as(world.caller_of("mette")):
        own.tell(incident=found, by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        [told] = [row.told for row in rows_of(incident) if row.told]
        assert told.startswith("Brud hos kommunen, 120 registrerede, anmeldt til Datatilsynet")


def test_the_note_may_be_half_and_the_clock_runs_from_the_municipality_s_own_awareness(world: World) -> None:
    sent(world)
    with acting_as(world.caller_of("mette")):
        found = mine(world, "mette")
        assert not clock_of(found).certain
        half = assessment(reported="not_yet", reported_at=None, aware_at=NOW() - timedelta(hours=50))
        note = own.assess(incident=found, assessment=half, by=world.actor("mette"))
        found = OwnIncident.objects.get()
        assert found.state == "read"
        assert "anmeldt" in note.missing()
        assert clock_of(found).words == "Der er 21 timer tilbage af de 72 timer."
        own.assess(incident=found, assessment=assessment(), by=world.actor("mette"))
        assert not clock_of(OwnIncident.objects.get()).runs
        own.assess(incident=found, assessment=half, by=world.actor("mette"))
        assert OwnIncident.objects.get().state == "read"
        with pytest.raises(NotPermittedError):
            own.assess(incident=found, assessment=assessment(), by=world.actor("ib"))


def test_a_supplier_tells_all_its_customers_in_one_act_with_a_receipt(world: World) -> None:
    made = reported(world)
    with acting_as(world.caller_of("leo")):
        assert Incident.objects.get().source == "supplier"
        assert set(IncidentMember.objects.values_list("municipality_name", flat=True)) == {
            "Aalborg Kommune",
            "Viborg Kommune",
        }
    with acting_as(world.caller_of("mette")):
        assert OwnIncident.objects.get().texts.get().source == "supplier"
    with acting_as(Caller.secretariat()):
        receipt = OutboxMail.objects.get(kind="agreements/incident_receipt")
        assert receipt.to == ["leo@nordlys.example"]
        assert "2 kommuner" in receipt.body
        assert PlanEvent.objects.count() == 1
    with acting_as(world.caller_of("leo")):
        joint.report_more(incident=made, words=Words("Lukket."), by=world.actor("leo"))
    with acting_as(Caller.secretariat()):
        work("agreements.spread_incident")
        work("agreements.deliver_incident")
        assert OutboxMail.objects.filter(kind="agreements/incident").count() == 4


def test_a_supplier_sees_its_own_customers_and_nobody_else_s(world: World) -> None:
    agreed_with(world, "aalborg", "viborg")
    with acting_as(world.caller_of("leo")):
        found = {each.name: each for each in customers()}
        assert set(found) == {"Aalborg Kommune", "Viborg Kommune"}
        assert found["Aalborg Kommune"].mailbox == "databeskyttelse@aalborg.example"
        assert found["Aalborg Kommune"].hours == 24
    with acting_as(world.caller_of("lis")):
        assert customers() == []


def test_a_supplier_neither_sees_nor_writes_about_another_s(world: World) -> None:
    made = reported(world)
    secret = sent(world)
    with acting_as(world.caller_of("lis")):
        assert not Incident.objects.exists()
        assert not IncidentText.objects.exists()
        assert not IncidentMember.objects.exists()
        with pytest.raises(Exception, match="row-level security"):
            joint.report_more(incident=made, words=Words("Falsk."), by=world.actor("lis"))
    with acting_as(world.caller_of("leo")):
        assert Incident.objects.get().pk == made.pk
        assert not IncidentMember.objects.filter(incident_id=secret.pk).exists()


def test_a_supplier_cannot_tell_the_customers_of_another(world: World) -> None:
    with acting_as(world.caller_of("lis")), pytest.raises(Exception, match="row-level security"):
        joint.report(
            subject=Subject(SUPPLIER, str(world.supplier.id), "Nordlys", world.supplier),
            facts=facts(),
            words=WORDS,
            by=world.actor("lis"),
        )


def test_a_locked_schema_waits_by_name_its_mail_leaves_and_it_is_delivered_later(
    committed_world: World,
) -> None:
    world = committed_world
    incident = draft(world)
    with locked(world, "aalborg", "agreements_municipal_incident"), acting_as(Caller.secretariat()):
        joint.send(incident=incident, by=world.actor("sara"))
        work("agreements.deliver_incident")
        [waits] = Recipient.objects.filter(kind="incident", state="waiting").select_related("municipality")
        assert (waits.municipality.short_name, "optaget" in waits.reason) == ("Aalborg", True)
        assert OutboxMail.objects.filter(kind="agreements/incident").count() == 2
        assert [row.member.municipality_name for row in rows_of(incident) if row.waits_because] == [
            "Aalborg Kommune"
        ]
    with acting_as(Caller.secretariat()):
        later = list(Job.objects.filter(kind="agreements.deliver_incident", state="queued"))
    for job in later:
        run(job.id)
    with acting_as(world.caller_of("mette")):
        assert OwnIncident.objects.get().state == "received"
