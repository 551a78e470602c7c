"""Forms about the documents that are kept for audits."""

from typing import Any
from uuid import UUID

from django import forms
from django.utils.translation import gettext_lazy as _

from audits.joint.actions.statements import Edition
from audits.joint.forms.sharing import PassagesField, check_period, check_wish, wish_field, wish_reason_field
from audits.joint.kept import Offer
from audits.joint.models import AuditSystem, Statement
from audits.joint.states import Assurance, EvidenceKind, ReportType
from secretariat.pagekit.forms import DanishDateField
from secretariat.pagekit.tags.words import da_date


class StatementForm(forms.Form):
    """A document to be kept, or a newer edition of one."""

    file = forms.FileField(
        label=_("Fil"), help_text=_("PDF, Word, Excel eller billede, højst 200 MB."), allow_empty_file=True
    )
    kind = forms.ChoiceField(label=_("Slags"), choices=EvidenceKind.choices)
    title = forms.CharField(label=_("Titel"), max_length=200)
    issuer = forms.CharField(
        label=_("Udsteder"), max_length=200, required=False, help_text=_("Revisor eller certificeringsorgan.")
    )
    report_type = forms.ChoiceField(
        label=_("Type"), choices=[("", _("Ikke en revisorerklæring")), *ReportType.choices], required=False
    )
    assurance = forms.ChoiceField(
        label=_("Sikkerhed"),
        choices=[("", _("Ikke en revisorerklæring")), *Assurance.choices],
        required=False,
    )
    period_from = DanishDateField(label=_("Periode fra"), required=False)
    period_to = DanishDateField(
        label=_("Periode til, eller dato"), required=False, help_text=_("Vi spørger selv efter den næste.")
    )
    expires_on = DanishDateField(
        label=_("Udløber"), required=False, help_text=_("Kun certifikater og andet med en udløbsdato.")
    )
    wish = wish_field()
    wish_reason = wish_reason_field()
    confidential = PassagesField()

    def __init__(self, *args: Any, statement: Statement | None = None, **kwargs: Any) -> None:
        """A newer edition begins with what was said of the last one, but for its dates."""
        if statement is not None:
            kwargs.setdefault("initial", _as_last(statement))
        super().__init__(*args, **kwargs)
        if statement is not None:
            del self.fields["kind"]

    def clean(self) -> dict[str, Any]:
        """A period ends after it begins, and whoever keeps a file to itself says why."""
        cleaned: dict[str, Any] = super().clean() or {}
        check_period(self, cleaned)
        check_wish(self, cleaned)
        return cleaned

    def edition(self, statement: Statement | None = None) -> Edition:
        """Return what was said, without the file; a newer edition is of the same kind as the last."""
        said = {key: value for key, value in self.cleaned_data.items() if key in Edition.__annotations__}
        return Edition(**{"kind": statement.kind if statement else "", **said})


def _as_last(statement: Statement) -> dict[str, Any]:
    last = statement.latest
    said: dict[str, Any] = {"title": statement.title, "issuer": statement.issuer}
    if last is not None:
        said |= {
            "report_type": last.report_type,
            "assurance": last.assurance,
            "wish": last.wish,
            "wish_reason": last.wish_reason,
        }
    return said


class UseForm(forms.Form):
    """Which of the kept documents is used, and which of the audit's systems it covers."""

    version = forms.ChoiceField(label=_("Dokument"), widget=forms.RadioSelect)
    covers = forms.MultipleChoiceField(label=_("Dækker systemerne"), widget=forms.CheckboxSelectMultiple)

    def __init__(self, *args: Any, offers: list[Offer], systems: list[AuditSystem], **kwargs: Any) -> None:
        """Offer what is kept and not used yet; all systems are ticked."""
        super().__init__(*args, **kwargs)
        self.offers = {str(each.version.id): each for each in offers}
        field: Any = self.fields["version"]
        field.choices = [(key, _said(each)) for key, each in self.offers.items()]
        field = self.fields["covers"]
        field.choices = [(str(each.id), each.name) for each in systems]
        field.initial = [str(each.id) for each in systems]

    def clean_covers(self) -> list[UUID]:
        """Return the systems' ids."""
        return [UUID(each) for each in self.cleaned_data["covers"]]


def _said(offer: Offer) -> str:
    version = offer.version
    parts = [version.statement.title]
    if version.period_to or version.expires_on:
        parts.append(da_date(version.period_to or version.expires_on))
    if offer.is_newer:
        parts.append(str(_("ny udgave, erstatter den, der er brugt")))
    return ", ".join(parts)
