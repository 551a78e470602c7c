"""What a line would change: new, changed or nothing, and in words what becomes other than it was."""

from datetime import date

from register.importing.known import KnownUse
from register.models import Source
from register.portfolio.cells import AGREEMENT_NO, AGREEMENT_YES, IN_PROGRESS, NOT_RELEVANT, NOT_STATED
from register.portfolio.columns import Field
from register.portfolio.lines import Facts

_SHOWN = {
    AGREEMENT_YES: "Ja",
    AGREEMENT_NO: "Nej",
    IN_PROGRESS: "I proces",
    NOT_RELEVANT: "Ikke relevant",
    NOT_STATED: "Ikke oplyst",
    "uoplyst": "Uoplyst",
}
_ANSWERS = {
    "cpr": Field.CPR,
    "special_categories": Field.SPECIAL_CATEGORIES,
    "other_protected": Field.OTHER_PROTECTED,
    "special_processing": Field.SPECIAL_PROCESSING,
}
Value = tuple[Field, object]


def _number(subjects: int | None, is_estimate: bool) -> str:
    if subjects is None:
        return "ikke oplyst"
    return ("ca. " if is_estimate else "") + f"{subjects:,}".replace(",", ".")


def _shown(value: object) -> str:
    if isinstance(value, date):
        return f"{value.day}.{value.month}.{value.year}"
    return _SHOWN.get(str(value), str(value)) if value else "tom"


def facts_as_shown(facts: Facts) -> list[Value]:
    """The facts of a line by field, as a person reads them."""
    count = facts.subjects
    return [
        (Field.PERSONAL_DATA, _shown(facts.personal_data)),
        (Field.SPECIAL_CATEGORIES, _shown(facts.special_categories)),
        (Field.CPR, _shown(facts.cpr)),
        (Field.OTHER_PROTECTED, _shown(facts.other_protected)),
        (Field.SPECIAL_PROCESSING, _shown(facts.special_processing)),
        (Field.SUBJECTS, _number(count.number, count.is_estimate) if count else _number(None, False)),
        (Field.AGREEMENT, _shown(facts.agreement)),
        (Field.AGREEMENT_DATE, _shown(facts.agreement_date)),
        (Field.OWNER, _shown(facts.owner_email)),
    ]


def use_as_shown(use: KnownUse) -> list[Value]:
    """The same of a use as the register has it."""
    return [
        (Field.PERSONAL_DATA, _shown(use.personal_data)),
        (Field.SPECIAL_CATEGORIES, _shown(use.special_categories)),
        (Field.CPR, _shown(use.cpr)),
        (Field.OTHER_PROTECTED, _shown(use.other_protected)),
        (Field.SPECIAL_PROCESSING, _shown(use.special_processing)),
        (Field.SUBJECTS, _number(use.subjects, use.subjects_is_estimate)),
        (Field.AGREEMENT, _shown(use.agreement)),
        (Field.AGREEMENT_DATE, _shown(use.agreement_date)),
        (Field.OWNER, _shown(use.owner_email)),
    ]


def changes(before: list[Value], after: list[Value], left_alone: frozenset[Field] = frozenset()) -> str:
    """What becomes other, in words: *Antal registrerede: 768 → ca. 900*. Empty when nothing does."""
    return "; ".join(
        f"{name}: {old} → {new}"
        for (name, old), (_, new) in zip(before, after, strict=True)
        if old != new and name not in left_alone
    )


def same(facts: Facts, use: KnownUse, left_alone: frozenset[Field]) -> bool:
    """Whether a line says what the register has already, but for fields that are left alone."""
    count = facts.subjects
    number = (count.number, count.is_estimate) if count else (None, False)
    pairs = (
        (Field.PERSONAL_DATA, facts.personal_data, use.personal_data),
        (Field.SPECIAL_CATEGORIES, facts.special_categories, use.special_categories),
        (Field.CPR, facts.cpr, use.cpr),
        (Field.OTHER_PROTECTED, facts.other_protected, use.other_protected),
        (Field.SPECIAL_PROCESSING, facts.special_processing, use.special_processing),
        (Field.SUBJECTS, number, (use.subjects, use.subjects_is_estimate)),
        (Field.AGREEMENT, facts.agreement, use.agreement),
        (Field.AGREEMENT_DATE, facts.agreement_date, use.agreement_date),
        (Field.OWNER, facts.owner_email, use.owner_email),
    )
    return all(new == old or name in left_alone for name, new, old in pairs)


def left_alone_of(use: KnownUse, absent: frozenset[Field]) -> frozenset[Field]:
    """Fields an import leaves: those the file has no column for, and what the municipality itself told."""
    told = {Field.SUBJECTS} if use.subjects_source == Source.MUNICIPALITY else set()
    return absent | told | {_ANSWERS[name] for name in use.told.split(",") if name in _ANSWERS}


def remark(use: KnownUse) -> str:
    """What the preview says where the municipality's own word stands against the file."""
    words = []
    if not use.is_active:
        words.append("Kommunen har selv meldt, at systemet ikke længere bruges; det ændrer filen ikke.")
    if use.subjects_source == Source.MUNICIPALITY:
        words.append("Antal registrerede har kommunen selv oplyst; det ændrer filen ikke.")
    told = [str(_ANSWERS[name]) for name in use.told.split(",") if name in _ANSWERS]
    if told:
        words.append(f"{' og '.join(told)} har kommunen selv oplyst; det ændrer filen ikke.")
    return " ".join(words)
