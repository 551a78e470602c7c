"""The way of an agreement from the first draft until it is in force, each act under its own role."""

from collections.abc import Callable

import pytest
from django.utils import timezone

from agreements.joint import actions as joint
from agreements.joint.models import CommonText, IssuedAgreement, Round, SupplierCopy
from agreements.municipal import actions as own
from agreements.municipal.actions import Signatory
from agreements.municipal.models import Agreement, SignedCopy
from documents.uploadhandlers import ReceivedFile
from tenants.models import Letter, Standing
from tests.agreements.conftest import VOUCHED, World
from walls.callers import Caller, acting_as
from workflows.engine import NotPossibleError
from workflows.models import LogEntry, OutboxMail

BENTE = Signatory("Bente Aalborg", "bente@aalborg.example")


@pytest.mark.libreoffice
def test_an_agreement_goes_from_draft_to_in_force(
    world: World, with_libreoffice: None, upload: Callable[..., ReceivedFile]
) -> None:
    text = world.released()
    world.send(text, "aalborg", "viborg")
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert agreement.number == f"{text.number}-0851"
        assert agreement.pdf is not None
        own.want(
            agreement=agreement, signatory=BENTE, url="http://aalborg.localhost/", by=world.actor("mette")
        )
        own.sign(
            agreement=agreement,
            received=upload(),
            signed_on=timezone.localdate(),
            signed_by="Bente",
            by=world.actor("bente"),
            approval=VOUCHED,
        )
        assert agreement.state == "signed_by_one"
    with acting_as(world.caller_of("leo")):
        issued = IssuedAgreement.objects.get(municipality_name="Aalborg Kommune")
        joint.sign(
            agreement=issued,
            received=upload(),
            signed_on=timezone.localdate(),
            signed_by="Leo",
            by=world.actor("leo"),
            approval=VOUCHED,
        )
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert agreement.state == "signed"
        assert {copy.party for copy in SignedCopy.objects.all()} == {"municipality", "supplier"}
        own.take_effect(
            agreement=agreement,
            in_force_from=timezone.localdate(),
            valid_until=None,
            notice_by=None,
            journal_number="85.02.00-K01-1-26",
            by=world.actor("mette"),
        )
    with acting_as(Caller.secretariat()):
        states = dict(Standing.objects.values_list("municipality__short_name", "state"))
        assert states == {"Aalborg": "in_force", "Viborg": "for_decision"}


def test_the_supplier_may_sign_first(world: World, upload: Callable[..., ReceivedFile]) -> None:
    text = world.released()
    world.send(text, "aalborg")
    with acting_as(world.caller_of("mette")):
        own.want(agreement=Agreement.objects.get(), signatory=BENTE, url="", by=world.actor("mette"))
    with acting_as(world.caller_of("leo")):
        joint.sign(
            agreement=IssuedAgreement.objects.get(),
            received=upload(),
            signed_on=timezone.localdate(),
            signed_by="Leo",
            by=world.actor("leo"),
            approval=VOUCHED,
        )
        assert SupplierCopy.objects.get().delivered_at is not None
    with acting_as(world.caller_of("bente")):
        agreement = Agreement.objects.get()
        assert agreement.state == "signed_by_one"
        own.sign(
            agreement=agreement,
            received=upload(),
            signed_on=timezone.localdate(),
            signed_by="Bente",
            by=world.actor("bente"),
            approval=VOUCHED,
        )
        assert agreement.state == "signed"


