"""What has happened with one of the municipality's own records, as the page's timeline shows it."""

from typing import Any

from django.db.models import Model

from workflows.deeds import phrase
from workflows.log import history

MOST_SHOWN = 100


def events_of(subject: Model) -> list[dict[str, Any]]:
    """Return the last hundred events, the newest first: what, who, when, why."""
    kind = subject._meta.label_lower
    return [
        {
            "what": _sentence(phrase(kind, row.action, row.data)),
            "who": row.by_name,
            "when": row.at,
            "why": row.reason,
        }
        for row in history(subject)[:MOST_SHOWN]
    ]


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
