"""Words of the register's log for its pages."""

from django import template

from workflows.deeds import phrase
from workflows.models import LogEntry

register = template.Library()


@register.filter
def act_in_words(entry: LogEntry) -> str:
    """Return who did what, as a sentence without its full stop."""
    name = entry.by_name.partition(", ")[0]
    return f"{name} {phrase(entry.subject_kind, entry.action, entry.data)}"
