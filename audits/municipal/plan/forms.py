"""What a municipality fills in about its plan."""

from datetime import date
from typing import Any

from django import forms

from audits.municipal.forms import LongText
from audits.municipal.plan.actions import LONGEST, Change
from audits.municipal.plan.drafting import quarter_end
from audits.municipal.plan.models import PlanLine
from audits.municipal.plan.states import Supervisor
from audits.municipal.states import CONCEPTS
from register.forms.lists import ListForm

YEARS_AHEAD = 5


class LineForm(forms.Form):
    """What is chosen for one system instead of what was put forward."""

    supervisor = forms.ChoiceField(label="Hvem fører tilsyn?", widget=forms.RadioSelect)
    concept = forms.TypedChoiceField(
        label="Koncept", coerce=int, required=False, empty_value=None, choices=[("", "Vælg"), *CONCEPTS]
    )
    interval_months = forms.IntegerField(
        label="Interval i måneder",
        required=False,
        min_value=1,
        max_value=LONGEST,
        help_text="Med hvor mange måneders mellemrum I fører tilsyn, fx 12.",
        widget=forms.NumberInput(attrs={"class": "input-char-4"}),
    )
    next_on = forms.ChoiceField(label="Næste gang", required=False)
    reason = LongText(
        label="Begrundelse",
        required=False,
        max_length=2000,
        help_text="Skal udfyldes, når konceptet er lavere end det anbefalede.",
    )
    use_required_attribute = False

    def __init__(self, data: Any = None, *, line: PlanLine) -> None:
        """Begin with what stands in the plan; joint supervision is offered where there is one."""
        begin = {
            "supervisor": line.supervisor,
            "concept": line.concept,
            "interval_months": line.interval_months,
            "next_on": _key(line.next_on),
            "reason": line.reason,
        }
        super().__init__(data, initial=begin)
        supervisor: Any = self.fields["supervisor"]
        supervisor.choices = [
            (each.value, each.label.capitalize())
            for each in Supervisor
            if each in {Supervisor.OWN, line.proposed_supervisor}
        ]
        next_on: Any = self.fields["next_on"]
        next_on.choices = [("", "Vælg"), *quarters(line.plan.year, line.next_on)]

    def change(self) -> Change:
        """Return what is chosen."""
        given = self.cleaned_data
        year, _, quarter = given["next_on"].partition("-")
        return Change(
            supervisor=given["supervisor"],
            concept=given["concept"],
            interval_months=given["interval_months"],
            next_on=quarter_end(int(year), int(quarter)) if quarter else None,
            reason=given["reason"],
        )


def quarters(year: int, chosen: date | None) -> list[tuple[str, str]]:
    """Return the quarters of the plan's year and the next ones, and the one that is chosen already."""
    found = [
        (f"{each}-{quarter}", f"{quarter}. kvartal {each}")
        for each in range(year, year + YEARS_AHEAD)
        for quarter in range(1, 5)
    ]
    if chosen and _key(chosen) not in dict(found):
        key = _key(chosen)
        found.insert(0, (key, f"{key[-1]}. kvartal {chosen.year}"))
    return found


def _key(day: date | None) -> str:
    return f"{day.year}-{(day.month - 1) // 3 + 1}" if day else ""


class AdoptForm(forms.Form):
    """What is said when the plan is adopted."""

    remark = LongText(label="Bemærkning", required=False, max_length=4000, rows=3)
    journal_number = forms.CharField(
        label="Journalnummer",
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"class": "input-char-27"}),
    )
    seen = forms.CharField(widget=forms.HiddenInput, max_length=100)
    use_required_attribute = False


class LinesForm(ListForm):
    """Which of the plan's systems are shown."""

    vis = forms.ChoiceField(
        label="Vis",
        required=False,
        choices=[
            ("", "Alle systemer"),
            ("faelles", "Fælles tilsyn"),
            ("egne", "Kommunens eget tilsyn"),
            ("uden", "Intet tilsyn"),
            ("aendret", "Ændret i forhold til det forelagte"),
            ("lavere", "Lavere koncept end anbefalet"),
        ],
    )
    field_order = ["q", "vis", "orden"]
