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
    "map_fields": "Felter koblet",
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
    lacking: list[str]


def kinds_listed() -> list[Listed]:
    """Every kind of document with its templates."""
    today = timezone.localdate()
    templates = list(WordTemplate.objects.order_by("-created_at", "id"))
    listed = []
    for kind in WordTemplate.Kind:
        rows = [(each, standing(each, today)) for each in templates if each.kind == kind]
        rows.sort(key=lambda row: _order(row[1]))
        danish = [row for row in rows if row[0].language == "da"]
        used = {each.structure for each, standing in danish if standing.label == "i brug"}
        lacking = [label for structure, label in _structures(kind) if structure not in used]
        listed.append(Listed(kind.value, kind.label, rows, lacking))
    return listed


def _structures(kind: WordTemplate.Kind) -> list[tuple[str, str]]:
    """What the kind needs a template of its own for."""
    if kind == WordTemplate.Kind.AGREEMENT:
        return [(each.value, each.label) for each in WordTemplate.Structure]
    return [("", kind.label)]


def _order(standing: Standing) -> int:
    return {"success": 0, "info": 1, "waiting": 2}.get(standing.tone, 3)


def standing(template: WordTemplate, today: date) -> Standing:
    """Where a template stands on that day."""
    if template.state == State.MAPPING:
        return Standing("felter skal kobles", "warning")
    if template.state == State.DRAFT:
        return Standing("udkast", "waiting")
    if template.state == State.RETIRED:
        return Standing("udgået", "neutral")
    if template.valid_from > today:
        return Standing(f"i brug fra {in_words(template.valid_from)}", "info")
    if template.valid_until and template.valid_until < today:
        return Standing(f"udløbet {in_words(template.valid_until)}", "neutral")
    try:
        is_used = in_force(template.kind, today, template.language, template.structure).pk == template.pk
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
    day, last = row.data.get("valid_from"), row.data.get("valid_until")
    until = f" til og med den {in_words(date.fromisoformat(last))}" if last else ""
    return f"{said} fra og med den {in_words(date.fromisoformat(day))}{until}" if day else said
