"""Whom a notice touches, and how each text counts the days."""

from collections.abc import Iterable
from datetime import date
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from agreements.joint.models import CommonText, Round
from agreements.joint.notices.models import SubProcessorNotice
from agreements.joint.recipients import members
from agreements.municipal.countries import name_of
from agreements.municipal.notices.access import LIVE
from agreements.municipal.notices.identity import same
from agreements.municipal.notices.periods import Terms
from agreements.municipal.transfers import BASES
from register.models import SystemUse
from tenants.models import Letter, Municipality, Recipient, Standing

Values = dict[str, Any]


def texts_of(notice: SubProcessorNotice) -> list[CommonText]:
    """Return the texts the notice is about: those chosen, else all that were sent with the supplier."""
    found = CommonText.objects.filter(supplier_id=notice.supplier_id, sendings__isnull=False).distinct()
    chosen = list(notice.texts.values_list("common_text_id", flat=True))
    return list(found.filter(pk__in=chosen) if chosen else found)


def municipalities_of(notice: SubProcessorNotice) -> list[Municipality]:
    """Return the members that have an agreement it touches, or may have one of their own.

    Where no text is chosen, those that use one of the supplier's systems are asked too: an agreement
    that a municipality has made itself stands in its own schema only.
    """
    found = with_agreement(notice)
    if not notice.texts.exists():
        uses = SystemUse.objects.filter(system__supplier_id=notice.supplier_id, is_active=True)
        found |= set(uses.values_list("municipality_id", flat=True))
    return list(members().filter(pk__in=found))


def with_agreement(notice: SubProcessorNotice) -> set[UUID]:
    """Return the municipalities that are known to have an agreement which the notice touches."""
    return _bound_by([each.id for each in texts_of(notice)])


def _bound_by(text_ids: list[UUID]) -> set[UUID]:
    return set(_live(text_ids).values_list("municipality_id", flat=True))


def _live(text_ids: list[UUID]) -> QuerySet[Standing]:
    return Standing.objects.filter(kind="agreement", joint_id__in=text_ids, state__in=LIVE)


def not_reached(notice: SubProcessorNotice) -> list[Municipality]:
    """Return the members that have signed an agreement since the notice went out, and lack it there.

    An agreement on a text that names the sub-processor itself needs no notice; a municipality that registered
    the notice has said itself which of its agreements it is about.
    """
    row = {"name": notice.name, "registration_number": notice.registration_number}
    texts = [
        text_id
        for text_id, values in agreed_values(each.id for each in texts_of(notice)).items()
        if not any(same(row, each) for each in values.get("bilag-b", {}).get("subprocessors", []))
    ]
    signed = _live(texts).exclude(subject_id__in=notice.lines.values("agreement_id"))
    waiting = Recipient.objects.filter(delivery_id=notice.id, state=Recipient.State.WAITING)
    told = Letter.objects.filter(kind="notice_registered", joint_id=notice.id)
    signed = signed.exclude(municipality_id__in=waiting.values("municipality_id"))
    signed = signed.exclude(municipality_id__in=told.values("municipality_id"))
    return list(members().filter(pk__in=signed.values("municipality_id")))


def agreed_values(text_ids: Iterable[UUID]) -> dict[UUID, Values]:
    """Return by text the fields of the round that the supplier accepted last."""
    rounds = Round.objects.filter(common_text_id__in=list(text_ids), outcome=Round.Outcome.ACCEPTED)
    return dict(rounds.order_by("number").values_list("common_text_id", "values"))


def terms_for(notice: SubProcessorNotice, today: date) -> Values:
    """Return what the delivery needs: by text the days from today and from the secretariat's receipt.

    The country and the transfer basis go along in words, as a municipality will read them.
    """
    agreed = agreed_values(each.id for each in texts_of(notice))
    found: Values = {
        "country_name": name_of(notice.country),
        "basis_words": BASES.get(notice.transfer_basis, ""),
    }
    for text_id, values in agreed.items():
        terms = Terms.of(values.get("bilag-b", {}))
        found[str(text_id)] = {
            "today": terms.as_data(today),
            "secretariat": terms.as_data(notice.received_on),
        }
    return found
