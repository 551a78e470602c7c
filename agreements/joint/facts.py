"""A municipality's own facts in the appendices: what the common text allows, and what is wrong with them.

Facts are plain data holding only what differs from the common text. Whatever stands in them is checked
here before it reaches a document, wherever it came from.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from agreements.joint.context import Controller, with_controller
from agreements.joint.parts.own import USUAL
from agreements.municipal.notices.periods import Period
from tenants.models import Municipality

Values = dict[str, Any]
BANDS = ("1–100", "101–1.000", "1.001–10.000", "10.001–100.000", "over 100.000")
_BAND_ENDS = (100, 1_000, 10_000, 100_000)
UNITS = {"dage": 1 / 30, "måneder": 1, "år": 12}
DATA = {"ordinary": "almindelige", "confidential": "fortrolige", "special": "særlige kategorier af"}
FLAGS = {"cpr": "CPR-numre", "criminal": "oplysninger om strafbare forhold"}
MAILBOXES = {
    "contact_mailbox": "Kontaktpostkasse",
    "breach_mailbox": "Postkasse ved brud på sikkerheden",
    "dpo_mailbox": "Databeskyttelsesrådgiverens postkasse",
}
PHONES = {"contact_phone": "Telefon", "breach_phone": "Telefon ved brud på sikkerheden"}
FIELD_OF = {
    "subjects": "subjects",
    "number_band": "number_band",
    "retention": "retention",
    "journal_number": "journal_number",
    **dict.fromkeys((*DATA, *FLAGS), "data_types"),
    **dict.fromkeys((*MAILBOXES, *PHONES), "contacts"),
}
LONGEST = {"journal_number": 60, "contact_phone": 30, "breach_phone": 30}


@dataclass(frozen=True)
class Leeway:
    """What one common text lets a municipality fill in, and the text's own words for it."""

    may_vary: frozenset[str]
    subjects: list[str]
    data: Mapping[str, list[str]]
    flags: Mapping[str, bool]
    retention: list[Values]
    retention_most: int | None

    @classmethod
    def of(cls, values: Mapping[str, Values | None]) -> "Leeway":
        """Return the leeway of a text's agreed values; a text that says nothing leaves the usual open."""
        own, a = values.get("kommunen") or {}, values.get("bilag-a") or {}
        other = [a["ordinary_other"]] if a.get("ordinary_other") else []
        return cls(
            frozenset(own.get("may_vary", USUAL)),
            list(a.get("subjects", [])),
            {key: list(a.get(key, [])) + (other if key == "ordinary" else []) for key in DATA},
            {key: bool(a.get(key)) for key in FLAGS},
            list((values.get("bistand") or {}).get("retention") or []),
            own.get("retention_most"),
        )

    def allows(self, field: str) -> bool:
        """Return whether the text lets a field (a key of MAY_VARY) differ."""
        return field in self.may_vary


def faults(facts: Mapping[str, Any], leeway: Leeway) -> dict[str, str]:
    """Return {key: what is wrong, in Danish} of facts that go outside what the common text allows."""
    found = {}
    for key, value in facts.items():
        field = FIELD_OF.get(key)
        if field is None:
            found[key] = "Oplysningen findes ikke i aftaleteksten."
        elif not leeway.allows(field):
            found[key] = "Aftaleteksten lader ikke kommunen ændre dette."
        elif why := _wrong(key, value, leeway):
            found[key] = why
    if not found and not _any_data(facts, leeway):
        found["ordinary"] = "Mindst én type oplysninger skal være tilbage; ellers er der intet at aftale."
    return found


def _wrong(key: str, value: Any, leeway: Leeway) -> str:
    checks = {"subjects": _wrong_subjects, "retention": _wrong_retention}
    if key in checks:
        return checks[key](value, leeway)
    if key in DATA:
        return _outside(value, leeway.data[key], "Teksten har ikke oplysningerne")
    if key in FLAGS:
        beyond = value is True and not leeway.flags[key]
        return f"Teksten omfatter ikke {FLAGS[key]}." if beyond or not isinstance(value, bool) else ""
    if key == "number_band":
        return "" if value in ("", *BANDS) else "Vælg et af intervallerne."
    return _wrong_mailbox(value) if key in MAILBOXES else _wrong_line(value, LONGEST[key])


def _wrong_subjects(value: Any, leeway: Leeway) -> str:
    why = _outside(value, leeway.subjects, "Teksten har ikke")
    return why or ("" if value else "Behold mindst én kategori af registrerede.")


def _wrong_line(value: Any, longest: int) -> str:
    fits = isinstance(value, str) and len(value) <= longest and value.isprintable()
    return "" if fits else f"Højst {longest} tegn på én linje."


