"""Which of a new version's documents are supplements, and making them so."""

from dataclasses import dataclass
from uuid import UUID

from agreements.joint.models import CommonText
from agreements.joint.versions.changes import changes_of
from agreements.joint.versions.formers import Former, formers_of
from agreements.joint.versions.supplement import Supplement, supplement_of
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
    """Return the documents, those for municipalities bound by a former version as supplements to it."""
    if not any(each.supplement for each in follows.values()):
        return words
    changes = changes_of(text)
    systems = ", ".join(each.system_name for each in text.systems.all())
    made = []
    for (municipality, number), content in zip(batch, words, strict=True):
        former = follows[municipality.id].former
        if former is None or not former.gets_supplement:
            made.append(content)
            continue
        told = Supplement(
            number,
            former.issued.number,
            former.issued.common_text.version,
            text.version,
            municipality.name,
            text.supplier.name,
            systems,
            text.applies_from,
        )
        made.append(supplement_of(content, told, changes))
    return made
