"""Why a common text is touched: its supplier, a system, a sub-processor at some level, or a country."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.fields.json import KeyTransform

from agreements.joint.models import CommonText, Reliance, Round
from agreements.joint.reliance.finding import COUNTRY, PROCESSOR, SUPPLIER, SYSTEM, Hit
from agreements.municipal.countries import name_of

SENT = Q(sendings__isnull=False)


@dataclass(frozen=True)
class Ground:
    """One reason why a text is touched; one that a notice gives counts only where the notice stands."""

    text_id: UUID
    role: str
    through: str = ""
    purpose: str = ""
    notice_id: UUID | None = None


def grounds(hit: Hit) -> list[Ground]:
    """Return the reasons, the processor's own before those of its sub-processors."""
    ways = {SUPPLIER: _supplier, SYSTEM: _system, PROCESSOR: _processor, COUNTRY: _country}
    return list(ways[hit.kind](hit.key))


def _texts() -> QuerySet[CommonText]:
    return CommonText.objects.filter(SENT).distinct()


def _supplier(key: str) -> Iterator[Ground]:
    for text_id in _texts().filter(supplier_id=key).values_list("id", flat=True):
        yield Ground(text_id, "databehandler")


def _system(key: str) -> Iterator[Ground]:
    for text_id in _texts().filter(systems__system_id=key).values_list("id", flat=True):
        yield Ground(text_id, "databehandler")


def _processor(key: str) -> Iterator[Ground]:
    yield from _relied(Reliance.objects.filter(processor_id=UUID(key)))


def _relied(rows: QuerySet[Reliance]) -> Iterator[Ground]:
    counted = rows.exclude(notice__state="withdrawn").order_by(F("notice").asc(nulls_first=True))
    for each in counted.select_related("processor"):
        role = f"underdatabehandler, {each.level}. led"
        yield Ground(each.common_text_id, role, each.processor.name, each.purpose, each.notice_id)


def _country(code: str) -> Iterator[Ground]:
    yield from _relied(Reliance.objects.filter(country=code))
    for text_id, home, places in _agreed_places():
        if home == code:
            yield Ground(text_id, "databehandler", "", f"Leverandøren har adresse i {name_of(code)}")
        for place in places or []:
            if place.get("country") == code:
                what = "overførsel til" if place.get("kind") == "transfer" else "behandles i"
                yield Ground(
                    text_id, f"{what} landet", str(place.get("where", "")), str(place.get("what", ""))
                )


def _agreed_places() -> Iterator[tuple[UUID, str, list[dict[str, Any]]]]:
    rounds = Round.objects.filter(outcome=Round.Outcome.ACCEPTED, common_text__sendings__isnull=False)
    latest = rounds.order_by("common_text_id", "-number").distinct("common_text_id")
    yield from latest.values_list(
        "common_text_id",
        KeyTransform("country", KeyTransform("ydelse", "values")),
        KeyTransform("places", KeyTransform("steder", "values")),
    )
