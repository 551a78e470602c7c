"""The secretariat's forms: a new text, sending, answering, and the reasons of the other steps."""

from typing import Any

from django import forms
from django.db.models import Count
from django.utils import timezone

from agreements.joint.models import CommonText
from agreements.municipal.states import SigningOrder
from documents.models import WordTemplate
from documents.templates import structures_in_force
from register.models import Supplier, System
from secretariat.pagekit.dates import in_words
from workflows.deadlinefield import DeadlineField


def long(label: str, *, required: bool = True, rows: int = 4, hint: str = "") -> forms.CharField:
    """Return a field of several lines."""
    widget = forms.Textarea(attrs={"rows": rows})
    return forms.CharField(label=label, required=required, max_length=4000, widget=widget, help_text=hint)


class SupplierForm(forms.Form):
    """Whom a new text is made with: only suppliers of systems."""

    supplier = forms.ModelChoiceField(
        queryset=Supplier.objects.none(), label="Leverandør", empty_label="Vælg leverandør"
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the suppliers that deliver a system."""
        super().__init__(*args, **kwargs)
        suppliers = (
            Supplier.objects.annotate(count=Count("systems")).filter(count__gt=0).order_by("name_sort")
        )
        self.fields["supplier"].queryset = suppliers  # type: ignore[attr-defined]


class SystemsForm(forms.Form):
    """Which of a supplier's systems a text covers."""

    systems = forms.ModelMultipleChoiceField(
        queryset=System.objects.none(),
        label="Systemer",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Sæt mindst ét hak."},
    )

    def __init__(self, *args: Any, supplier: Supplier, **kwargs: Any) -> None:
        """Offer the supplier's systems."""
        super().__init__(*args, **kwargs)
        self.fields["systems"].queryset = supplier.systems.order_by("name_sort")  # type: ignore[attr-defined]


class NewTextForm(SystemsForm):
    """Title and systems of a new text."""

    title = forms.CharField(
        label="Titel",
        max_length=200,
        help_text="Som kommunerne ser den, fx systemets navn. Ingen personnavne.",
    )
    structure = forms.ChoiceField(
        label="Skabelontype",
        widget=forms.RadioSelect,
        help_text="Ligger fast, når teksten er oprettet. Teksten beholder den version, den er begyndt på.",
    )
    field_order = ["title", "structure", "systems"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the structures that have a template in force today, each with its version."""
        super().__init__(*args, **kwargs)
        templates = structures_in_force(timezone.localdate())
        choices = [(each.structure, _offered(each)) for each in templates]
        self.fields["structure"].choices = choices  # type: ignore[attr-defined]
        if choices:
            self.fields["structure"].initial = choices[0][0]


def _offered(template: WordTemplate) -> str:
    until = f" til og med {in_words(template.valid_until)}" if template.valid_until else ""
    return (
        f"{template.get_structure_display()}: version {template.version}, "
        f"gælder fra {in_words(template.valid_from)}{until}"
    )


class OwnBodyForm(forms.Form):
    """The supplier's own wording."""

    file = forms.FileField(
        label="Word-fil",
        help_text="En .docx uden sporede ændringer og kommentarer, højst 20 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".docx"}),
    )


class SendToSupplierForm(forms.Form):
    """What is said to the supplier, and until when it has the pen."""

    message = long("Besked til leverandøren", required=False)
    due = DeadlineField(label="Svar ønskes senest")

    def clean_due(self) -> Any:
        """Refuse a deadline that has passed."""
        due = self.cleaned_data["due"]
        if due <= timezone.localdate():
            raise forms.ValidationError("Fristen skal ligge efter i dag.")
        return due


class NewDueForm(forms.Form):
    """Another date for a round that the supplier has."""

    due = DeadlineField(label="Ny frist")
    reason = long("Begrundelse", hint="Leverandøren får den på mail.")


class ReasonForm(forms.Form):
    """Why a step is taken; its label says for what."""

    reason = long("Begrundelse")

    def __init__(self, *args: Any, label: str, hint: str = "", **kwargs: Any) -> None:
        """Label the field for the step."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].label, self.fields["reason"].help_text = label, hint


class NoteForm(forms.Form):
    """An internal note."""

    note = long("Ny intern note", rows=3, hint="Ses kun af sekretariatet.")


class SendToMembersForm(forms.Form):
    """Until when the municipalities are asked to answer."""

    answer_by = DeadlineField(label="Kommunernes svar ønskes senest", required=False)
    signing_order = forms.ChoiceField(
        label="Hvem underskriver først?",
        choices=[(code, label.capitalize()) for code, label in SigningOrder.choices],
        widget=forms.RadioSelect,
        required=False,
    )

    def clean_signing_order(self) -> str:
        """Nothing chosen means any order."""
        return str(self.cleaned_data["signing_order"] or SigningOrder.ANY)

    def clean_answer_by(self) -> Any:
        """Refuse a deadline that has passed."""
        answer_by = self.cleaned_data["answer_by"]
        if answer_by and answer_by <= timezone.localdate():
            raise forms.ValidationError("Fristen skal ligge efter i dag.")
        return answer_by


class AnswerQuestionForm(forms.Form):
    """The answer to a municipality's question."""

    answer = long("Svar til kommunen")


class TextFilterForm(forms.Form):
    """Filter of the list of texts."""

    q = forms.CharField(label="Leverandør, system eller nummer", required=False)
    state = forms.ChoiceField(label="Status", required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the states."""
        super().__init__(*args, **kwargs)
        choices = [("", "Alle"), *CommonText._meta.get_field("state").choices]  # type: ignore[misc]
        self.fields["state"].choices = choices  # type: ignore[attr-defined]
