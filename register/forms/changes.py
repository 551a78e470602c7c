"""The form of a change at a supplier: only what the kind asks for."""

from typing import Any

from django import forms
from django.db.models import QuerySet

from register.models import Supplier, SupplierChange, System
from register.portfolio.spelling import tidy
from secretariat.pagekit.forms import DanishDateField

Kind = SupplierChange.Kind
OTHERS = {
    Kind.MERGER: "Går op i",
    Kind.SALE: "Køber",
    Kind.GROUP: "Koncernens moderselskab",
}


class ChangeForm(forms.Form):
    """A new name, or another supplier and maybe a system; from when, and what it builds on."""

    new_name = forms.CharField(label="Nyt navn", max_length=200)
    system = forms.ModelChoiceField(label="System", queryset=System.objects.none(), empty_label="Vælg system")
    other = forms.ModelChoiceField(
        label="Anden leverandør", queryset=Supplier.objects.none(), empty_label="Vælg leverandør"
    )
    effective_on = DanishDateField(label="Gælder fra")
    reason = forms.CharField(
        label="Hvad bygger det på?",
        max_length=2000,
        help_text="Fx »CVR-registret den 1. marts 2026« eller »Brev fra leverandøren«.",
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, kind: str, supplier: Supplier, **kwargs: Any) -> None:
        """Leave out what the kind does not ask for."""
        super().__init__(*args, **kwargs)
        others: QuerySet[Supplier] = Supplier.objects.filter(merged_into=None).exclude(pk=supplier.pk)
        if kind == Kind.NAME:
            del self.fields["other"]
        else:
            del self.fields["new_name"]
            self.fields["other"].label = OTHERS[Kind(kind)]
            self.fields["other"].queryset = others  # type: ignore[attr-defined]
        if kind == Kind.SALE:
            self.fields["system"].queryset = supplier.systems.all()  # type: ignore[attr-defined]
        else:
            del self.fields["system"]

    def clean_new_name(self) -> str:
        """The name with single spaces."""
        return tidy(self.cleaned_data["new_name"])


class DropForm(forms.Form):
    """Why a change is given up."""

    reason = forms.CharField(
        label="Hvorfor opgives ændringen?", max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )
