"""The form field of a deadline: a day that is open, outside the quiet weeks."""

from datetime import date

from django import forms

from secretariat.pagekit.forms import DanishDateField
from workflows.calendar import why_quiet


class DeadlineField(DanishDateField):
    """A date on which a deadline can fall."""

    def validate(self, value: date | None) -> None:
        """Refuse a closed day and a day in a quiet week, with the reason."""
        super().validate(value)
        if value and (why := why_quiet(value)):
            raise forms.ValidationError(why)
