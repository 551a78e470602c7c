"""Two versions of a text beside one another: rounds, the supplier's files, and the wording as it is now."""

from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from accounts.access import requires
from accounts.permissions import P
from agreements.joint.access import get_text
from agreements.joint.content import for_others, missing_parts
from agreements.joint.models import CommonText, Round, RoundFile
from agreements.joint.parts import PART_OF
from agreements.joint.rendering import clauses_of, draft
from documents.checks.refusal import RefusedFileError
from documents.word.reading import compare_texts

NOW = "nu"
Values = dict[str, Any]


@dataclass(frozen=True)
class Version:
    """One version of the text that can be compared."""

    key: str
    label: str
    round: Round | None = None
    file: RoundFile | None = None


@dataclass(frozen=True)
class Line:
    """One paragraph, or a heading, with what differs in it."""

    heading: str
    pieces: list[list[str]]
    changed: bool


@dataclass(frozen=True)
class Change:
    """A field whose value differs."""

    part: str
    label: str
    pieces: list[list[str]]


def versions_of(text: CommonText, *, to_supplier: bool = False) -> list[Version]:
    """Return what can be compared, the oldest first; for the supplier, what both have sent."""
    found: list[Version] = []
    for turn in text.rounds.order_by("number"):
        sent = _("Runde %(number)s, sendt af sekretariatet") % {"number": turn.number}
        found.append(Version(str(turn.number), sent, turn))
        if turn.returned_at or to_supplier:
            for file in turn.files.filter(dropped=False).defer("paragraphs"):
                label = _("Runde %(number)s, leverandørens fil") % {"number": turn.number}
                found.append(Version(f"{turn.number}-fil", label, file=file))
    if not to_supplier and not missing_parts(text):
        found.append(Version(NOW, "Teksten, som den er nu"))
    return found


@requires(P.AGREEMENTS_VIEW)
def compare(request: HttpRequest, text_id: UUID) -> HttpResponse:
    """Compare two versions paragraph by paragraph, and the fields they were filled with."""
    text = get_text(text_id)
    return comparison_page(request, text, versions_of(text), "agreements/secretariat/compare.html")


def comparison_page(
    request: HttpRequest, text: CommonText, versions: list[Version], template: str
) -> HttpResponse:
    """Return the page that compares two of the versions; without a choice the last two."""
    known = {each.key: each for each in versions}
    default = next(reversed(list(pairwise(versions))), None)
    one = known.get(request.GET.get("fra", "")) or (default[0] if default else None)
    other = known.get(request.GET.get("til", "")) or (default[1] if default else None)
    lines: list[Line] = []
    changes: list[Change] = []
    problem = ""
    if one and other:
        try:
            lines = compared(_paragraphs(text, one), _paragraphs(text, other))
        except RefusedFileError as error:
            problem = str(error)
        changes = fields_compared(_values(text, one), _values(text, other))
    only = "kun" in request.GET
    context = {
        "text": text,
        "versions": versions,
        "one": one,
        "other": other,
        "lines": [line for line in lines if line.changed] if only else lines,
        "count": sum(line.changed for line in lines),
        "changes": changes,
        "only": only,
        "problem": problem,
    }
    return render(request, template, context)


def _paragraphs(text: CommonText, version: Version) -> list[tuple[str, str]]:
    """Return (heading, words) of each paragraph of a version."""
    if version.file is not None:
        stored = RoundFile.objects.values_list("paragraphs", flat=True).get(pk=version.file.pk)
        return _of_file(stored)
    if version.round is not None:
        return _of_clauses(version.round.clauses)
    return _of_clauses(clauses_of(draft(text, text.working_copy.values)))


def _of_file(paragraphs: list[dict[str, str]]) -> list[tuple[str, str]]:
    """Return a file's paragraphs from the first clause on, as a round's clauses have them."""
    inside = [each for each in paragraphs if each["clause"] not in ("", "1") and not each["part"]]
    return [(each["heading"], each["text"]) for each in inside or paragraphs]


def _of_clauses(clauses: list[dict[str, Any]]) -> list[tuple[str, str]]:
    found: list[tuple[str, str]] = []
    for clause in clauses:
        heading = clause["heading"]
        found.append((heading, heading))
        for block in clause["blocks"]:
            if block["kind"] == "table":
                found += [(heading, cell) for row in block["rows"] for cell in row if cell]
            else:
                found.append((heading, block["text"]))
    return found


def compared(one: list[tuple[str, str]], other: list[tuple[str, str]]) -> list[Line]:
    """Return two versions' paragraphs compared; raises RefusedFileError where that takes too long."""
    found = compare_texts([_plain(words) for _, words in one], [_plain(words) for _, words in other])
    lines = []
    for each in found:
        heading = other[each["after"]][0] if each["after"] is not None else one[each["before"]][0]
        changed = any(kind != "same" for kind, _ in each["pieces"])
        lines.append(Line(heading, each["pieces"], changed))
    return lines


def _plain(words: str) -> str:
    return words.replace("\t", " ").strip()


def _values(text: CommonText, version: Version) -> Values:
    if version.file is not None:
        return {}
    return version.round.values if version.round is not None else for_others(text.working_copy.values)


def fields_compared(one: Values, other: Values) -> list[Change]:
    """Return the fields that differ; a supplier's file has none, so nothing is told of it."""
    if not one or not other:
        return []
    found = []
    for key, part in PART_OF.items():
        before, after = one.get(key, {}), other.get(key, {})
        order = list(part.rows.form.base_fields) if part.rows else []
        for name in {**before, **after}:
            old, new = _said(before.get(name), order), _said(after.get(name), order)
            if old != new:
                found.append(Change(part.title, _label(part, name), [["del", old], ["ins", new]]))
    return found


def _label(part: Any, name: str) -> str:
    if part.rows is not None and name == part.rows.key:
        return str(part.rows.heading)
    field = part.form.base_fields.get(name)
    return str(field.label) if field is not None and field.label else name


def _said(value: Any, order: list[str]) -> str:
    """Return a value in words; a row's fields stand as its form has them: stored rows lose the order."""
    if isinstance(value, bool):
        return "Ja" if value else "Nej"
    if isinstance(value, list):
        return "\n".join(_said(each, order) for each in value)
    if isinstance(value, dict):
        keys = [key for key in order if key in value] + [key for key in value if key not in order]
        return " · ".join(_said(value[key], order) for key in keys if value[key] not in ("", None))
    return "" if value is None else str(value)
