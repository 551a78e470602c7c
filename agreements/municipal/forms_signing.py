"""What is filled in when a signed copy is handed in; the supplier's site uses the same."""

from datetime import date, datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from documents.signatures.abstract import SignatureCheckBase
from documents.signatures.checking import Approval
from secretariat.pagekit.forms import DanishDateField


class UploadForm(forms.Form):
    """The signed copy alone; who signed and when is read from it."""

    file = forms.FileField(
        label=_("Den underskrevne aftale"),
        help_text=_(
            "PDF med digital underskrift. En skannet kopi kan også bruges, men så skal en person stå inde "
            "for den. Højst 200 MB."
        ),
    )


class ConfirmForm(forms.Form):
    """Confirming a checked copy: who signed and when, and what the check asks a person to say."""

    signed_by = forms.CharField(label=_("Hvem har underskrevet?"), max_length=150)
    signed_on = DanishDateField(label=_("Dato for underskrift"))
    reason = forms.CharField(
        label=_("Hvorfor kan kopien bruges alligevel?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("Begrundelsen gemmes sammen med kopien og kan læses af begge parter."),
    )
    vouched_name = forms.CharField(label=_("Hvem står inde for den skannede kopi?"), max_length=150)
    vouched_function = forms.CharField(label=_("Stilling"), max_length=150)
    compared = forms.BooleanField(
        label=_("Alle sider er sammenlignet med det sendte dokument, og underskrifterne er set.")
    )

    def __init__(self, data: Any = None, *, checked: SignatureCheckBase, signed_by: str = "") -> None:
        """Ask for what this copy needs; who signed and when is proposed as the file says."""
        last = next(iter(reversed(checked.found.by_people)), None)
        moment = datetime.fromisoformat(last.signed_at) if last and last.signed_at else None
        initial = {
            "signed_by": (last.name if last else "") or signed_by,
            "signed_on": timezone.localdate(moment) if moment else None,
        }
        super().__init__(data, initial=initial)
        verdict = checked.verdict
        if not verdict.doubts:
            del self.fields["reason"]
        elif verdict.lacks_identity_only:
            self.fields["reason"].label = _("Hvordan ved I, hvem der har underskrevet?")
            self.fields["reason"].help_text = _(
                "Skriv fx, at kopien er modtaget direkte fra underskriveren, eller at I har talt sammen. "
                "Begrundelsen gemmes sammen med kopien og kan læses af begge parter."
            )
        if not verdict.is_scanned:
            for name in ("vouched_name", "vouched_function", "compared"):
                del self.fields[name]

    def clean_signed_on(self) -> date:
        """Refuse a day that lies ahead."""
        day: date = self.cleaned_data["signed_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("Datoen ligger ude i fremtiden."))
        return day

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        words = self.cleaned_data
        return {
            "signed_by": words["signed_by"],
            "signed_on": words["signed_on"],
            "approval": Approval(
                reason=words.get("reason", ""),
                vouched_name=words.get("vouched_name", ""),
                vouched_function=words.get("vouched_function", ""),
            ),
        }
