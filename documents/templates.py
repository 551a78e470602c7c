"""Word templates as data: which one is in force, filling it, adding one."""

import hashlib
import io
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from django.db import connection, transaction
from django.db.models import Q
from docx import Document

from documents.actions import By
from documents.models import WordTemplate
from documents.storage import keep_bytes, read_bytes
from documents.templatecheck import check_template
from documents.word import WordError, compiled
from documents.word.report import Report


class NoTemplateError(LookupError):
    """No template of the kind is in force on the day; the message is Danish."""


class UnusableTemplateError(WordError):
    """No document can be made from the template; `report` has every problem and where it stands."""

    def __init__(self, report: Report) -> None:
        super().__init__([f"{problem.where}: {problem.text}" for problem in report.problems])
        self.report = report


def in_force(kind: str, on: date, language: str = "da", structure: str | None = None) -> WordTemplate:
    """The template that makes documents of the kind on that day; raises NoTemplateError.

    Agreements have a template for each structure; without a name of one the first of them is meant.
    """
    structure = usual_structure(kind) if structure is None else structure
    found = (
        WordTemplate.objects.filter(
            Q(valid_until=None) | Q(valid_until__gte=on),
            kind=kind,
            structure=structure,
            language=language,
            state=WordTemplate.State.IN_FORCE,
            valid_from__lte=on,
        )
        .order_by("-valid_from", "-created_at")
        .first()
    )
    if found is None:
        called = WordTemplate.Structure(structure).label if structure else WordTemplate.Kind(kind).label
        raise NoTemplateError(f"Der er ingen Word-skabelon i brug til »{called}«.")
    return found


def in_language(kind: str, on: date, language: str) -> WordTemplate:
    """The template that makes documents of the kind in the language on that day, else the Danish one."""
    with suppress(NoTemplateError):
        return in_force(kind, on, language)
    return in_force(kind, on)


def usual_structure(kind: str) -> str:
    """The structure of a document of the kind where nobody has chosen one; '' where the kind has none."""
    return WordTemplate.Structure.DT2020.value if kind == WordTemplate.Kind.AGREEMENT else ""


def structures_in_force(on: date) -> list[WordTemplate]:
    """The agreement templates of that day, one for each structure that has one."""
    found = []
    for structure in WordTemplate.Structure:
        with suppress(NoTemplateError):
            found.append(in_force(WordTemplate.Kind.AGREEMENT, on, structure=structure))
    return found


def fill(template: WordTemplate, context: Mapping[str, Any]) -> bytes:
    """A document from the template and plain data; the template is compiled once per process.

    Raises MissingFieldsError, RefusedTemplateError or PlainDataError (documents.word).
    """
    return compiled(template.sha256, lambda: read_bytes(template.sha256)).render(context)


def fill_all(template: WordTemplate, contexts: Sequence[Mapping[str, Any]]) -> list[bytes]:
    """A document for each context, made in one go; raises like `fill` for the first that cannot be made."""
    return compiled(template.sha256, lambda: read_bytes(template.sha256)).render_all(contexts)


def text_hash(content: bytes) -> str:
    """The hash of the template's words with its fields open: the same for every document of the same text."""
    body = Document(io.BytesIO(content)).element.body
    words = "\n".join("".join(paragraph.itertext()) for paragraph in body.iter("{*}p"))
    return hashlib.sha256(" ".join(words.split()).encode()).hexdigest()


def add_template(
    *,
    kind: str,
    content: bytes,
    version: str,
    name: str,
    valid_from: date,
    by: By,
    language: str = "da",
    structure: str | None = None,
) -> tuple[WordTemplate, Report]:
    """Keep a new template as a draft after a dry run; raises UnusableTemplateError with all that is wrong."""
    structure = usual_structure(kind) if structure is None else structure
    report = refuse_unusable(content, kind, structure)
    template = keep_template(
        kind=kind,
        content=content,
        version=version,
        name=name,
        valid_from=valid_from,
        by=by,
        language=language,
        structure=structure,
    )
    return template, report


def refuse_unusable(content: bytes, kind: str, structure: str = "") -> Report:
    """The report of a template that documents can be made from; raises UnusableTemplateError for another."""
    report = check_template(content, kind, structure)
    if not report.is_usable:
        raise UnusableTemplateError(report)
    return report


@transaction.atomic
def keep_template(
    *,
    kind: str,
    content: bytes,
    version: str,
    name: str,
    valid_from: date,
    by: By,
    language: str = "da",
    structure: str | None = None,
    waits_for_mapping: bool = False,
) -> WordTemplate:
    """Keep a checked template as a draft; or, with `waits_for_mapping`, the file it will be made of."""
    sha256 = keep_held(content)
    return WordTemplate.objects.create(
        kind=kind,
        structure=usual_structure(kind) if structure is None else structure,
        state=WordTemplate.State.MAPPING if waits_for_mapping else WordTemplate.State.DRAFT,
        source_sha256=sha256 if waits_for_mapping else "",
        language=language,
        version=version,
        name=name,
        valid_from=valid_from,
        sha256=sha256,
        body_sha256=text_hash(content),
        uploaded_by_id=by.id,
        uploaded_by_name=by.signature[:300],
    )


@transaction.atomic
def put_in_force(*, template: WordTemplate) -> WordTemplate:
    """Use the template from its first day on. Earlier ones stay: old cases keep what they were made with."""
    template.state = WordTemplate.State.IN_FORCE
    template.save(update_fields=["state"])
    return template


def keep_held(content: bytes) -> str:
    """Keep content that the caller holds from now on; returns its SHA-256."""
    sha256 = hashlib.sha256(content).hexdigest()
    hold(sha256, len(content))
    keep_bytes(content)
    return sha256


def hold(sha256: str, size: int) -> None:
    """Note that the caller holds the blob."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT documents_hold_blob_v1(%s, %s)", [sha256, size])
