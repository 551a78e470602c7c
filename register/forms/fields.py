"""Fields that read what Danes write, with the same rules as the import."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from register.portfolio.counts import Count, NegativeCount, NotACount, count


class CountField(forms.CharField):
    """A number of persons: *8241*, *8.241* or *ca. 8.241*."""

    def __init__(self, **kwargs: Any) -> None:
        """Take a field's arguments; the label and hint are given where none are."""
        kwargs.setdefault("label", "Antal registrerede")
        kwargs.setdefault("help_text", "Fx 8.241. Skriv »ca.« foran, hvis det er et skøn.")
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "input-char-11", "autocomplete": "off"}))
        super().__init__(max_length=40, **kwargs)

    def clean(self, value: Any) -> Count | None:
        """Return the number, or None for nothing; raises ValidationError with what to write instead."""
        text = super().clean(value)
        try:
            return count(text)
        except NegativeCount:
            raise ValidationError("Antallet kan ikke være under nul.") from None
        except NotACount:
            raise ValidationError(
                "Skriv et helt tal, fx 8.241, eller ca. 8.241, hvis det er et skøn."
            ) from None

    def prepare_value(self, value: Any) -> Any:
        """Show a number as it is read: *ca. 8.241*."""
        if isinstance(value, Count):
            return ("ca. " if value.is_estimate else "") + f"{value.number:,}".replace(",", ".")
        return value
