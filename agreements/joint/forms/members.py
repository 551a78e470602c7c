"""Forms of what is a municipality's own, of late joiners, and of recipients outside the association."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.utils import timezone

from agreements.joint.facts import BANDS, DATA, FLAGS, MAILBOXES, PHONES, UNITS, Leeway, faults
from agreements.joint.parts.base import ticks
from register.portfolio.identifiers import is_cvr
from workflows.deadlinefield import DeadlineField

Values = dict[str, Any]


class FactsForm(forms.Form):
    """A municipality's own facts: only the fields that the common text lets vary, with its own words."""

    def __init__(self, *args: Any, leeway: Leeway, facts: Mapping[str, Any], **kwargs: Any) -> None:
        """Make the fields of the leeway, filled with the facts or else the text's own."""
        super().__init__(*args, **kwargs)
        self.leeway = leeway
        for key, field, start in _fields(leeway, facts):
            self.fields[key], self.initial[key] = field, start

    def clean(self) -> Values | None:
        """Check what is given as any facts are checked, each fault at its field."""
        for key, why in faults(self.facts(), self.leeway).items():
            field = self._retention_field(why) if key == "retention" else key
            self.add_error(field if field in self.fields else None, why)
        return self.cleaned_data

    def _retention_field(self, why: str) -> str:
        places = (place for place, row in enumerate(self.leeway.retention) if row["what"] in why)
        return f"retention_{next(places, 0)}_number"

    def facts(self) -> Values:
        """Return what differs from the common text, as plain data."""
        given, found = self.cleaned_data, {}
        texts: dict[str, Any] = {"subjects": self.leeway.subjects, **self.leeway.data, **self.leeway.flags}
        for key, common in texts.items():
            if key in given and given[key] != common:
                found[key] = given[key]
        for key in ("number_band", "journal_number", *MAILBOXES, *PHONES):
            if given.get(key):
                found[key] = given[key]
        periods = {
            row["what"]: {"number": given[number], "unit": given[f"retention_{place}_unit"]}
            for place, row in enumerate(self.leeway.retention)
            if given.get(number := f"retention_{place}_number")
        }
        return found | ({"retention": periods} if periods else {})


def _fields(leeway: Leeway, facts: Mapping[str, Any]) -> Iterator[tuple[str, forms.Field, Any]]:
    if leeway.allows("contacts"):
        for key, label in {**MAILBOXES, **PHONES}.items():
            kind = forms.EmailField if key in MAILBOXES else forms.CharField
            hint = "En fælles postkasse, ikke en persons." if key in MAILBOXES else ""
            longest = 254 if key in MAILBOXES else 30
            box = kind(label=label, required=False, max_length=longest, help_text=hint)
            yield key, box, facts.get(key, "")
    if leeway.allows("journal_number"):
        label = "Kommunens journalnummer"
        yield (
            "journal_number",
            forms.CharField(label=label, required=False, max_length=60),
            facts.get("journal_number", ""),
        )
    if leeway.allows("subjects"):
        marks = ticks("Kategorier af registrerede (A.4)", leeway.subjects)
        yield "subjects", marks, facts.get("subjects", leeway.subjects)
    if leeway.allows("number_band"):
        pairs = [("", "Skrives ikke i aftalen"), *((band, band) for band in BANDS)]
        field = forms.ChoiceField(label="Antal registrerede (A.4)", choices=pairs, required=False)
        yield "number_band", field, facts.get("number_band", "")
    if leeway.allows("data_types"):
        yield from _data_fields(leeway, facts)
    if leeway.allows("retention"):
        yield from _retention_fields(leeway, facts)


def _data_fields(leeway: Leeway, facts: Mapping[str, Any]) -> Iterator[tuple[str, forms.Field, Any]]:
    for key, words in DATA.items():
        if leeway.data[key]:
            field = ticks(f"{words.capitalize()} oplysninger (A.3)", leeway.data[key], required=False)
            yield key, field, facts.get(key, leeway.data[key])
    for key, words in FLAGS.items():
        if leeway.flags[key]:
            label = f"{words[0].upper()}{words[1:]} behandles"
            yield key, forms.BooleanField(label=label, required=False), facts.get(key, True)


def _retention_fields(leeway: Leeway, facts: Mapping[str, Any]) -> Iterator[tuple[str, forms.Field, Any]]:
    own = facts.get("retention", {})
    most = f" Højst {leeway.retention_most} måneder." if leeway.retention_most else ""
    for place, row in enumerate(leeway.retention):
        stored = own.get(row["what"], {})
        number = forms.IntegerField(
            label=f"{row['what']}: egen opbevaringsperiode (C.4)",
            required=False,
            min_value=1,
            max_value=999,
            help_text=f"Lad feltet stå tomt for tekstens: {row['period']}.{most}",
            widget=forms.NumberInput(attrs={"class": "input-char-4", "inputmode": "numeric"}),
        )
        yield f"retention_{place}_number", number, stored.get("number")
        units = [(unit, unit) for unit in UNITS]
        field = forms.ChoiceField(label="Enhed", choices=units, required=False)
        yield f"retention_{place}_unit", field, stored.get("unit", "år")


class LateWayForm(forms.Form):
    """Whether late joiners get what stands by itself or after a click."""

    way = forms.ChoiceField(
        label="Når en kommune kommer til senere",
        widget=forms.RadioSelect,
        choices=[
            ("by_itself", "Den får alt, der gælder, af sig selv"),
            ("after_click", "Den står på listen, til en sagsbehandler sender"),
        ],
    )


class OutsideForm(forms.Form):
    """A recipient that is no member: which body, and where its mail goes."""

    name = forms.CharField(label="Navn", max_length=200, help_text="Kommunen eller den offentlige myndighed.")
    cvr = forms.CharField(
        label="CVR-nummer", max_length=11, widget=forms.TextInput(attrs={"class": "input-char-11"})
    )
    mailbox = forms.EmailField(
        label="Postkasse", help_text="Linket sendes hertil. Brug en fælles postkasse, ikke en persons."
    )
    answer_by = DeadlineField(label="Svar ønskes senest", required=False)

    def clean_cvr(self) -> str:
        """Refuse what is no CVR number."""
        cvr = "".join(self.cleaned_data["cvr"].split())
        if not is_cvr(cvr):
            raise forms.ValidationError("CVR-nummeret findes ikke. Det er på otte cifre.")
        return cvr

    def clean_answer_by(self) -> Any:
        """Refuse a deadline that has passed."""
        day = self.cleaned_data["answer_by"]
        if day and day <= timezone.localdate():
            raise forms.ValidationError("Fristen skal ligge efter i dag.")
        return day


class MailboxForm(forms.Form):
    """Where a new link goes."""

    mailbox = forms.EmailField(label="Postkasse")


class ReceiptForm(forms.Form):
    """What somebody outside the association says of what was received."""

    name = forms.CharField(label="Dit navn", max_length=150)
    answer = forms.ChoiceField(
        label="Ønsker I at indgå aftalen?",
        required=False,
        widget=forms.RadioSelect,
        choices=[
            ("wanted", "Ja, vi ønsker aftalen"),
            ("not_wanted", "Nej, vi ønsker den ikke"),
            ("", "Det svarer vi på senere"),
        ],
    )
    remark = forms.CharField(
        label="Bemærkning", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_name(self) -> str:
        """Refuse control characters: the name stands in the log and in a mail."""
        name = " ".join(self.cleaned_data["name"].split())
        if not name.isprintable():
            raise forms.ValidationError("Skriv navnet uden særlige tegn.")
        return name
