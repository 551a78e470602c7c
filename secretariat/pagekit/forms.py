"""Forms as the design system draws them, and fields that read what Danes write."""

import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.renderers import TemplatesSetting
from django.utils.translation import gettext_lazy as _

from secretariat.pagekit.dates import in_words, parse_date


class DkfdsRenderer(TemplatesSetting):
    """Draws forms, fields and widgets by templates/pagekit/ and templates/django/forms/."""

    form_template_name = "pagekit/form.html"
    field_template_name = "pagekit/field.html"


class DanishDateInput(forms.TextInput):
    """One text box for a date: quicker to type than three boxes, and pasted dates work."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Take HTML attributes like every widget."""
        super().__init__({"class": "input-char-27", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Show a date as "12. marts 2026"; what was typed and not understood stays as typed."""
        if isinstance(value, datetime.date):
            return in_words(value)
        return str(value) if value else None


class DanishDateField(forms.DateField):
    """A date written as 12.3.2026, 12-03-2026, 2026-03-12 or "12. marts 2026"."""

    widget = DanishDateInput
    default_error_messages = {
        "invalid": _("Skriv en dato, der findes, fx 12.3.2026."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Take a form field's arguments; the hint is "Fx 12.3.2026" when none is given."""
        kwargs.setdefault("help_text", _("Fx 12.3.2026"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.date | None:
        """Return the date, or None for nothing; raises ValidationError for what is no date."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value.date()
        if isinstance(value, datetime.date):
            return value
        day = parse_date(str(value))
        if day is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return day
