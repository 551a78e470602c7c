"""Word documents from Word templates, fast and safe.

docxtpl reads the template and finds its fields; the result is compiled once per template and process.
A document then costs the filling of its fields and the packing of what they changed. All of it happens in
a process with limits (documents.word.pool), which knows neither passwords nor the database.
"""

import hashlib
from collections.abc import Mapping

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
]


def render(template: bytes, context: Mapping[str, object]) -> bytes:
    """A .docx from the template's bytes and plain data (dict, list, str, int, bool, date, Decimal, None).

    Raises MissingFieldsError with the names of fields that were not given, RefusedTemplateError for a
    template that holds what is not allowed, PlainDataError for a context with anything but plain data.
    No document is made then.
    """
    return compiled(hashlib.sha256(template).hexdigest(), lambda: template).render(context)


def fields(template: bytes) -> frozenset[str]:
    """The fields the template asks for, e.g. {"kommune.navn", "systemer", "systemer[].navn"}."""
    return compiled(hashlib.sha256(template).hexdigest(), lambda: template).fields
