"""What a template may be given: plain data, cleaned of what a Word file cannot hold."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal

MAX_DEPTH = 12

# XML 1.0 knows tab, line feed and carriage return of the control characters, and no lone surrogates.
_NOT_XML = re.compile("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010ffff]")
_LINE_ENDS = re.compile("\r\n?|\u2028|\u2029|\x0b|\x0c|\x85")

Plain = str | int | bool | date | Decimal | None | list["Plain"] | dict[str, "Plain"]


class PlainDataError(TypeError):
    """The context holds something else than plain data: a programming error, never the user's."""


def clean_text(text: str) -> str:
    """The text as Word can hold it: every kind of line end is a line feed, control characters are gone."""
    if text.isprintable():
        return text
    return _NOT_XML.sub("", _LINE_ENDS.sub("\n", text))


def plain(value: object, path: str = "", depth: int = 0) -> Plain:
    """A cleaned copy of the value; raises PlainDataError naming the place of anything that is not plain data.

    Types are compared exactly: a subclass of str (Markup) or dict may carry behaviour into a template.
    """
    kind = type(value)
    if kind is str:
        return clean_text(value)  # type: ignore[arg-type]
    if value is None or kind in (int, bool, date, Decimal):
        return value  # type: ignore[return-value]
    if depth > MAX_DEPTH:
        raise PlainDataError(f"{path}: nested deeper than {MAX_DEPTH} levels")
    if kind is dict:
        # Most values are short plain text: those are seen to here, without a call and a path for each.
        return {
            (key if type(key) is str else _key(key, path)): item
            if type(item) is int or (type(item) is str and item.isprintable())
            else plain(item, f"{path}.{key}", depth + 1)
            for key, item in value.items()  # type: ignore[attr-defined]
        }
    if kind in (list, tuple):
        return [plain(item, f"{path}[{number}]", depth + 1) for number, item in enumerate(value)]  # type: ignore[arg-type, var-annotated]
    raise PlainDataError(
        f"{path.lstrip('.') or 'context'}: {kind.__module__}.{kind.__name__} is not plain data"
    )


def plain_context(context: Mapping[str, object]) -> dict[str, Plain]:
    """The whole context as plain data; see plain()."""
    return {_key(key, ""): plain(value, str(key)) for key, value in context.items()}


def _key(key: object, path: str) -> str:
    if type(key) is not str:
        raise PlainDataError(f"{path}: the key {key!r} is not text")
    return key
