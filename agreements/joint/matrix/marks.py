"""What a case worker has marked in the matrix: cells, whole rows, whole columns, or all of the cut."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Q

from agreements.joint.matrix.cells import REMINDABLE, Cell
from agreements.joint.matrix.choice import Choice
from agreements.joint.matrix.reading import Reader
from agreements.joint.recipients import members
from secretariat.pagekit.keys import uuids
from workflows.searching import found_in


@dataclass(frozen=True)
class Marks:
    """Rows, columns and cells that are marked; a marked row or column means all of it in the cut."""

    everything: bool = False
    member_ids: frozenset[UUID] = frozenset()
    text_ids: frozenset[UUID] = frozenset()
    agreement_ids: frozenset[UUID] = frozenset()

    @classmethod
    def posted(cls, data: Any) -> "Marks":
        """Return what a form's `alle`, `kommune`, `aftale` and `celle` say; what is no id is left out."""
        return cls(
            bool(data.get("alle")),
            *(frozenset(uuids(data.getlist(name))) for name in ("kommune", "aftale", "celle")),
        )

    def __bool__(self) -> bool:
        return bool(self.everything or self.member_ids or self.text_ids or self.agreement_ids)

    @property
    def fields(self) -> list[tuple[str, str]]:
        """Return the marks as names and values of hidden fields."""
        named: Mapping[str, Iterable[UUID]] = {
            "kommune": self.member_ids,
            "aftale": self.text_ids,
            "celle": self.agreement_ids,
        }
        found = [(name, str(value)) for name, values in named.items() for value in sorted(values)]
        return [("alle", "1"), *found] if self.everything else found


def to_remind(choice: Choice, marks: Marks, now: datetime) -> dict[UUID, dict[UUID, Cell]]:
    """Return for each municipality the marked agreements, by text, on which it has to do something itself."""
    reading = Reader(choice, now)
    who = [each.id for each in members() if found_in(choice.member, each.name)]
    rows = reading.cut(choice.texts().values("pk"), who)
    rows = rows.filter(state__in=sorted(REMINDABLE))
    if not marks.everything:
        rows = rows.filter(
            Q(municipality_id__in=marks.member_ids)
            | Q(joint_id__in=marks.text_ids)
            | Q(subject_id__in=marks.agreement_ids)
        )
    found: dict[UUID, dict[UUID, Cell]] = {}
    for (text_id, municipality_id), cell in reading.cells(rows).items():
        if cell.may_be_reminded:
            found.setdefault(municipality_id, {})[text_id] = cell
    return found
