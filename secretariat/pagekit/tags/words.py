"""Filters that turn dates, numbers and fields into what a Danish reader expects."""

from datetime import date, datetime
from typing import Any

from django.forms import BoundField, CheckboxInput, Textarea
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext

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
def spoken(words: Any) -> Any:
    """Show words that come from data (a state, a choice, a field's label) in the page's language."""
    return gettext(str(words)) if words and isinstance(words, str | Promise) and _in_english() else words


@register.filter
def da_date(value: date | datetime | None) -> str:
    """Show "12. marts 2026"; nothing for no date. A moment is shown as the day it has in Denmark."""
    if isinstance(value, datetime):
        value = _danish_time(value).date()
    if not value:
        return ""
    return dates.in_english(value) if _in_english() else dates.in_words(value)


@register.filter
def da_moment(value: datetime | None) -> str:
    """Show "12. marts 2026 kl. 10.42" in Danish time; nothing for no moment."""
    if value is None:
        return ""
    local = _danish_time(value)
    clock = f"at {local:%H:%M}" if _in_english() else f"kl. {local:%H.%M}"
    return f"{da_date(local.date())} {clock}"


@register.filter
def da_relative_workdays(days: int | None) -> str:
    """Show a number of working days from today in words; the room counts them on the Danish calendar."""
    if days is None:
        return ""
    return dates.working_days_in_english(days) if _in_english() else dates.working_days_in_words(days)


@register.filter
def da_number(value: float | None) -> str:
    """Show a number with Danish separators; nothing for none."""
    if value is None:
        return ""
    return f"{value:,}" if _in_english() else numbers.in_figures(value)


@register.filter
def filesize_da(value: int | None) -> str:
    """Show a file's size: "1,4 MB"; nothing for none."""
    if value is None:
        return ""
    size = numbers.size_in_words(value)
    return size.replace(",", ".") if _in_english() else size


def _danish_time(moment: datetime) -> datetime:
    return timezone.localtime(moment) if timezone.is_aware(moment) else moment


def _in_english() -> bool:
    """Return whether the page is read in English, as the supplier's may be."""
    return (get_language() or "").startswith("en")
