"""Making a package: annexes first, then the log, the letter and the index, which tell what became of them."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.utils import timezone

from documents.abstract import StoredFileBase
from documents.models import WordTemplate
from documents.packing import Packed, Packing
from documents.templates import fill, in_force
from secretariat.package import history, listing
from secretariat.package.annexes import CHANGED, GONE, Annex, annexes, missing_files
from secretariat.package.answers import QUESTIONS, paragraphs
from secretariat.package.decisions import decisions
from secretariat.package.gapgroups import grouped, told
from secretariat.package.gaps import gaps
from secretariat.package.listing import Line
from secretariat.package.material import Material

LETTER = "00 Brev.docx"
AT_ONCE = 20  # annexes in a step: so many decisions are written out together
FORMS = ("læsbar", "regneark (CSV)")
Tell = Callable[[int, int], None]


@dataclass(frozen=True)
class Order:
    """What the package is to say: for whom, the answers as somebody edited them, and who ordered it."""

    municipality: str
    scope_words: str
    answers: dict[str, str]
    ordered_by: str


@dataclass
class Made:
    """What was put into the zip."""

    annexes: int = 0
    missing: list[str] = field(default_factory=list)


def make(packing: Packing, material: Material, order: Order, tell: Tell) -> Made:
    """Write the whole package into the zip; `tell` hears how many of how many annexes are in.

    Raises NoTemplateError where the letter's or the decisions' template is not in force.
    """
    planned = annexes(material)
    packed: list[tuple[Annex, Packed | None]] = []
    tell(0, len(planned))
    for some in _batched(planned):
        packed.extend(_pack(packing, material, some, order.municipality))
        tell(len(packed), len(planned))
    lacking, gone = gaps(material), missing_files(annex for annex, _ in packed)
    missing, letters_missing = [each.text for each in lacking] + gone, told(grouped(lacking)) + gone
    today = timezone.localdate()
    title = f"{order.municipality}: log om {order.scope_words}"
    story = history.story_of(material)
    logs, rows = history.pack_log(packing, story, title, material.scope.until)
    template = in_force(WordTemplate.Kind.PACKAGE, today)
    letter = packing.add(
        LETTER, fill(template, letter_fields(material, order, packed, letters_missing, today))
    )
    lines = [
        Line("", "Brev med svar på de fire spørgsmål", "", today, letter),
        *(_line(annex, one) for annex, one in packed),
        *(
            Line("", f"Log, {rows} rækker, {form}", "", today, one)
            for form, one in zip(FORMS, logs, strict=True)
        ),
    ]
    packing.add(listing.NAME, listing.index(lines, missing, _about(material, order)))
    return Made(len(planned), missing)


def letter_fields(
    material: Material,
    order: Order,
    packed: Sequence[tuple[Annex, Packed | None]],
    missing: Sequence[str],
    today: date,
) -> dict[str, Any]:
    """Return the values of the letter's fields."""
    answers = {each.field: paragraphs(order.answers.get(each.key, "")) for each in QUESTIONS}
    return {
        "kommune": order.municipality,
        "modtager": "Datatilsynet",
        "dato": today,
        "periode_fra": material.scope.since,
        "periode_til": material.scope.until,
        "omfang": order.scope_words,
        **{name: said or ["Ikke besvaret."] for name, said in answers.items()},
        "mangler": list(missing),
        "bilag": [
            {
                "nummer": annex.number,
                "titel": annex.title,
                "dato": annex.day,
                "fil": one.name if one else annex.why_not,
            }
            for annex, one in packed
        ],
        "antal_bilag": sum(one is not None for _, one in packed),
        "underskriver": order.ordered_by,
    }


def _batched(planned: list[Annex]) -> Iterator[list[Annex]]:
    for at in range(0, len(planned), AT_ONCE):
        yield planned[at : at + AT_ONCE]


def _pack(
    packing: Packing, material: Material, some: list[Annex], municipality: str
) -> Iterator[tuple[Annex, Packed | None]]:
    """Put some annexes into the zip; a file that is gone becomes a reason, and one that differs a note."""
    decided = [each.decision for each in some if each.decision]
    written = decisions(material, decided, municipality) if decided else iter(())
    for annex in some:
        if annex.decision:
            yield annex, packing.add(annex.path, next(written))
        elif annex.stored is None:
            yield annex, None
        else:
            yield _copied(packing, annex, annex.stored)


def _copied(packing: Packing, annex: Annex, stored: StoredFileBase) -> tuple[Annex, Packed | None]:
    try:
        one = packing.add_stored(annex.path, stored)
    except FileNotFoundError:
        return replace(annex, why_not=GONE), None
    if one.sha256 != stored.sha256:
        return replace(annex, why_not=CHANGED), one
    return annex, one


def _line(annex: Annex, one: Packed | None) -> Line:
    note = " ".join(each for each in (annex.why_not, annex.note) if each)
    return Line(str(annex.number), annex.title, annex.processor, annex.day, one, note)


def _about(material: Material, order: Order) -> list[tuple[str, str]]:
    scope = material.scope
    return [
        ("Dataansvarlig", order.municipality),
        ("Omfatter", order.scope_words),
        ("Periode", f"{scope.since:%d-%m-%Y} til {scope.until:%d-%m-%Y}"),
        ("Dannet", f"{timezone.localtime():%d-%m-%Y %H.%M} af {order.ordered_by}"),
        ("SHA-256", "Regnet af hver fil, som den ligger i pakken; af en ændret fil er tallet et andet."),
        ("Fortegnelsen selv", "Hele pakkens SHA-256 står på kommunens side."),
    ]  # fmt: skip
