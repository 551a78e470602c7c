"""The supplier's forms when an agreement ends."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.pagekit.forms import DanishDateField
from secretariat.pagekit.tags.words import da_date


class SupplierNoticeForm(forms.Form):
    """A supplier's notice of termination."""

    on = DanishDateField(label=_("Aftalen ophører den"))
    text = forms.CharField(
        label=_("Hvorfor opsiger I aftalen?"), max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    file = forms.FileField(
        label=_("Opsigelsen som dokument"), required=False, help_text=_("Helst PDF. Højst 200 MB.")
    )

    def __init__(self, *args: Any, earliest: date, **kwargs: Any) -> None:
        """Take the first day on which the agreement can end."""
        super().__init__(*args, **kwargs)
        self.earliest = earliest
        self.fields["on"].initial = earliest

    def clean_on(self) -> date:
        """Refuse a day before the period of notice has run."""
        day: date = self.cleaned_data["on"]
        if day < self.earliest:
            first = {"day": da_date(self.earliest)}
            raise forms.ValidationError(
                _("Med aftalens opsigelsesvarsel kan den tidligst ophøre den %(day)s.") % first
            )
        return day


class ProofForm(forms.Form):
    """A supplier's proof that the data have been deleted or returned."""

    kind = forms.ChoiceField(
        label=_("Hvad er der sket?"),
        choices=[
            ("slet", _("Oplysningerne er slettet")),
            ("returner", _("Oplysningerne er leveret tilbage")),
        ],
        widget=forms.RadioSelect,
    )
    on = DanishDateField(label=_("Hvornår er det sket?"))
    text = forms.CharField(
        label=_("Erklæring"),
        max_length=4000,
        help_text=_("Skriv, hvad der er slettet eller leveret tilbage, og hvad loven kræver opbevaret."),
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    file = forms.FileField(
        label=_("Underskrevet erklæring"), required=False, help_text=_("Helst PDF. Højst 200 MB.")
    )

    def clean_on(self) -> date:
        """Refuse a day that lies ahead."""
        day: date = self.cleaned_data["on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Datoen ligger ude i fremtiden."))
        return day
