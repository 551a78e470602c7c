"""Forms of the calendar."""

import re

from django import forms

from secretariat.pagekit.forms import DanishDateField
from secretariat.workdays.actions import WEEKS

SOURCE = "Hvor det er besluttet, fx »Bestyrelsens møde den 3. marts 2026«."


class ClosedDayForm(forms.Form):
    """A closed day of the secretariat's own."""

    day = DanishDateField(label="Dag")
    name = forms.CharField(label="Navn", max_length=60, help_text="Fx »kollektiv fridag«.")
    yearly = forms.BooleanField(label="Samme dato hvert år", required=False)
    source = forms.CharField(label="Kilde", max_length=300, help_text=SOURCE)


class QuietWeeksForm(forms.Form):
    """Which weeks are kept quiet, and from when."""

    weeks = forms.CharField(
        label="Uger", max_length=200, help_text="Numre og spænd med komma imellem, fx 28-30, 52, 53, 1."
    )
    valid_from = DanishDateField(label="Gælder fra")
    source = forms.CharField(label="Kilde", max_length=300, help_text=SOURCE)

    def clean_weeks(self) -> list[int]:
        """Return the week numbers; refuse what is no list of weeks."""
        found: set[int] = set()
        for part in re.split(r"\s*,\s*", self.cleaned_data["weeks"].strip()):
            span = re.fullmatch(r"(\d{1,2})(?:\s*[-–]\s*(\d{1,2}))?", part, re.ASCII)
            first, last = (int(span[1]), int(span[2] or span[1])) if span else (0, 0)
            if first not in WEEKS or last not in WEEKS or first > last:
                raise forms.ValidationError("Skriv ugernes numre, fx 28-30, 52, 53, 1.")
            found.update(range(first, last + 1))
        return sorted(found)
