"""Mandates: what is given counts, what is revoked does not, and only what the secretariat holds is told."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.utils import DatabaseError
from django.utils import timezone

from agreements.municipal.mandates.access import Contact, Contacts, contacts_of, mandates_for
from agreements.municipal.mandates.actions import Given, give_mandate, name_contacts, revoke_mandate
from agreements.municipal.mandates.models import Mandate
from agreements.municipal.models import Agreement
from documents.uploadhandlers import ReceivedFile
from tenants.mandates import held_for
from tenants.models import HeldMandate, MandateCover
from tests.agreements.conftest import World
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError

C = MandateCover
Upload = Callable[..., ReceivedFile]


def given(
    holder: Mandate.Holder = Mandate.Holder.SECRETARIAT,
    *covers: MandateCover,
    until: date | None = None,
) -> Given:
    """A mandate from today."""
    who = ("Dorte Aalborg", "afdelingsleder", "dorte@aalborg.example")
    return Given(holder, *who, covers or (C.RECEIVE_NOTICES, C.ANSWER_NOTICES), timezone.localdate(), until)


def give(world: World, upload: Upload, what: Given, agreement: Agreement | None = None) -> Mandate:
    """Aalborg gives a mandate; act as Aalborg."""
    return give_mandate(given=what, agreement=agreement, received=upload(), by=world.actor("mette"))


def test_the_secretariat_sees_what_it_may_do_and_when_it_may_no_longer(world: World, upload: Upload) -> None:
    world.send(world.released(), "aalborg", "viborg")
    today = timezone.localdate()
    with acting_as(world.caller_of("bo")):
        theirs = Agreement.objects.get().id
    with acting_as(world.caller_of("mette")):
        ours = Agreement.objects.get().id
        mandate = give(world, upload, given())
    pairs = [(world.members["aalborg"].id, ours), (world.members["viborg"].id, theirs)]
    with acting_as(Caller.secretariat()):
        assert set(held_for(C.ANSWER_NOTICES, on=today, agreements=pairs)) == {ours}
        assert not held_for(C.SIGN, on=today, agreements=pairs)
        assert not held_for(C.ANSWER_NOTICES, on=today - timedelta(days=1), agreements=pairs)
    with acting_as(world.caller_of("mette")):
        revoke_mandate(mandate=mandate, reason="Vi svarer selv.", by=world.actor("mette"))
        assert not mandates_for(C.ANSWER_NOTICES, on=today)
        with pytest.raises(NotPossibleError):
            revoke_mandate(mandate=mandate, reason="Igen.", by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        assert not held_for(C.ANSWER_NOTICES, on=today, agreements=pairs)


def test_a_mandate_for_one_agreement_is_none_for_the_next(world: World, upload: Upload) -> None:
    world.send(world.released(), "aalborg")
    today = timezone.localdate()
    with acting_as(world.caller_of("mette")):
        ours = Agreement.objects.get()
        give(world, upload, given(), agreement=ours)
        assert mandates_for(C.ANSWER_NOTICES, on=today, agreement_id=ours.id)
        assert not mandates_for(C.ANSWER_NOTICES, on=today)
    with acting_as(Caller.secretariat()):
        own, other = (
            (world.members["aalborg"].id, ours.id),
            (world.members["aalborg"].id, ours.common_text_id),
        )
        assert set(held_for(C.ANSWER_NOTICES, on=today, agreements=[own, other])) == {ours.id}


def test_a_mandate_of_an_own_person_stays_in_the_schema(world: World, upload: Upload) -> None:
    with acting_as(world.caller_of("mette")):
        mandate = give(world, upload, given(Mandate.Holder.PERSON, C.SIGN))
        assert [each.holder_name for each in mandates_for(C.SIGN, on=timezone.localdate())] == [
            "Dorte Aalborg"
        ]
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT agreements_municipal_tell_mandate_v1(%s)", [mandate.id])
    with acting_as(world.caller_of("bo")):
        assert not Mandate.objects.exists()
    with acting_as(Caller.secretariat()):
        assert not HeldMandate.objects.exists()


def test_a_mandate_counts_to_its_last_day(world: World, upload: Upload) -> None:
    today = timezone.localdate()
    with acting_as(world.caller_of("mette")):
        give(world, upload, given(Mandate.Holder.PERSON, C.SIGN, until=today + timedelta(days=30)))
        assert mandates_for(C.SIGN, on=today + timedelta(days=30))
        assert not mandates_for(C.SIGN, on=today + timedelta(days=31))
        with pytest.raises(IntegrityError), transaction.atomic():
            give(world, upload, given(Mandate.Holder.PERSON, C.SIGN, until=today - timedelta(days=1)))


def test_another_municipality_neither_sees_nor_writes_what_the_secretariat_holds(
    world: World, upload: Upload
) -> None:
    with acting_as(world.caller_of("mette")):
        mandate = give(world, upload, given())
        assert HeldMandate.objects.count() == 1
    with acting_as(world.caller_of("bo")):
        assert not HeldMandate.objects.exists()
        for statement in (
            "UPDATE tenants_heldmandate SET revoked_at = NULL",
            f"SELECT agreements_municipal_tell_mandate_v1('{mandate.id}')",
        ):
            with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)


def test_an_agreement_s_own_contacts_count_before_the_default(world: World) -> None:
    world.send(world.released(), "aalborg")
    with acting_as(world.caller_of("mette")):
        ours, by = Agreement.objects.get(), world.actor("mette")
        mette = Contact("Mette Aalborg", "jurist", "mette@aalborg.example", "98 12 34 56")
        bente = Contact("Bente Aalborg", "direktør", "bente@aalborg.example")
        name_contacts(contacts=Contacts(mette, bente), agreement=None, by=by)
        assert contacts_of(ours.id) == contacts_of(None) == Contacts(mette, bente)
        dorte = Contact("Dorte Aalborg", "", "dorte@aalborg.example")
        name_contacts(contacts=Contacts(dorte, Contact()), agreement=ours, by=by)
        assert contacts_of(ours.id) == Contacts(dorte, bente)
        assert contacts_of(None) == Contacts(mette, bente)
