"""Word documents from Word templates, fast and safe.

docxtpl reads the template and finds its fields; the result is compiled once per template and process.
A document then costs the filling of its fields and the packing of what they changed. All of it happens in
a process with limits (documents.word.pool), which knows neither passwords nor the database.
"""

import hashlib
from collections.abc import Mapping, Sequence

from documents.word.errors import MissingFieldsError, RefusedTemplateError, WordError
from documents.word.limited import Template, compiled
from documents.word.values import PlainDataError

__all__ = [
    "MissingFieldsError",
    "PlainDataError",
    "RefusedTemplateError",
    "Template",
    "WordError",
    "compiled",
    "fields",
    "render",
    "render_all",
]


def render(template: bytes, context: Mapping[str, object]) -> bytes:
    """A .docx from the template's bytes and plain data (dict, list, str, int, bool, date, Decimal, None).

    Raises MissingFieldsError with the names of fields that were not given, RefusedTemplateError for a
    template that holds what is not allowed, PlainDataError for a context with anything but plain data.
    No document is made then.
    """
    return compiled(hashlib.sha256(template).hexdigest(), lambda: template).render(context)


def render_all(template: bytes, contexts: Sequence[Mapping[str, object]]) -> list[bytes]:
    """A .docx for each context, made in one go; raises like render for the first that cannot be made."""
    return compiled(hashlib.sha256(template).hexdigest(), lambda: template).render_all(contexts)


def fields(template: bytes) -> frozenset[str]:
    """The fields the template asks for, e.g. {"kommune.navn", "systemer", "systemer[].navn"}."""
    return compiled(hashlib.sha256(template).hexdigest(), lambda: template).fields