def test_an_answer_that_the_supplier_has_seen_stays(world: World) -> None:
    """Until the next round is sent an answer may be put right, and each answer stands in the log."""
    text = world.to_supplier(world.begin())
    with acting_as(world.caller_of("leo")):
        mine, by = CommonText.objects.get(), world.actor("leo")
        wished = {"heading": "Punkt", "wish": "Vi ønsker 48 timer.", "proposal": ""}
        joint.write_wish(text=mine, clause="10", by=by, **wished)
        joint.return_wishes(text=mine, note="", by=by)
    sara = world.actor("sara")
    with acting_as(Caller.secretariat()):
        wish = Round.objects.get().wishes.get()
        joint.answer_wish(wish=wish, outcome="granted", text="", by=sara)
        joint.answer_wish(wish=wish, outcome="refused", text="Kommunerne kræver 24 timer.", by=sara)
    world.to_supplier(text)
    with acting_as(world.caller_of("leo")):
        mine = CommonText.objects.get()
        joint.write_wish(text=mine, clause="11", by=by, **wished)
        joint.return_wishes(text=mine, note="", by=by)
    with acting_as(Caller.secretariat()):
        with pytest.raises(NotPossibleError, match="tidligere runde"):
            joint.answer_wish(wish=wish, outcome="granted", text="", by=sara)
        joint.answer_wish(wish=Round.objects.get(number=2).wishes.get(), outcome="granted", text="", by=sara)
        logged = LogEntry.objects.filter(subject_id=text.id, action="answer_wish").order_by("number")
        assert [(each.data["round"], each.data["outcome"], each.reason) for each in logged] == [
            (1, "granted", ""),
            (1, "refused", "Kommunerne kræver 24 timer."),
            (2, "granted", ""),
        ]
    with acting_as(world.caller_of("leo")):
        assert Round.objects.get(number=1).wishes.get().answer.outcome == "refused"


def test_wishes_are_answered_one_by_one_and_seen_with_the_next_round(world: World) -> None:
    text = world.to_supplier(world.begin())
    with acting_as(world.caller_of("leo")):
        mine = CommonText.objects.get()
        joint.write_wish(
            text=mine,
            clause="10",
            heading="10. Underretning",
            wish="Vi ønsker 48 timer.",
            proposal="",
            by=world.actor("leo"),
        )
        joint.return_wishes(text=mine, note="", by=world.actor("leo"))
        assert mine.state == "at_secretariat"
    with acting_as(Caller.secretariat()):
        wish = Round.objects.get().wishes.get()
        joint.answer_wish(
            wish=wish, outcome="refused", text="Kommunerne kræver 24 timer.", by=world.actor("sara")
        )
    with acting_as(world.caller_of("leo")):
        assert not hasattr(Round.objects.get().wishes.get(), "answer")
    world.to_supplier(text)
    with acting_as(world.caller_of("leo")):
        assert Round.objects.get(number=1).wishes.get().answer.text == "Kommunerne kræver 24 timer."
        joint.accept(text=CommonText.objects.get(), note="", by=world.actor("leo"))
        assert CommonText.objects.get().state == "agreed"


def test_a_question_goes_up_and_its_answer_comes_down(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg")
    with acting_as(world.caller_of("mette")):
        own.ask(agreement=Agreement.objects.get(), text="Gælder den også skolerne?", by=world.actor("mette"))
    with acting_as(Caller.secretariat()):
        letter = Letter.objects.get(kind="agreement_question")
        assert Standing.objects.get().state == "question"
        joint.answer_question(letter=letter, answer="Ja.", by=world.actor("sara"))
        assert Standing.objects.get().state == "for_decision"
    with acting_as(world.caller_of("mette")):
        agreement = Agreement.objects.get()
        assert agreement.state == "for_decision"
        assert agreement.questions.get().answer == "Ja."


def test_declining_tells_why_and_what_applies_instead(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg")
    with acting_as(world.caller_of("mette")):
        own.decline(
            agreement=Agreement.objects.get(),
            reason="Systemet udfases.",
            applies_instead="Aftalen fra 2021.",
            by=world.actor("mette"),
        )
    with acting_as(Caller.secretariat()):
        letter = Letter.objects.get(kind="agreement_reason")
        assert "Systemet udfases." in letter.text
        assert "Aftalen fra 2021." in letter.text
        assert letter.written_by_name.startswith("Mette Aalborg")


def test_each_municipality_gets_one_mail_with_its_own_address(world: World) -> None:
    text = world.released()
    world.send(text, "aalborg", "viborg")
    with acting_as(Caller.secretariat()):
        mails = OutboxMail.objects.filter(kind="agreements/agreement_delivered")
        to = sorted(mails.values_list("to", flat=True))
    assert to == [["bo@viborg.example"], ["mette@aalborg.example", "databeskyttelse@aalborg.example"]]
