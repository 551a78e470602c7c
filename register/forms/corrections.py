"""Forms of a supplier's corrections, and of the secretariat's answer."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from register.models import Supplier, SystemCorrection
from register.portfolio.spelling import tidy
from secretariat.pagekit.forms import DanishDateField
from tenants.kommuner import KOMMUNER

Kind = SystemCorrection.Kind
NAMES_COMPANY = (Kind.SOLD, Kind.OTHER_COMPANY)
# All 98, whoever is a member and whoever uses what: the list tells nothing.
MUNICIPALITIES = [("", _("Vælg")), *((each.kommunekode, each.name) for each in KOMMUNER)]
KINDS = {
    Kind.SOLD: _("Systemet er solgt"),
    Kind.OTHER_COMPANY: _("Systemet leveres af et andet selskab"),
    Kind.DISCONTINUED: _("Systemet er udgået"),
    Kind.LEFT: _("En kommune bruger ikke længere systemet"),
}


class CorrectionForm(forms.Form):
    """What is wrong, and since when."""

    kind = forms.ChoiceField(
        label=_("Hvad er forkert?"), choices=list(KINDS.items()), widget=forms.RadioSelect
    )
    other_name = forms.CharField(
        label=_("Hvilket selskab?"),
        required=False,
        max_length=200,
        help_text=_("Kun når systemet er solgt eller leveres af et andet selskab. Gerne med CVR-nummer."),
    )
    kommunekode = forms.ChoiceField(
        label=_("Hvilken kommune?"),
        required=False,
        choices=MUNICIPALITIES,
        help_text=_("Kun når en kommune ikke længere bruger systemet."),
    )
    effective_on = DanishDateField(label=_("Gælder fra"))
    text = forms.CharField(
        label=_("Bemærkning"), required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )

    def clean_other_name(self) -> str:
        """The name with single spaces."""
        return tidy(self.cleaned_data["other_name"])

    def clean(self) -> dict[str, Any]:
        """Ask for what the kind needs, and forget what it does not."""
        cleaned = super().clean() or self.cleaned_data
        kind = cleaned.get("kind")
        if kind in NAMES_COMPANY and not cleaned.get("other_name"):
            self.add_error("other_name", _("Skriv, hvilket selskab det er."))
        if kind == Kind.LEFT and not cleaned.get("kommunekode"):
            self.add_error("kommunekode", _("Vælg kommunen."))
        cleaned["other_name"] = cleaned.get("other_name", "") if kind in NAMES_COMPANY else ""
        cleaned["kommunekode"] = cleaned.get("kommunekode", "") if kind == Kind.LEFT else ""
        return cleaned


class DecideForm(forms.Form):
    """The secretariat's answer, and which company delivers the system now."""

    other = forms.ModelChoiceField(
        label="Selskab, der leverer systemet",
        queryset=Supplier.objects.none(),
        required=False,
        empty_label="Vælg leverandør",
    )
    answer = forms.CharField(
        label="Svar til leverandøren",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, correction: SystemCorrection, **kwargs: Any) -> None:
        """Ask for a company only where one is needed."""
        super().__init__(*args, **kwargs)
        if correction.kind in NAMES_COMPANY:
            others = Supplier.objects.filter(merged_into=None).exclude(pk=correction.supplier_id)
            self.fields["other"].queryset = others  # type: ignore[attr-defined]
        else:
            del self.fields["other"]
        if correction.kind == Kind.LEFT:
            del self.fields["answer"]
