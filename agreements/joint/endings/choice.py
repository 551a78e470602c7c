"""Which part of the agreements that end is shown, and its workbook."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from agreements.joint.endings.reading import ENDING, Followed, followed
from secretariat.pagekit.workbook import workbook

HEADERS = (
    "Aftale",
    "Titel",
    "Kommune",
    "Leverandør",
    "Status",
    "Dato",
    "Dage over fristen",
    "Næste skridt hos",
    "Dokumentation modtaget",
    "Rykkere",
)
LONGEST = 100


@dataclass(frozen=True)
class Cut:
    """What is asked for: a state, words in number, title, municipality or supplier, and only what is late."""

    state: str = ""
    words: str = ""
    late: bool = False

    @classmethod
    def of(cls, given: Mapping[str, Any]) -> "Cut":
        """Return the cut that an address asks for; what it does not know is left out."""
        state = str(given.get("status", ""))
        words = str(given.get("q", ""))[:LONGEST].strip()
        return cls(state if state in ENDING else "", words, given.get("sen") == "1")

    def rows(self) -> list[Followed]:
        """Return the agreements of the cut, the day that comes first at the top."""
        return [each for each in followed(self.state) if self._shows(each)]

    def _shows(self, row: Followed) -> bool:
        if self.late and not row.days_late:
            return False
        text = row.issued.common_text
        whole = " ".join((row.issued.number, text.title, row.issued.municipality_name, text.supplier.name))
        return all(word in whole.casefold() for word in self.words.casefold().split())


def as_workbook(rows: Iterable[Followed]) -> bytes:
    """Return the list as it is shown, all its pages, as a workbook."""
    return workbook("Ophør", HEADERS, map(_cells, rows))


def _cells(row: Followed) -> list[Any]:
    text = row.issued.common_text
    return [
        row.issued.number,
        text.title,
        row.issued.municipality_name,
        text.supplier.name,
        row.label,
        row.day or "",
        row.days_late or "",
        row.holder,
        "ja" if row.proof_waits else "",
        row.reminders,
    ]
