"""A dry run of a mapping: what is still unknown, what is missing, what is unused, and the file it makes."""

from dataclasses import dataclass
from typing import Any

from documents.fields import targets
from documents.models import WordTemplate
from documents.templatecheck import check_template, find_placeholders, with_fields
from documents.word.report import MISSING, Report


@dataclass(frozen=True)
class DryRun:
    """The placeholders, those without a field yet, and what the check says of the file they make."""

    placeholders: list[dict[str, Any]]
    unmapped: list[dict[str, Any]]
    report: Report
    made: bytes

    @property
    def stops(self) -> list[str]:
        """What is wrong besides fields that are left out."""
        return [f"{one.where}: {one.text}" for one in self.report.problems if one.kind != MISSING]

    def is_ready(self, left_out_reason: str) -> bool:
        """Whether the mapping makes a template: every placeholder is decided, and what is missing has a "
        "reason."""
        return not self.unmapped and not self.stops and (not self.report.missing or bool(left_out_reason))

    def in_numbers(self) -> dict[str, Any]:
        """What the log keeps of the run."""
        return {
            "fields": len(self.placeholders) - len(self.unmapped),
            "unmapped": len(self.unmapped),
            "missing": list(self.report.missing),
            "unused": list(self.report.unused),
        }


def dry_run(content: bytes, mapping: dict[str, str], template: WordTemplate) -> DryRun:
    """Try a mapping on the uploaded file; raises documents.word.WordError for a file that cannot be read."""
    placeholders = find_placeholders(content)
    unmapped = [one for one in placeholders if str(one["number"]) not in mapping]
    made = with_fields(content, complete(placeholders, mapping))
    return DryRun(placeholders, unmapped, check_template(made, template.kind, template.structure), made)


def complete(placeholders: list[dict[str, Any]], mapping: dict[str, str]) -> dict[str, str]:
    """The mapping with a line to be filled in by hand for each {{ field }} that nobody has decided on yet.

    Words in brackets may stay in a trial; such a field would stop it.
    """
    open_fields = {str(one["number"]): targets.HAND for one in placeholders if one["kind"] == "field"}
    return {**open_fields, **mapping}


def proposal(placeholders: list[dict[str, Any]]) -> dict[str, str]:
    """A first guess for placeholders that are called as our fields are; a person looks at each."""
    known = {_plain(path): path for _, group in targets.choices()[:2] for path, _ in group}
    found = {str(one["number"]): known.get(_plain(str(one["words"]))) for one in placeholders}
    return {number: path for number, path in found.items() if path}


def _plain(words: str) -> str:
    for letter, written in (("æ", "ae"), ("ø", "oe"), ("å", "aa")):
        words = words.casefold().replace(letter, written)
    return "".join(letter for letter in words if letter.isalnum())
