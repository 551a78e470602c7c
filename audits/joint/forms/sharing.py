"""What the supplier says about who may open a document, and where it is confidential."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from audits.joint.states import Sharing

SHARING = [
    (Sharing.DOWNLOAD, gettext_lazy("Kommunerne må hente den")),
    (Sharing.READ, gettext_lazy("Kommunerne må læse den på siden, men ikke hente den")),
    (Sharing.CLOSED, gettext_lazy("Kun sekretariatet må læse den")),
]
MOST_PASSAGES = 50


class PassagesField(forms.CharField):
    """Confidential passages, one on each line: where, a colon, and why. Gives a list of both."""

    def __init__(self, **kwargs: Any) -> None:
        """Take a form field's arguments."""
        kwargs.setdefault("label", gettext_lazy("Fortrolige steder"))
        kwargs.setdefault(
            "help_text",
            gettext_lazy(
                "Én linje for hvert sted: side eller afsnit, kolon, og hvorfor. Fx »Side 14–16: tegning af "
                "netværket«. Den, der behandler en anmodning om aktindsigt, ser det."
            ),
        )
        super().__init__(required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 2}), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show stored passages as lines."""
        if isinstance(value, list):
            return "\n".join(f"{each['where']}: {each['why']}" for each in value)
        return value

    def clean(self, value: Any) -> list[dict[str, str]]:
        """Return the passages; raises ValidationError for a line without a reason."""
        found = []
        for line in super().clean(self.prepare_value(value)).splitlines():
            where, _colon, why = (part.strip() for part in line.partition(":"))
            if not where and not why:
                continue
            if not where or not why:
                problem = _("Skriv både sted og begrundelse med kolon imellem: »%(line)s«.")
                raise ValidationError(problem % {"line": line.strip()})
            found.append({"where": where[:200], "why": why[:500]})
        if len(found) > MOST_PASSAGES:
            raise ValidationError(_("Der kan være højst %(most)s steder.") % {"most": MOST_PASSAGES})
        return found


def wish_field() -> forms.ChoiceField:
    """Return the question who at the municipalities may open a file."""
    return forms.ChoiceField(
        label=gettext_lazy("Hvem må åbne filen?"),
        choices=SHARING,
        initial=Sharing.DOWNLOAD,
        widget=forms.RadioSelect,
        help_text=gettext_lazy(
            "Det er jeres ønske. Sekretariatet beslutter det og skriver, hvis det bliver videre."
        ),
    )


def wish_reason_field() -> forms.CharField:
    """Return the question why not everybody may; `check_wish` asks for it where it is needed."""
    return forms.CharField(
        label=gettext_lazy("Hvorfor må kommunerne ikke hente den?"),
        required=False,
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy(
            "Skal med, når kommunerne ikke må hente filen. Rapporten fortæller kommunerne hvorfor."
        ),
    )


def check_period(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """A period ends after it begins."""
    start, end = cleaned.get("period_from"), cleaned.get("period_to")
    if start and end and end < start:
        form.add_error("period_to", _("Perioden slutter, før den begynder."))


def check_wish(form: forms.Form, cleaned: dict[str, Any]) -> None:
    """Whoever does not want the municipalities to have a file says why."""
    if cleaned.get("wish") in (Sharing.CLOSED, Sharing.READ) and not cleaned.get("wish_reason", "").strip():
        form.add_error("wish_reason", _("Skriv, hvorfor kommunerne ikke må hente filen."))
