"""The one way to a common text and what belongs to it; the walls decide which rows there are."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from agreements.joint.models import (
    CommonText,
    IssuedAgreement,
    OutsideRecipient,
    Round,
    RoundFile,
    Sending,
    Wish,
)
from tenants.models import Letter, Municipality


def texts() -> QuerySet[CommonText]:
    """Return the texts the caller may see, newest first."""
    return CommonText.objects.select_related("supplier", "own_body").order_by("-created_at")


def get_text(text_id: UUID) -> CommonText:
    """Return a text, or 404 where there is none or it is not the caller's."""
    found = texts().filter(pk=text_id).first()
    if found is None:
        raise Http404
    return found


def get_round(text: CommonText, number: int) -> Round:
    """Return a round of the text, or 404."""
    found = text.rounds.select_related("document").filter(number=number).first()
    if found is None:
        raise Http404
    return found


def get_wish(text: CommonText, wish_id: UUID) -> Wish:
    """Return a wish of the text's rounds that has not been dropped, or 404."""
    found = (
        Wish.objects.select_related("round")
        .filter(pk=wish_id, round__common_text=text, dropped=False)
        .first()
    )
    if found is None:
        raise Http404
    return found


def get_round_file(text: CommonText, file_id: UUID) -> RoundFile:
    """Return the supplier's file in a round of the text, or 404."""
    found = (
        RoundFile.objects.select_related("round", "file").filter(pk=file_id, round__common_text=text).first()
    )
    if found is None:
        raise Http404
    return found


def get_sending(text: CommonText, sending_id: UUID) -> Sending:
    """Return a sending of the text, or 404."""
    found = text.sendings.filter(pk=sending_id).first()
    if found is None:
        raise Http404
    return found


def get_issued(agreement_id: UUID) -> IssuedAgreement:
    """Return the agreement made for one municipality, or 404."""
    found = (
        IssuedAgreement.objects.select_related("common_text", "word", "pdf").filter(pk=agreement_id).first()
    )
    if found is None:
        raise Http404
    return found


def get_letter(letter_id: UUID, kind: str) -> Letter:
    """Return a municipality's letter of a kind, or 404."""
    found = Letter.objects.select_related("municipality").filter(pk=letter_id, kind=kind).first()
    if found is None:
        raise Http404
    return found


def get_outside(text: CommonText, recipient_id: UUID) -> OutsideRecipient:
    """Return a recipient outside the association, or 404."""
    found = text.outside.filter(pk=recipient_id).first()
    if found is None:
        raise Http404
    return found


def get_member(municipality_id: UUID) -> Municipality:
    """Return a municipality of the association, or 404."""
    found = Municipality.objects.filter(pk=municipality_id).exclude(state=Municipality.State.LEFT).first()
    if found is None:
        raise Http404
    return found
