"""A field for a moment, written as Danes write it, in Danish time."""

import datetime
import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from secretariat.pagekit.dates import in_words, parse_date

_MOMENT = re.compile(
    r"^(?P<day>.+?)[ ,]*(?:\b(?:kl\.?|at)\s*)?(?<!\d)(?P<hour>\d{1,2})[.:](?P<minute>\d{2})$", re.I
)


class DanishMomentInput(forms.TextInput):
    """One text box for day and time."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Take HTML attributes like every widget."""
        super().__init__({"class": "input-char-27", "autocomplete": "off", **(attrs or {})})

    def format_value(self, value: Any) -> str | None:
        """Show a moment as "12. marts 2026 kl. 10.42"; what was typed and not understood stays as typed."""
        if isinstance(value, datetime.datetime):
            local = timezone.localtime(value) if timezone.is_aware(value) else value
            return f"{in_words(local.date())} kl. {local:%H.%M}"
        return str(value) if value else None


class DanishMomentField(forms.Field):
    """A moment written as "12.3.2026 kl. 10.42" or "12. marts 2026 10:42", in Danish time."""

    widget = DanishMomentInput
    default_error_messages = {
        "invalid": _("Skriv dato og klokkeslæt, fx 12.3.2026 kl. 10.42."),
    }

    def __init__(self, **kwargs: Any) -> None:
        """Take a form field's arguments; the hint is an example when none is given."""
        kwargs.setdefault("help_text", _("Fx 12.3.2026 kl. 10.42"))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> datetime.datetime | None:
        """Return the moment, or None for nothing; raises ValidationError for what is none."""
        if value in self.empty_values:
            return None
        if isinstance(value, datetime.datetime):
            return value
        found = _MOMENT.match(" ".join(str(value).split())[:80])
        day = parse_date(found["day"]) if found else None
        if found is None or day is None or int(found["hour"]) > 23 or int(found["minute"]) > 59:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        naive = datetime.datetime.combine(day, datetime.time(int(found["hour"]), int(found["minute"])))
        return timezone.make_aware(naive)

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Compare moments, not ways of writing them."""
        try:
            return bool(self.to_python(initial) != self.to_python(data))
        except ValidationError:
            return True
