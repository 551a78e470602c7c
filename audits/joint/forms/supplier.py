"""The supplier's forms."""

from typing import Any
from uuid import UUID

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from audits.joint.forms.sharing import PassagesField, check_period, check_wish, wish_field, wish_reason_field
from audits.joint.models import Answer, Audit, AuditSystem, Evidence
from register.models import System
from secretariat.pagekit.forms import DanishDateField


class EvidenceForm(forms.Form):
    """A file, and what it is."""

    file = forms.FileField(
        label=_("Fil"),
        help_text=_(
            "PDF, Word, Excel eller billede, højst 200 MB. En zip pakkes ud, og hver fil kontrolleres."
        ),
        allow_empty_file=True,
    )
    kind = forms.ChoiceField(label=_("Slags"), choices=Evidence.Kind.choices)
    title = forms.CharField(label=_("Titel"), max_length=200, required=False)
    period_from = DanishDateField(label=_("Periode fra"), required=False)
    period_to = DanishDateField(label=_("Periode til"), required=False)
    covers = forms.MultipleChoiceField(label=_("Dækker systemerne"), widget=forms.CheckboxSelectMultiple)
    answer = forms.ChoiceField(label=_("Hører til spørgsmålet"), required=False)
    replaces = forms.ChoiceField(label=_("Erstatter"), required=False)
    wish = wish_field()
    wish_reason = wish_reason_field()
    confidential = PassagesField()
    keep = forms.BooleanField(
        label=_("Gem den også i Vores dokumentation, så vi kan bruge den i andre tilsyn"), required=False
    )

    def __init__(
        self,
        *args: Any,
        systems: list[AuditSystem],
        answers: list[Answer],
        files: list[Evidence],
        **kwargs: Any,
    ) -> None:
        """Offer the case's systems, all ticked, its questions, and the files one may take the place of."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["covers"]
        field.choices = [(str(each.id), each.name) for each in systems]
        field.initial = [str(each.id) for each in systems]
        self.answers = {str(each.id): each for each in answers}
        self.replaceable = {str(each.id): each for each in files}
        questions = [(key, f"{each.number}. {each.text}") for key, each in self.answers.items()]
        titles = [(key, each.title) for key, each in self.replaceable.items()]
        field = self.fields["answer"]
        field.choices = [("", _("Intet bestemt spørgsmål")), *questions]
        field = self.fields["replaces"]
        field.choices = [("", _("Ingen: filen er ny")), *titles]

    def clean_answer(self) -> Answer | None:
        """Return the answer the file belongs to."""
        return self.answers.get(self.cleaned_data["answer"])

    def clean_replaces(self) -> Evidence | None:
        """Return the file that this one takes the place of."""
        return self.replaceable.get(self.cleaned_data["replaces"])

    def clean_covers(self) -> list[UUID]:
        """Return the systems' ids."""
        return [UUID(each) for each in self.cleaned_data["covers"]]

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        check_period(self, cleaned)
        check_wish(self, cleaned)
        return cleaned


class ExtensionForm(forms.Form):
    """A wish for more time."""

    wanted = DanishDateField(label=_("Ønsket frist"))
    reason = forms.CharField(
        label=_("Begrundelse"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


class ExtensionsForm(ExtensionForm):
    """A wish for more time for several audits at once."""

    audits = forms.ModelMultipleChoiceField(
        label=_("Tilsyn"), queryset=Audit.objects.none(), widget=forms.CheckboxSelectMultiple
    )
    field_order = ["audits", "wanted", "reason"]

    def __init__(self, *args: Any, audits: "QuerySet[Audit]", **kwargs: Any) -> None:
        """Offer the audits that are being answered, all ticked."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["audits"]
        field.queryset, field.initial = audits, [each.pk for each in audits]
        field.label_from_instance = lambda audit: ", ".join(
            [audit.case_number, *(system.name for system in audit.systems.all())]
        )


class ExpectedForm(forms.Form):
    """When the next statement is expected, for one of the systems or for all."""

    expected_on = DanishDateField(label=_("Ventes færdig"))
    period_end = DanishDateField(label=_("Perioden slutter"), required=False)
    system = forms.ModelChoiceField(
        label=_("System"),
        queryset=System.objects.none(),
        required=False,
        empty_label=_("Alle vores systemer"),
    )
    remark = forms.CharField(label=_("Hvilken erklæring"), required=False, max_length=500)

    def __init__(self, *args: Any, systems: "QuerySet[System]", **kwargs: Any) -> None:
        """Offer the supplier's systems."""
        super().__init__(*args, **kwargs)
        field: Any = self.fields["system"]
        field.queryset = systems


class RightPersonForm(forms.Form):
    """Who is the right person, with a word to go along."""

    name = forms.CharField(label=_("Navn"), max_length=150)
    email = forms.EmailField(label=_("E-mail"), max_length=254)
    remark = forms.CharField(
        label=_("Besked"), required=False, max_length=1000, widget=forms.Textarea(attrs={"rows": 3})
    )


class HandOverForm(RightPersonForm):
    """The right person, and whether one stays on the case oneself."""

    takes_over = forms.TypedChoiceField(
        label=_("Hvad skal der ske?"),
        choices=[("over", _("Giv tilsynet videre")), ("with", _("Bed en kollega være med"))],
        coerce=lambda value: value == "over",
        initial="over",
        widget=forms.RadioSelect,
    )
    field_order = ["takes_over", "name", "email", "remark"]


class CommentForm(forms.Form):
    """A comment in the hearing."""

    text = forms.CharField(label=_("Bemærkning"), max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))


class HearingFileForm(forms.Form):
    """The draft with comments, as a Word file."""

    file = forms.FileField(
        label=_("Udkastet med jeres kommentarer (Word)"),
        help_text=_("Brug det udkast, I har hentet her. I ser, hvad vi har læst, før I sender svaret."),
        allow_empty_file=True,
    )


class ActionPlanForm(forms.Form):
    """What will be done about a finding, and when it is done."""

    plan = forms.CharField(
        label=_("Hvad vil I gøre?"),
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_(
            "Når sekretariatet har godtaget planen, kan de kommuner, der bruger systemet, læse den. Skriv "
            "ikke noget, de ikke må se."
        ),
    )
    done_by = DanishDateField(label=_("Færdig senest"))


class MendedForm(forms.Form):
    """That a finding is mended."""

    text = forms.CharField(
        label=_("Hvad har I gjort?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 5})
    )
    file = forms.FileField(label=_("Dokumentation"), required=False, allow_empty_file=True)
