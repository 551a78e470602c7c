"""Which column holds what, whatever the municipality has called it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from .cells import cell_text
from .words import FILLERS, OTHER_COLUMNS, STEMS


class Field(StrEnum):
    """A fact a line can state; the value is its Danish name on pages and in messages."""

    MUNICIPALITY = "Kommune"
    MUNICIPALITY_CVR = "Kommunens CVR"
    MUNICIPALITY_CODE = "Kommunekode"
    KITOS = "KITOS UUID"
    SYSTEM = "It-system"
    SUPPLIER = "Leverandør"
    SUPPLIER_CVR = "Leverandørens CVR"
    PERSONAL_DATA = "Personoplysninger"
    SPECIAL_CATEGORIES = "Følsomme oplysninger"
    CPR = "CPR-nummer"
    OTHER_PROTECTED = "Andre beskyttelsesværdige oplysninger"
    SPECIAL_PROCESSING = "Særlig behandling"
    SUBJECTS = "Antal registrerede"
    AGREEMENT = "Databehandleraftale"
    AGREEMENT_DATE = "Aftaledato"
    OWNER = "Systemejer"


def header_words(header: str) -> frozenset[str]:
    """The words of a header in one form: no case, no punctuation, ``it-system`` as one word."""
    plain = header.casefold().replace("it-system", "itsystem").replace("it system", "itsystem")
    plain = plain.replace("it-løsning", "itløsning").replace("e-mail", "email").replace("cvr-n", "cvrn")
    plain = (
        plain.replace("cpr-n", "cprn").replace("kommune kode", "kommunekode").replace("kommune-", "kommune ")
    )
    words = re.findall(r"[a-zæøåé]+", plain)
    return frozenset(STEMS.get(word, word) for word in words)


def _is_kitos(words: frozenset[str]) -> bool:
    named = "uuid" in words or ("kitos" in words and ("id" in words or "system" not in words))
    return named and not words & {"kommune", "leverandør"}


def _is_agreement_date(words: frozenset[str]) -> bool:
    dated = "dato" in words and ("databehandleraftale" in words or words - FILLERS == {"dato"})
    return dated or "aftaledato" in words


def _is_count(words: frozenset[str]) -> bool:
    return {"antal", "registrerede"} <= words or words <= {"antal", "registrerede", "ca", "skøn"}


_RULES: tuple[tuple[Field, Callable[[frozenset[str]], bool]], ...] = (
    (Field.SUPPLIER_CVR, lambda words: {"cvr", "leverandør"} <= words),
    (Field.MUNICIPALITY_CVR, lambda words: {"cvr", "kommune"} <= words),
    (Field.MUNICIPALITY_CODE, lambda words: "kommunekode" in words or words == {"kommune", "nr"}),
    (Field.KITOS, _is_kitos),
    (Field.OWNER, lambda words: "systemejer" in words or {"system", "ejer"} <= words or words == {"ejer"}),
    (Field.AGREEMENT_DATE, _is_agreement_date),
    (Field.AGREEMENT, lambda words: "databehandleraftale" in words),
    (Field.CPR, lambda words: "cpr" in words),
    (Field.SPECIAL_CATEGORIES, lambda words: "følsomme" in words or {"særlige", "kategorier"} <= words),
    (Field.OTHER_PROTECTED, lambda words: "beskyttelsesværdige" in words),
    (Field.SPECIAL_PROCESSING, lambda words: {"særlige", "behandling"} <= words),
    (Field.SUBJECTS, _is_count),
    (Field.PERSONAL_DATA, lambda words: "personoplysninger" in words and "antal" not in words),
    (Field.SUPPLIER, lambda words: "leverandør" in words and "uuid" not in words),
    (Field.SYSTEM, lambda words: "system" in words),
    (Field.MUNICIPALITY, lambda words: "kommune" in words and "uuid" not in words),
)


def _field_of_words(words: frozenset[str]) -> Field | None:
    """The first rule that fits; the order tells *leverandørens CVR* from *leverandør*."""
    return next((name for name, fits in _RULES if fits(words)), None)


@dataclass(frozen=True, slots=True)
class Guess:
    """The field a header seems to name; sureness 3 is our own name for it, 2 the same words, 1 has words
    left.
    """

    field: Field
    sureness: int


def guess(header: str) -> Guess | None:
    """What a header names; None when it is none of ours. A bare *CVR* is told from its values, not here."""
    words = header_words(header)
    if not words or len(header) > 120 or words & OTHER_COLUMNS:
        return None
    if "id" in words and not words & {"kitos", "uuid"}:
        return None
    found = _field_of_words(words)
    if found is None:
        return None
    if words == header_words(found.value):
        return Guess(found, 3)
    return Guess(found, 1 if words - header_words(found.value) - FILLERS else 2)


def is_bare_cvr(header: str) -> bool:
    """Whether a header only says *CVR*, not whose."""
    return "cvr" in header_words(header) and not header_words(header) - FILLERS - {"cvr"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Where each field stands, and the headers that are not ours."""

    positions: dict[Field, int]
    headers: dict[Field, str]
    unknown: tuple[str, ...] = ()
    doubles: tuple[str, ...] = ()
    bare_cvr: int | None = None

    def missing(self) -> list[str]:
        """The names of the columns without which no line can be understood."""
        fields = self.positions.keys()
        wanted: list[tuple[str, set[Field]]] = [
            (
                "Kommunens CVR« eller »Kommune",
                {Field.MUNICIPALITY, Field.MUNICIPALITY_CVR, Field.MUNICIPALITY_CODE},
            ),
            ("It-system", {Field.SYSTEM}),
            ("Leverandør", {Field.SUPPLIER, Field.SUPPLIER_CVR}),
        ]
        return [name for name, any_of in wanted if not any_of & fields]

    def absent(self) -> list[Field]:
        """Fields the workbook has no column for, and that it can do without."""
        instead = {Field.MUNICIPALITY, Field.MUNICIPALITY_CVR, Field.MUNICIPALITY_CODE}
        return [name for name in Field if name not in self.positions and name not in instead]


@dataclass(slots=True)
class _Choice:
    best: dict[Field, tuple[int, int]] = field(default_factory=dict)
    doubles: list[str] = field(default_factory=list)


def match_columns(cells: Sequence[object]) -> Columns:
    """The columns a row of headers names; of two that name the same field the surer one, then the first."""
    headers = [cell_text(cell) for cell in cells]
    choice = _Choice()
    for position, header in enumerate(headers):
        found = guess(header) if header else None
        if found is None:
            continue
        known = choice.best.get(found.field)
        if known is not None:
            loser = headers[known[1]] if found.sureness > known[0] else header
            choice.doubles.append(loser)
        if known is None or found.sureness > known[0]:
            choice.best[found.field] = (found.sureness, position)
    positions = {name: position for name, (_, position) in choice.best.items()}
    bare = [i for i, header in enumerate(headers) if header and is_bare_cvr(header)]
    return Columns(
        positions=positions,
        headers={name: headers[position] for name, position in positions.items()},
        unknown=tuple(
            header
            for i, header in enumerate(headers)
            if header and i not in positions.values() and header not in choice.doubles and i not in bare
        ),
        doubles=tuple(choice.doubles),
        bare_cvr=bare[0] if bare else None,
    )
