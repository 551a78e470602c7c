"""Which of a new version's documents are supplements, and making them so."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone

from agreements.joint.models import CommonText
from agreements.joint.versions.changes import changes_of
from agreements.joint.versions.formers import Former, formers_of
from agreements.joint.versions.supplement import has_appendices, supplement_of
from documents.models import WordTemplate
from documents.templates import fill, in_force
from tenants.models import Municipality


@dataclass(frozen=True)
class Follows:
    """What a municipality's agreement on a new version follows; `supplement` where it only changes it."""

    former: Former | None = None

    @property
    def supplement(self) -> bool:
        """Return whether the agreement is a supplement to the former."""
        return self.former is not None and self.former.gets_supplement

    @property
    def replaces_id(self) -> UUID | None:
        """Return the former agreement's id."""
        return self.former.issued.id if self.former else None

    @property
    def title(self) -> str:
        """Return what the document is called."""
        return "Tillæg" if self.supplement else "Databehandleraftale"


def follows_of(text: CommonText, batch: list[Municipality]) -> dict[UUID, Follows]:
    """Return for each municipality what its agreement on the text follows."""
    if text.replaces_id is None:
        return {each.id: Follows() for each in batch}
    formers = formers_of(text, [each.id for each in batch])
    return {each.id: Follows(formers.get(each.id)) for each in batch}


def as_supplements(
    text: CommonText,
    batch: list[tuple[Municipality, str]],
    words: list[bytes],
    follows: dict[UUID, Follows],
) -> list[bytes]:
    """Return the documents, those for municipalities bound by a former version as supplements to it.

    Raises documents.templates.NoTemplateError where no template for supplements is in force.
    """
    if not any(each.supplement for each in follows.values()):
        return words
    template, common = in_force(WordTemplate.Kind.SUPPLEMENT, timezone.localdate()), _common(text)
    with_appendices = has_appendices(words[0])
    made = []
    for (municipality, number), content in zip(batch, words, strict=True):
        former = follows[municipality.id].former
        if former is None or not former.gets_supplement:
            made.append(content)
            continue
        front = fill(
            template, {**common, **_own(municipality, number, former), "bilag_ja_nej": with_appendices}
        )
        made.append(supplement_of(content, front, former.issued.number))
    return made


def _common(text: CommonText) -> dict[str, Any]:
    """Return what the supplements of a text say alike."""
    return {
        "version": text.version,
        "system_navne": [each.system_name for each in text.systems.all()],
        "databehandler": text.supplier.name,
        "aendringer": [
            {"punkt": f"{each.clause}: {each.label}", "foer": each.before, "nu": each.now}
            for each in changes_of(text)
        ],
        "gaelder_tidligst": text.applies_from,
    }


def _own(municipality: Municipality, number: str, former: Former) -> dict[str, Any]:
    return {
        "tillaeg_nr": number,
        "aftale_nr": former.issued.number,
        "aftale_version": former.issued.common_text.version,
        "dataansvarlig": municipality.name,
    }
