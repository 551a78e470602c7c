"""How the Word templates' pages tell where each template stands."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils import timezone

from documents.models import WordTemplate
from documents.templates import NoTemplateError, in_force
from secretariat.pagekit.dates import in_words
from workflows.log import history

State = WordTemplate.State
DEEDS = {
    "add": "Lagt op og kontrolleret",
    "put_in_force": "Taget i brug",
    "retire": "Udgået",
}


@dataclass(frozen=True)
class Standing:
    """Where a template stands today, in a word and a colour."""

    label: str
    tone: str


@dataclass(frozen=True)
class Listed:
    """A kind of document with its templates, newest first."""

    kind: str
    label: str
    rows: list[tuple[WordTemplate, Standing]]
    has_one: bool


def kinds_listed() -> list[Listed]:
    """Every kind of document with its templates."""
    today = timezone.localdate()
    templates = list(WordTemplate.objects.order_by("-created_at", "id"))
    listed = []
    for kind in WordTemplate.Kind:
        rows = [(each, standing(each, today)) for each in templates if each.kind == kind]
        rows.sort(key=lambda row: _order(row[1]))
        listed.append(Listed(kind.value, kind.label, rows, any(row[1].label == "i brug" for row in rows)))
    return listed


def _order(standing: Standing) -> int:
    return {"success": 0, "info": 1, "waiting": 2}.get(standing.tone, 3)


def standing(template: WordTemplate, today: date) -> Standing:
    """Where a template stands on that day."""
    if template.state == State.DRAFT:
        return Standing("udkast", "waiting")
    if template.state == State.RETIRED:
        return Standing("udgået", "neutral")
    if template.valid_from > today:
        return Standing(f"i brug fra {in_words(template.valid_from)}", "info")
    try:
        is_used = in_force(template.kind, today, template.language).pk == template.pk
    except NoTemplateError:
        is_used = False
    return Standing("i brug", "success") if is_used else Standing("afløst", "neutral")


def deeds_of(template: WordTemplate) -> list[dict[str, Any]]:
    """What has been done to a template, newest first, as parts/timeline.html shows it."""
    return [
        {"when": row.at, "who": row.by_name, "what": _deed(row), "why": row.reason}
        for row in history(template)
    ]


def _deed(row: Any) -> str:
    said = DEEDS.get(row.action, row.action)
    day = row.data.get("valid_from")
    return f"{said} fra og med den {in_words(date.fromisoformat(day))}" if day else said