def _outside(value: Any, known: list[str], words: str) -> str:
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return "Vælg blandt tekstens."
    unknown = [each for each in value if each not in known]
    return f"{words}: {', '.join(unknown)[:300]}." if unknown else ""


def _wrong_mailbox(value: Any) -> str:
    try:
        if value != "":
            validate_email(value)
    except ValidationError:
        return "Skriv en e-mailadresse, fx databeskyttelse@kommune.dk."
    return ""


def _wrong_retention(value: Any, leeway: Leeway) -> str:
    if not isinstance(value, dict):
        return "Skriv perioden som et tal og en enhed."
    known = {row["what"] for row in leeway.retention}
    for what, period in value.items():
        if what not in known:
            return f"Teksten har ingen opbevaringsperiode for {what[:200]}."
        number, unit = (
            (period.get("number"), period.get("unit")) if isinstance(period, dict) else (None, None)
        )
        if (
            not isinstance(number, int)
            or isinstance(number, bool)
            or unit not in UNITS
            or not 0 < number < 1000
        ):
            return f"Skriv perioden for {what} som et tal og en enhed."
        if leeway.retention_most and number * UNITS[unit] > leeway.retention_most:
            return f"{what} kan højst opbevares i {leeway.retention_most} måneder efter teksten."
    return ""


def _any_data(facts: Mapping[str, Any], leeway: Leeway) -> bool:
    kept = [facts.get(key, leeway.data[key]) for key in DATA]
    return any(kept) or any(facts.get(key, leeway.flags[key]) for key in FLAGS)


def band_of(number: int) -> str:
    """Return the interval a number of data subjects lies in; nothing for none."""
    if number < 1:
        return ""
    return next((band for end, band in zip(_BAND_ENDS, BANDS, strict=False) if number <= end), BANDS[-1])


def filled(common: Values, municipality: Municipality, number: str, facts: Mapping[str, Any]) -> Values:
    """Return what the template is filled with for one member: the common fields and its own."""
    return filled_for(common, Controller.of(municipality), number, facts)


def filled_for(common: Values, controller: Controller, number: str, facts: Mapping[str, Any]) -> Values:
    """Return the fields of one controller; the caller has seen that `faults` has nothing to say."""
    whole = with_controller(common, controller, number)
    return {**whole, **dict(_changed(whole, facts))} if facts else whole


def _changed(whole: Values, facts: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    """Yield the template's fields that the facts change."""
    names = {
        "ordinary": "datatyper_alm",
        "confidential": "datatyper_fortrolige",
        "special": "datatyper_art9",
        "cpr": "cpr_ja_nej",
        "criminal": "straf_ja_nej",
    }
    yield from ((name, facts[key]) for key, name in names.items() if key in facts)
    if "subjects" in facts or facts.get("number_band"):
        band = facts.get("number_band")
        own = [f"antal registrerede i alt: {band}"] if band else []
        yield "registrerede", [*facts.get("subjects", whole["registrerede"]), *own]
    if facts.get("retention"):
        yield "opbevaring", [_kept(row, facts["retention"]) for row in whole["opbevaring"]]
    if facts.get("journal_number"):
        yield "aftale_nr", f"{whole['aftale_nr']} (kommunens journalnr. {facts['journal_number']})"
    yield "dataansvarlig", {**whole["dataansvarlig"], **_contacts(facts)}


def _kept(row: Values, periods: Mapping[str, Values]) -> Values:
    own = periods.get(row["datatype"])
    return {**row, "periode": _period(own)} if own else row


def _period(own: Values) -> str:
    return str(Period(own["number"], own["unit"]))


def _contacts(facts: Mapping[str, Any]) -> Values:
    names = {
        "contact_mailbox": "kontakt_mail",
        "contact_phone": "kontakt_tlf",
        "breach_mailbox": "brud_mail",
        "breach_phone": "brud_tlf",
        "dpo_mailbox": "dpo_mail",
    }
    return {name: facts[key] for key, name in names.items() if facts.get(key)}


def in_words(facts: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the facts as a page lists them: (what, how it is in this municipality)."""
    labels = {
        "subjects": "Kategorier af registrerede",
        **{key: f"{words.capitalize()} oplysninger" for key, words in DATA.items()},
        **{key: words[0].upper() + words[1:] for key, words in FLAGS.items()},
        "number_band": "Antal registrerede",
        "retention": "Opbevaringsperioder",
        **MAILBOXES,
        **PHONES,
        "journal_number": "Kommunens journalnummer",
    }
    return [
        (label, _word(facts[key])) for key, label in labels.items() if facts.get(key) not in (None, "", {})
    ]


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, dict):
        return "; ".join(f"{what}: {_period(own)}" for what, own in value.items())
    return ", ".join(value) or "Ingen" if isinstance(value, list) else str(value)
