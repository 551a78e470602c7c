"""What secretariat and supplier fill in about a notice."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from agreements.joint.models import CommonText
from agreements.joint.notices.models import NoticeAdvice
from agreements.joint.notices.states import NoticeState
from agreements.joint.states import TextState
from agreements.municipal.countries import CHOICES as COUNTRIES
from agreements.municipal.notices.forms import FactsForm, ReceivedForm
from agreements.municipal.transfers import CHOICES as BASES
from register.models import Supplier

ALL, SOME = "alle", "valgte"


def texts_of(supplier: Supplier) -> list[CommonText]:
    """Return the texts that members have got, newest first."""
    return list(CommonText.objects.filter(supplier=supplier, state=TextState.SENT).order_by("-number"))


class _CoversMixin(forms.Form):
    """Which agreements the notice is about: all of them, or those of some texts."""

    covers = forms.ChoiceField(
        label=_("Hvilke aftaler vedrører varslet?"),
        choices=[(ALL, _("Alle aftaler med kommunerne")), (SOME, _("Kun nogle af dem"))],
        initial=ALL,
        widget=forms.RadioSelect,
    )
    texts = forms.MultipleChoiceField(
        label=_("Aftaler"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )

    def offer(self, texts: list[CommonText]) -> None:
        """Offer these texts; with none, all is the only choice."""
        self.offered = {str(each.id): each for each in texts}
        for name, choices in (("country", COUNTRIES), ("transfer_basis", BASES)):
            spoken = [(key, gettext(label)) for key, label in choices]
            self.fields[name].choices = spoken  # type: ignore[attr-defined]
        self.fields["texts"].choices = [  # type: ignore[attr-defined]
            (key, f"{each.number} {each.title}") for key, each in self.offered.items()
        ]
        if not texts:
            del self.fields["texts"], self.fields["covers"]

    def chosen(self) -> list[CommonText]:
        """Return the chosen texts; none stands for all agreements."""
        if self.cleaned_data.get("covers") != SOME:
            return []
        return [self.offered[key] for key in self.cleaned_data["texts"]]

    def check_covers(self) -> None:
        """Some means at least one."""
        if self.cleaned_data.get("covers") == SOME and not self.cleaned_data.get("texts"):
            self.add_error("texts", _("Sæt mindst ét hak."))


class SupplierNoticeForm(_CoversMixin, FactsForm):
    """A supplier's own notice; it is received the day it is entered."""

    field_order = ["covers", "texts"]

    def __init__(self, *args: Any, texts: list[CommonText], **kwargs: Any) -> None:
        """Offer the supplier's texts."""
        super().__init__(*args, **kwargs)
        self.offer(texts)

    def clean(self) -> dict[str, Any] | None:
        """Check the facts and what they are about."""
        super().clean()
        self.check_covers()
        return self.cleaned_data


class MailedNoticeForm(_CoversMixin, ReceivedForm):
    """A notice that came to the secretariat by mail."""

    field_order = ["covers", "texts", "received_on"]

    def __init__(self, *args: Any, texts: list[CommonText], **kwargs: Any) -> None:
        """Offer the supplier's texts."""
        super().__init__(*args, **kwargs)
        self.offer(texts)
        self.fields["received_on"].help_text = (
            "Den dag, sekretariatet modtog varslet. Den tæller kun for kommuner, der har givet sekretariatet "
            "fuldmagt til at modtage varsler; de andres frist løber, fra de får varslet. Fx 12.3.2026."
        )

    def clean(self) -> dict[str, Any] | None:
        """Check the facts and what they are about."""
        super().clean()
        self.check_covers()
        return self.cleaned_data


class AdviceForm(forms.Form):
    """The secretariat's advice."""

    verdict = forms.ChoiceField(
        label="Anbefaling", choices=NoticeAdvice.Verdict.choices, widget=forms.RadioSelect
    )
    text = forms.CharField(
        label="Vurdering",
        max_length=4000,
        help_text="Kommunerne læser den sammen med varslet. Leverandøren ser den ikke.",
        widget=forms.Textarea(attrs={"rows": 8}),
    )


class ReasonForm(forms.Form):
    """Why the notice is taken back."""

    reason = forms.CharField(
        label=_("Begrundelse"),
        max_length=2000,
        help_text=_("Kommunerne læser den."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class NotUsedForm(forms.Form):
    """The supplier's answer to an objection."""

    note = forms.CharField(
        label=_("Svar til kommunen"),
        max_length=2000,
        help_text=_("Fx hvordan kommunens oplysninger holdes adskilt."),
        widget=forms.Textarea(attrs={"rows": 4}),
    )


class ObjectForOthersForm(forms.Form):
    """Why the secretariat objects for those whose mandate it holds."""

    reason = forms.CharField(
        label="Begrundelse",
        max_length=4000,
        help_text="Sendes til leverandøren sammen med indsigelsen.",
        widget=forms.Textarea(attrs={"rows": 5}),
    )


class NoticeListForm(forms.Form):
    """Find among the notices."""

    q = forms.CharField(label="Søg", required=False, max_length=100)
    status = forms.ChoiceField(label="Status", required=False, choices=[("", "Alle"), *NoticeState.choices])
