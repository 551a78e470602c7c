"""What others must not see of an agreement: another municipality, another supplier, and the web's roles."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection, transaction
from django.db.utils import DatabaseError, ProgrammingError
from django.test import Client
from django.utils import timezone

from accounts.models import Invitation
from agreements.joint import actions as joint
from agreements.joint.landing import summary
from agreements.joint.models import CommonText, IssuedAgreement, Round, Wish, WorkingCopy
from agreements.joint.signing import signings
from agreements.municipal import actions as own
from agreements.municipal.models import Agreement
from tenants.models import Letter, Standing
from tests.agreements.conftest import World
from tests.agreements.test_way import BENTE
from walls.callers import Caller, acting_as


def refused(work: Callable[[], object]) -> bool:
    """Return whether PostgreSQL refuses; the transaction goes on."""
    try:
        with transaction.atomic():
            work()
    except DatabaseError:
        return True
    return False


def call(sql: str, *given: UUID) -> None:
    """Run a statement."""
    with connection.cursor() as cursor:
        cursor.execute(sql, list(given))


def test_a_municipality_has_its_own_agreement_only(world: World, client_of: Callable[[str], Client]) -> None:
    world.send(world.released(), "aalborg", "viborg")
    with acting_as(world.caller_of("mette")):
        mine = Agreement.objects.get()
    with acting_as(world.caller_of("bo")):
        other = Agreement.objects.get()
    assert mine.id != other.id
    assert client_of("mette").get(f"/aftaler/{mine.id}/").status_code == 200
    assert client_of("bo").get(f"/aftaler/{mine.id}/").status_code == 404
    assert client_of("bo").get(f"/aftaler/{mine.id}/filer/word/").status_code == 404


def test_a_municipality_reads_nothing_of_the_negotiation(world: World) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        for model in (CommonText, Round, Wish, WorkingCopy, IssuedAgreement):
            assert refused(lambda model=model: model.objects.count()), model  # type: ignore[misc]
        assert Agreement.objects.count() == 1


def test_a_municipality_cannot_report_for_another(world: World) -> None:
    world.send(world.released(), "aalborg", "viborg")
    with acting_as(world.caller_of("bo")):
        others = Agreement.objects.get().id
    report = "SELECT agreements_municipal_report_up_v1(%s, '', NULL)"
    with acting_as(world.caller_of("mette")):
        assert refused(lambda: call(report, others))
        assert refused(lambda: call("UPDATE tenants_standing SET state = 'in_force'"))
        assert refused(lambda: call("DELETE FROM tenants_letter"))
    with acting_as(Caller.secretariat()):
        assert refused(lambda: call(report, others))


def test_a_municipality_cannot_report_a_leap(world: World) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        mine = Agreement.objects.get()
        leap = "UPDATE agreements_municipal_agreement SET state = 'to_sign'"
        report = "SELECT agreements_municipal_report_up_v1(%s, '', NULL)"

        def cheat() -> None:
            call(leap)
            call(report, mine.id)

        assert refused(cheat)
        own.want(agreement=mine, signatory=BENTE, url="", by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        assert Standing.objects.get().state == "to_sign"


def test_another_supplier_sees_nothing(world: World, client_of: Callable[[str], Client]) -> None:
    text = world.to_supplier(world.begin())
    with acting_as(world.caller_of("leo")):
        assert CommonText.objects.count() == Round.objects.count() == 1
    with acting_as(world.caller_of("lis")):
        assert CommonText.objects.count() == Round.objects.count() == 0
    assert client_of("leo").get(f"/aftaler/{text.id}/").status_code == 200
    assert client_of("lis").get(f"/aftaler/{text.id}/").status_code == 404
    assert client_of("lis").post(f"/aftaler/{text.id}/svar/", {"act": "accept"}).status_code == 404


def test_a_supplier_sees_no_draft_no_note_and_no_working_copy(world: World) -> None:
    text = world.begin()
    with acting_as(Caller.secretariat()):
        joint.add_note(text=text, note="De plejer at give sig på timerne.", by=world.actor("sara"))
    with acting_as(world.caller_of("leo")):
        assert not CommonText.objects.exists()
        assert refused(WorkingCopy.objects.count)
        assert refused(lambda: call("SELECT * FROM agreements_joint_internalnote"))
    world.to_supplier(text)
    with acting_as(world.caller_of("leo")):
        assert CommonText.objects.get().number == text.number


def test_a_supplier_changes_only_what_its_step_changes(world: World) -> None:
    world.to_supplier(world.begin())
    with acting_as(world.caller_of("leo")):
        assert refused(lambda: call("UPDATE agreements_joint_commontext SET title = 'Andet'"))
        assert refused(lambda: call("UPDATE agreements_joint_commontext SET state = 'released'"))
        assert refused(lambda: call("UPDATE agreements_joint_round SET values = '{}'"))
        text = CommonText.objects.get()
        joint.accept(text=text, note="", by=world.actor("leo"))
        assert text.state == "agreed"
        late = Wish(
            round=Round.objects.get(), supplier_id=text.supplier_id, clause="7", heading="7", text="Mere"
        )
        assert refused(lambda: late.save(force_insert=True))


def test_a_supplier_knows_of_no_municipality_that_is_still_considering(world: World) -> None:
    world.send(world.released(), "aalborg", "viborg")
    with acting_as(world.caller_of("mette")):
        own.want(agreement=Agreement.objects.get(), signatory=BENTE, url="", by=world.actor("mette"))
    with acting_as(world.caller_of("leo")):
        assert [each.issued.municipality_name for each in signings()] == ["Aalborg Kommune"]
        assert refused(Letter.objects.count)
    with acting_as(world.caller_of("lis")):
        assert signings() == []


def test_only_the_secretariat_delivers(world: World) -> None:
    sending = world.send(world.released(), "aalborg")
    deliver = "SELECT * FROM agreements_joint_deliver_v1(%s, 0)"
    for key in ("mette", "leo"):
        with acting_as(world.caller_of(key)):
            assert refused(lambda: call(deliver, sending.id))
    with acting_as(Caller.secretariat()):
        call(deliver, sending.id)


def test_the_landing_tells_of_exactly_one_text_and_only_at_the_door(world: World) -> None:
    text = world.to_supplier(world.begin())
    landing = "SELECT agreements_joint_landing_v1(%s)"
    with acting_as(Caller.door()):
        told = summary(text.id)
        assert told is not None
        assert text.number in told["about"]
        assert summary(uuid4()) is None
        assert refused(CommonText.objects.count)
    with acting_as(world.caller_of("mette")), pytest.raises(ProgrammingError), transaction.atomic():
        call(landing, text.id)


def test_the_landing_tells_nothing_when_the_invitation_can_no_longer_be_used(world: World) -> None:
    text = world.to_supplier(world.begin())
    ends: list[dict[str, Any]] = [
        {"used_at": timezone.now()},
        {"used_at": None, "expires_at": timezone.now() - timedelta(days=1)},
        {"about_id": None, "expires_at": timezone.now() + timedelta(days=1)},
    ]
    for end in ends:
        with acting_as(Caller.door()):
            assert summary(text.id) is not None
        with acting_as(Caller.owner()):
            before = Invitation.objects.values("used_at", "expires_at", "about_id").get(about_id=text.id)
            Invitation.objects.update(**end)
        with acting_as(Caller.door()):
            assert summary(text.id) is None
        with acting_as(Caller.owner()):
            Invitation.objects.update(**before)
