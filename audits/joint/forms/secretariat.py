"""The case worker's forms."""

from typing import Any
from uuid import UUID

from django import forms

from accounts.models import Colleague
from audits.joint.models import Audit, AuditSystem, Question, ReportVersion
from audits.joint.states import CONCEPTS, FindingKind, Level
from register.models import SupplierContact
from secretariat.pagekit.forms import DanishDateField

QUARTERS = [(number, f"{number}. kvartal") for number in range(1, 5)]
REASON = forms.Textarea(attrs={"rows": 3})


def workers() -> list[Colleague]:
    """Return those at the secretariat who conduct audits."""
    return list(Colleague.objects.filter(site="secretariat", roles__overlap=["case_worker", "leader"]))


class PlanForm(forms.Form):
    """When, by whom, and at which concept the marked systems are supervised."""

    year = forms.IntegerField(
        label="År", min_value=2022, max_value=2100, widget=forms.NumberInput(attrs={"class": "input-char-4"})
    )
    quarter = forms.TypedChoiceField(label="Kvartal", choices=QUARTERS, coerce=int)
    worker = forms.ChoiceField(label="Sagsbehandler")
    concept = forms.TypedChoiceField(
        label="Tilsynskoncept",
        choices=[("", "Det anbefalede for hver leverandør"), *CONCEPTS],
        coerce=int,
        required=False,
        empty_value=None,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the case workers there are."""
        super().__init__(*args, **kwargs)
        self.found = {str(each.person_id): each for each in workers()}
        field: Any = self.fields["worker"]
        field.choices = [(key, each.name) for key, each in self.found.items()]


class MoveInPlanForm(PlanForm):
    """Another quarter or case worker."""

    concept = None  # type: ignore[assignment]


class AnnounceForm(forms.Form):
    """Whom the letter goes to, by when an answer is asked for, and a word to go with it."""

    contact = forms.ModelChoiceField(
        label="Modtager hos leverandøren", queryset=SupplierContact.objects.none(), empty_label=None
    )
    deadline = DanishDateField(label="Svarfrist")
    intro = forms.CharField(
        label="Personlig hilsen i mailen",
        required=False,
        max_length=2000,
        widget=REASON,
        help_text="Kommer med i mailen, ikke i brevet.",
    )

    def __init__(self, *args: Any, audit: Audit, **kwargs: Any) -> None:
        """Offer the supplier's contacts."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["contact"]
        field.queryset = SupplierContact.objects.filter(supplier_id=audit.supplier_id)
        field.label_from_instance = lambda contact: f"{contact.name}, {contact.email}"


class DeadlineForm(forms.Form):
    """A new deadline, and why."""

    deadline = DanishDateField(label="Ny frist")
    reason = forms.CharField(label="Begrundelse", max_length=2000, widget=REASON)


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label="Begrundelse", max_length=2000, widget=REASON)

    def __init__(self, *args: Any, is_needed: bool = True, **kwargs: Any) -> None:
        """Ask for the reason; one may go without it where the step explains itself."""
        super().__init__(*args, **kwargs)
        self.fields["reason"].required = is_needed


class ExtensionForm(forms.Form):
    """The answer to a wish for more time."""

    until = DanishDateField(label="Ny frist", required=False)
    answer = forms.CharField(label="Svar til leverandøren", required=False, max_length=2000, widget=REASON)


class NoteForm(forms.Form):
    """An internal note; of a telephone call with whom, and about what."""

    spoke_with = forms.CharField(label="Talt med", required=False, max_length=200)
    about = forms.CharField(label="Om", required=False, max_length=200)
    text = forms.CharField(
        label="Notat",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Ses kun i sekretariatet.",
    )


class ShownForm(forms.Form):
    """Something that was shown and not handed over."""

    title = forms.CharField(label="Hvad blev forevist", max_length=200)
    shown_by = forms.CharField(label="Forevist af", max_length=200)
    shown_to = forms.CharField(label="Forevist for", max_length=200)
    shown_on = DanishDateField(label="Dato")
    notes = forms.CharField(
        label="Hvad der blev set", max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    covers = forms.MultipleChoiceField(label="Dækker systemerne", widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, systems: list[AuditSystem], **kwargs: Any) -> None:
        """Offer the case's systems."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["covers"]
        field.choices = [(str(each.id), each.name) for each in systems]

    def clean_covers(self) -> list[UUID]:
        """Return the systems' ids."""
        return [UUID(each) for each in self.cleaned_data["covers"]]


class FindingForm(forms.Form):
    """A finding about one system."""

    system = forms.ChoiceField(label="System")
    objective = forms.ChoiceField(label="Kontrolmål", choices=Question.Objective.choices)
    kind = forms.ChoiceField(label="Slags", choices=FindingKind.choices)
    title = forms.CharField(label="Overskrift", max_length=200)
    text = forms.CharField(
        label="Hvad der er fundet", max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    action = forms.CharField(
        label="Hvad leverandøren skal gøre",
        required=False,
        max_length=2000,
        widget=REASON,
        help_text="Tom: det, slagsen kræver.",
    )
    deadline = DanishDateField(
        label="Frist",
        required=False,
        help_text="Tom: fristen for slagsen, regnet fra rapporten sendes.",
    )

    def __init__(self, *args: Any, systems: list[AuditSystem], **kwargs: Any) -> None:
        """Offer the case's systems."""
        super().__init__(*args, **kwargs)
        self.systems = {str(each.id): each for each in systems}
        field: Any = self.fields["system"]
        field.choices = [(key, each.name) for key, each in self.systems.items()]


class ConclusionForm(forms.Form):
    """The conclusion on one system."""

    level = forms.ChoiceField(label="Konklusion", choices=Level.choices, widget=forms.RadioSelect)
    text = forms.CharField(
        label="Konklusionens tekst",
        required=False,
        max_length=4096,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Tom: standardteksten for konklusionen.",
    )
    reason = forms.CharField(
        label="Hvorfor mildere end forholdene siger?",
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Begrundelsen står i rapporten, og en kvalitetslæser læser med.",
    )


class SummaryForm(forms.Form):
    """The report's own words."""

    summary = forms.CharField(
        label="Sammenfatning",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Tom: skrives ud fra konklusionerne.",
    )
    summary_en = forms.CharField(
        label="Sammenfatning på engelsk",
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Til leverandører, der ikke læser dansk. Tom: rapporten er kun på dansk.",
    )
    next_audit = forms.CharField(label="Næste tilsyn", required=False, max_length=200)
    duties = forms.CharField(
        label="Hvad kommunerne selv skal gøre",
        required=False,
        max_length=8000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Én opgave på hver linje. De bliver til opgaver hos kommunerne.",
    )


class ReviseForm(forms.Form):
    """Another version of a report that has been sent."""

    kind = forms.ChoiceField(
        label="Slags",
        widget=forms.RadioSelect,
        choices=[
            (ReportVersion.Kind.NEW, "Ny version: kommunerne skal tage stilling igen"),
            (
                ReportVersion.Kind.CORRECTION,
                "Rettelse: erstatter den sendte, og kommunernes stillingtagen står ved magt",
            ),
        ],
    )
    reason = forms.CharField(label="Begrundelse", max_length=2000, widget=REASON)


class HearingForm(forms.Form):
    """The hearing's deadline."""

    deadline = DanishDateField(label="Høringsfrist")
