"""Forms of the intake: index and pile, a line's facts, what becomes of a file."""

from collections.abc import Iterable
from typing import Any

from django import forms

from agreements.municipal.forms import long
from agreements.municipal.generations import Generation
from agreements.municipal.intake.facts import days_of, faults_of, number_of
from agreements.municipal.intake.models import IntakeFile, IntakeLine
from agreements.municipal.intake.reading import Known, systems_of
from agreements.municipal.keeping.kle import validate_kle
from agreements.municipal.models import Agreement
from documents.uploadhandlers import ReceivedFile
from secretariat.pagekit.forms import DanishDateField

MOST_AT_ONCE = 100


class ManyFiles(forms.ClearableFileInput):
    """A file input that takes many."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """Many files, a hundred at a time."""

    widget = ManyFiles(attrs={"accept": ".pdf,.docx,.zip,.png,.jpg,.jpeg,.tif,.tiff"})

    def clean(self, data: Any, initial: Any = None) -> list[ReceivedFile]:
        """Return the files; none is an empty list where that is allowed."""
        given = [each for each in (data if isinstance(data, list | tuple) else [data]) if each]
        if not given and self.required:
            raise forms.ValidationError("Vælg de filer, der skal i bunken.")
        if len(given) > MOST_AT_ONCE:
            raise forms.ValidationError(
                f"Der er valgt {len(given)} filer. Læg højst {MOST_AT_ONCE} op ad gangen, "
                "eller pak dem i én zip-fil."
            )
        return given


class BeginForm(forms.Form):
    """The index."""

    index = forms.FileField(
        label="Indeks i Excel",
        help_text="Et regneark med en linje for hver aftale (.xlsx).",
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )


class PileForm(forms.Form):
    """Files for the pile."""

    pile = ManyFilesField(
        label="Filer til bunken",
        help_text=f"PDF eller Word, højst {MOST_AT_ONCE} ad gangen, eller alle i én zip-fil på højst 200 MB.",
    )


def _date(label: str, required: bool = False) -> DanishDateField:
    return DanishDateField(label=label, required=required)


class FactsForm(forms.Form):
    """What is known of an own agreement."""

    title = forms.CharField(label="Titel", max_length=200)
    number = forms.CharField(
        label="Aftalenummer",
        max_length=40,
        required=False,
        help_text="Uden et nummer får aftalen et, når den tages ind.",
    )
    supplier_name = forms.CharField(label="Leverandør", max_length=200)
    supplier_cvr = forms.CharField(label="CVR- eller registreringsnummer", max_length=40, required=False)
    systems = forms.CharField(
        label="Systemer",
        required=False,
        max_length=2000,
        help_text="Et på hver linje.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    agreed_on = _date("Aftaledato")
    in_force_from = _date("Gælder fra")
    valid_until = _date("Gælder til")
    termination_notice = forms.CharField(
        label="Opsigelsesvarsel", max_length=60, required=False, help_text="Fx 3 måneder."
    )
    notice_by = _date("Sidste dag for opsigelse")
    notice_days = forms.CharField(
        label="Varsel om ny underdatabehandler",
        required=False,
        max_length=40,
        help_text="Fx 30 dage eller 2 måneder.",
    )
    generation = forms.ChoiceField(label="Skabelon", choices=Generation.choices)
    journal_number = forms.CharField(label="Journalnummer", max_length=60, required=False)
    kle = forms.CharField(label="KLE-nummer", max_length=20, required=False, help_text="Fx 85.08.00.")

    def clean_supplier_cvr(self) -> str:
        """Check the number."""
        return _checked(number_of, self.cleaned_data["supplier_cvr"])

    def clean_notice_days(self) -> int | None:
        """Return the notice in days."""
        return _checked(days_of, self.cleaned_data["notice_days"])

    def clean_kle(self) -> str:
        """Check the number's form."""
        return validate_kle(self.cleaned_data["kle"])

    def clean(self) -> dict[str, Any] | None:
        """The days stand in their order."""
        given = self.cleaned_data
        days = (given.get(name) for name in ("in_force_from", "valid_until", "notice_by"))
        for fault in faults_of(*days):
            self.add_error("valid_until" if "til" in fault[:14] else "notice_by", fault)
        return given

    def facts(self) -> dict[str, Any]:
        """Return what was filled in, the systems as those on the municipality's list where they are."""
        return {**self.cleaned_data, "systems": systems_of(self.cleaned_data["systems"], Known.now())}


def _checked(reader: Any, text: str) -> Any:
    try:
        return reader(text)
    except ValueError as error:
        raise forms.ValidationError(str(error)) from error


def facts_of(row: IntakeLine | Agreement) -> dict[str, Any]:
    """Return what a form of facts begins with."""
    facts = {name: getattr(row, name) for name in FactsForm.base_fields}
    facts["systems"] = "\n".join(row.system_names)
    facts["notice_days"] = "" if row.notice_days is None else f"{row.notice_days} dage"
    facts["generation"] = row.generation or Generation.UNKNOWN
    return facts


class LineForm(FactsForm):
    """A line as it should be, and its file."""

    NOT_YET, NONE = "", "ingen"
    file = forms.ChoiceField(label="Fil", required=False)
    field_order = ["file"]

    def __init__(self, *args: Any, files: Iterable[IntakeFile], **kwargs: Any) -> None:
        """Offer the files of the pile."""
        super().__init__(*args, **kwargs)
        self.pile = {str(each.id): each for each in files}
        self.fields["file"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            (self.NOT_YET, "Ikke fundet endnu"),
            (self.NONE, "Der er ingen fil til aftalen"),
            *((key, each.name) for key, each in self.pile.items()),
        ]

    def chosen(self) -> IntakeFile | None:
        """Return the chosen file."""
        return self.pile.get(self.cleaned_data["file"])

    def facts(self) -> dict[str, Any]:
        """Return the facts alone."""
        return {name: value for name, value in super().facts().items() if name != "file"}


class LeaveOutForm(forms.Form):
    """Why something is left out."""

    reason = long("Hvorfor skal det ikke med?")


class UseFileForm(forms.Form):
    """Which agreement a file belongs to."""

    agreement = forms.ChoiceField(label="Hvilken aftale hører filen til?")

    def __init__(self, *args: Any, agreements: Iterable[Agreement], **kwargs: Any) -> None:
        """Offer the municipality's own agreements."""
        super().__init__(*args, **kwargs)
        self.offered = {str(each.id): each for each in agreements}
        self.fields["agreement"].choices = [  # type: ignore[attr-defined]  # a ChoiceField
            ("", "Vælg en aftale"),
            *(
                (key, f"{each.number} {each.title}, {each.supplier_name}")
                for key, each in self.offered.items()
            ),
        ]

    def chosen(self) -> Agreement:
        """Return the chosen agreement."""
        return self.offered[self.cleaned_data["agreement"]]


class ConfirmForm(forms.Form):
    """What is taken in."""

    with_unmatched = forms.BooleanField(
        label="Tag også linjer uden fil ind",
        required=False,
        help_text="De står på arbejdslisten, til filen er fundet.",
    )
