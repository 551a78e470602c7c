"""Words of the register's log for its pages."""

from datetime import date
from typing import Any

from django import template

from register.models import ScoreResult
from workflows.deeds import phrase
from workflows.models import LogEntry

register = template.Library()


@register.filter
def act_in_words(entry: LogEntry) -> str:
    """Return who did what, as a sentence without its full stop."""
    name = entry.by_name.partition(", ")[0]
    return f"{name} {phrase(entry.subject_kind, entry.action, entry.data)}"


@register.filter
def strictest_first(parts: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the members' parts of a result, the highest total first."""
    return sorted(parts, key=lambda part: (-(part["highest"] or 0), -(part["lowest"] or 0), part["name"]))


@register.filter
def driver_in_words(result: ScoreResult) -> str:
    """Return "København: 671.714 registrerede giver 3 point", with what else gives the driver points."""
    part = next((each for each in result.parts if each["municipality"] == str(result.driver_id)), None)
    if part is None:
        return result.driver_name
    points = part["points"]
    persons = "antallet af registrerede er ikke oplyst og giver op til {} point"
    if part["subjects"] is not None:
        about = "ca. " if part["is_estimate"] else ""
        persons = f"{about}{part['subjects']:,}".replace(",", ".") + " registrerede giver {} point"
    told = [persons.format(points["subjects"][1])]
    for name, words in _WORDS.items():
        if points[name][1]:
            unknown = " (ikke oplyst)" if part[name] is None else ""
            told.append(f"{words}{unknown} {points[name][1]}")
    return f"{part['name']}: {', '.join(told)}"


_WORDS = {
    "special_categories": "følsomme oplysninger",
    "other_protected": "beskyttelsesværdige oplysninger",
    "special_processing": "særlig behandling",
}


@register.filter
def stored_day(text: str) -> date:
    """Return a day that is kept as text in a stored result."""
    return date.fromisoformat(text)
