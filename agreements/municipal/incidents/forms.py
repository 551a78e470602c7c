"""The municipality's own note of an incident."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone

from agreements.municipal.incidents.actions import Assessment
from agreements.municipal.incidents.models import BreachNote
from secretariat.pagekit.moments import DanishMomentField
from workflows.freetext import NO_CPR

LONG = 6000
MOST = 10_000_000
Reported = BreachNote.Reported


def _long(label: str, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONG,
        validators=[NO_CPR],
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class NoteForm(forms.Form):
    """What the municipality documents; every part can be filled in later but the first."""

    aware_at = DanishMomentField(
        label="Kommunen blev klar over det",
        help_text="De 72 timer til en anmeldelse tælles herfra. Fx 12.3.2026 kl. 10.42.",
    )
    verdict = forms.ChoiceField(
        label="Var det et brud på persondatasikkerheden hos jer?",
        choices=BreachNote.Verdict.choices,
        widget=forms.RadioSelect,
    )
    subjects = forms.IntegerField(
        label="Antal registrerede",
        required=False,
        min_value=0,
        max_value=MOST,
        help_text="Et skøn er nok, til I ved mere.",
        widget=forms.NumberInput(attrs={"class": "input-char-10", "inputmode": "numeric"}),
    )
    effects = _long("Virkninger for de registrerede")
    measures = _long("Hvad er gjort?", "Afhjælpende foranstaltninger hos jer og hos leverandøren.")
    reported = forms.ChoiceField(
        label="Er det anmeldt til Datatilsynet?",
        choices=Reported.choices,
        widget=forms.RadioSelect,
        initial=Reported.NOT_YET,
    )
    reported_at = DanishMomentField(label="Anmeldt", required=False)
    reference = forms.CharField(
        label="Anmeldelsens nummer eller kvittering", required=False, max_length=100, validators=[NO_CPR]
    )
    why_not_reported = _long("Hvorfor skal det ikke anmeldes?", "Fx at bruddet næppe indebærer en risiko.")
    told = forms.ChoiceField(
        label="Er de registrerede underrettet (artikel 34)?",
        choices=[
            (Reported.YES, "Ja"),
            (Reported.NO, "Nej, de skal ikke underrettes"),
            (Reported.NOT_YET, "Ikke endnu"),
        ],
        widget=forms.RadioSelect,
        initial=Reported.NOT_YET,
    )
    told_at = DanishMomentField(label="Underrettet", required=False)
    why_not_told = _long("Hvorfor skal de ikke underrettes?")
    assessed_by_name = forms.CharField(label="Vurderet af", max_length=300)

    def clean(self) -> dict[str, Any] | None:
        """A yes has its moment, a no its reason, and nothing has happened tomorrow."""
        given = super().clean() or self.cleaned_data
        self._ahead(given, "aware_at", "reported_at", "told_at")
        if given.get("verdict") != BreachNote.Verdict.BREACH:
            return given
        for answer, moment, reason in (
            ("reported", "reported_at", "why_not_reported"),
            ("told", "told_at", "why_not_told"),
        ):
            if given.get(answer) == Reported.YES and not given.get(moment) and moment not in self.errors:
                self.add_error(moment, "Skriv, hvornår det skete.")
            if given.get(answer) == Reported.NO and not given.get(reason):
                self.add_error(reason, "Skriv hvorfor. Begrundelsen er en del af dokumentationen.")
        return given

    def _ahead(self, given: dict[str, Any], *names: str) -> None:
        for name in names:
            moment: datetime | None = given.get(name)
            if moment and moment > timezone.now():
                self.add_error(name, "Tidspunktet kan ikke ligge efter nu.")

    def assessment(self) -> Assessment:
        """Return what was written."""
        return Assessment(**self.cleaned_data)
