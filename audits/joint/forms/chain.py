"""The secretariat's forms about sub-processors' statements."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from audits.joint.forms.statements import StatementForm
from register.models import Supplier
from register.queries import search_suppliers


class SupplierField(forms.CharField):
    """A supplier by CVR number or name, as one types it; gives the one that fits."""

    def __init__(self, **kwargs: Any) -> None:
        """Take a form field's arguments."""
        kwargs.setdefault("help_text", "CVR-nummer eller navn, som det står i registret.")
        super().__init__(max_length=200, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the supplier; raises ValidationError where none or several fit."""
        words = super().clean(value)
        if not words:
            return None
        exact = Supplier.objects.filter(name__iexact=words) | Supplier.objects.filter(number=words)
        found = list(exact[:2]) or list(search_suppliers(Supplier.objects.all(), words)[:4])
        if not found:
            raise ValidationError("Ingen leverandør i registret passer. Opret den først under Leverandører.")
        if len(found) > 1:
            names = ", ".join(each.name for each in found)
            raise ValidationError(f"Flere leverandører passer: {names}. Skriv CVR-nummeret.")
        return found[0]


class ChainStatementForm(StatementForm):
    """A sub-processor's statement, registered by the secretariat."""

    field_order = ["owner", "rests", "delivers", "file"]
    owner = SupplierField(label="Underdatabehandleren")
    rests = SupplierField(label="Leverandør, der hviler på den")
    delivers = forms.CharField(
        label="Hvad underdatabehandleren leverer",
        max_length=200,
        required=False,
        help_text="Fx drift af servere.",
    )


class RestForm(forms.Form):
    """A supplier that rests on a statement."""

    supplier = SupplierField(label="Leverandør, der hviler på erklæringen")
    delivers = forms.CharField(label="Hvad underdatabehandleren leverer", max_length=200, required=False)
