"""Keeping the rows of who rests on whom in step with what was agreed and what was noticed."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import OuterRef, Subquery

from agreements.joint.models import (
    CommonText,
    IndexedText,
    KnownProcessor,
    Reliance,
    Round,
    SubProcessorNotice,
)
from agreements.joint.notices.reach import texts_of
from agreements.municipal.notices.identity import identity

Values = dict[str, Any]


def index_texts() -> int:
    """Read appendix B of every sent text whose agreed round has not been read; return how many were."""
    accepted = Round.objects.filter(common_text_id=OuterRef("pk"), outcome=Round.Outcome.ACCEPTED)
    read = IndexedText.objects.filter(common_text_id=OuterRef("pk")).values("round_id")
    sent = CommonText.objects.filter(sendings__isnull=False).distinct()
    latest = sent.annotate(
        latest=Subquery(accepted.order_by("-number").values("id")[:1]), read=Subquery(read[:1])
    )
    found = [each for each in latest if each.latest and each.latest != each.read]
    for text in found:
        _index(text, text.latest)
    return len(found)


@transaction.atomic
def _index(text: CommonText, round_id: UUID) -> None:
    rows = Round.objects.get(pk=round_id).values.get("bilag-b", {}).get("subprocessors", [])
    Reliance.objects.filter(common_text=text, notice=None).delete()
    for row in rows:
        Reliance.objects.get_or_create(
            common_text=text,
            processor=known(str(row.get("name", "")), str(row.get("registration_number", ""))),
            notice=None,
            defaults={
                "country": row.get("country", ""),
                "purpose": row.get("processing", ""),
                "transfer_basis": row.get("transfer_basis") or "",
            },
        )
    IndexedText.objects.update_or_create(common_text=text, defaults={"round_id": round_id})


def known(name: str, number: str) -> KnownProcessor:
    """Return the company that a name and a number stand for; a new one is stored."""
    row, _ = KnownProcessor.objects.get_or_create(
        key=identity(name, number)[:230], defaults={"name": name, "registration_number": number}
    )
    return row


def index_notices() -> int:
    """Note for each forwarded notice which texts will rest on its sub-processor; return how many."""
    there = Reliance.objects.filter(notice__isnull=False).values("notice_id")
    new = SubProcessorNotice.objects.filter(forwarded_at__isnull=False).exclude(pk__in=there)
    for notice in new:
        with transaction.atomic():
            processor = known(notice.name, notice.registration_number)
            for text in texts_of(notice):
                Reliance.objects.get_or_create(
                    common_text=text,
                    processor=processor,
                    notice=notice,
                    defaults={
                        "country": notice.country,
                        "level": notice.level,
                        "purpose": notice.purpose,
                        "transfer_basis": notice.transfer_basis,
                    },
                )
    return len(new)
