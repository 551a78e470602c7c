"""Filters that turn dates, numbers and fields into what a Danish reader expects."""

from datetime import date, datetime

from django.forms import BoundField, CheckboxInput, Textarea
from django.utils import timezone

from secretariat.pagekit import dates, numbers
from secretariat.pagekit.tags.library import register


@register.filter
def field_kind(field: BoundField) -> str:
    """Tell how to draw a field: "choices" (fieldset), "tick", "long" (several lines) or "plain"."""
    if field.use_fieldset:
        return "choices"
    if isinstance(field.field.widget, CheckboxInput):
        return "tick"
    return "long" if isinstance(field.field.widget, Textarea) else "plain"


@register.filter
def da_date(value: date | datetime | None) -> str:
    """Show "12. marts 2026"; nothing for no date. A moment is shown as the day it has in Denmark."""
    if isinstance(value, datetime):
        value = timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return dates.in_words(value) if value else ""


@register.filter
def da_moment(value: datetime | None) -> str:
    """Show "12. marts 2026 kl. 10.42" in Danish time; nothing for no moment."""
    if value is None:
        return ""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return f"{dates.in_words(local.date())} kl. {local:%H.%M}"


@register.filter
def da_relative_workdays(days: int | None) -> str:
    """Show a number of working days from today in words; the room counts them on the Danish calendar."""
    return "" if days is None else dates.working_days_in_words(days)


@register.filter
def da_number(value: float | None) -> str:
    """Show a number with Danish separators; nothing for none."""
    return "" if value is None else numbers.in_figures(value)


@register.filter
def filesize_da(value: int | None) -> str:
    """Show a file's size: "1,4 MB"; nothing for none."""
    return "" if value is None else numbers.size_in_words(value)
