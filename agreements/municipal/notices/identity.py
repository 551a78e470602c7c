"""When two rows of sub-processors are the same company: by registration number, else by name."""

import re
from collections.abc import Mapping
from typing import Any

from register.portfolio.spelling import supplier_key

_NOT_COUNTING = re.compile(r"[^0-9A-Z]")
_SHORTEST = 6


def number_key(number: str) -> str:
    """Return a registration number without spaces and signs; empty for one too short to tell anybody by."""
    key = _NOT_COUNTING.sub("", number.upper()).removeprefix("CVR").removeprefix("DK")
    return key if len(key) >= _SHORTEST and any(each.isdigit() for each in key) else ""


def identity(name: str, number: str) -> str:
    """Return what a company is recognised by."""
    key = number_key(number)
    return f"nr:{key}" if key else f"navn:{supplier_key(name)}"


def same(row: Mapping[str, Any], other: Mapping[str, Any]) -> bool:
    """Return whether two rows of appendix B name the same company."""
    return _of(row) == _of(other)


def _of(row: Mapping[str, Any]) -> str:
    return identity(str(row.get("name", "")), str(row.get("registration_number", "")))


def with_row(rows: list[dict[str, Any]], new: dict[str, Any]) -> list[dict[str, Any]]:
    """Return appendix B's rows with a new one: in the place of the same company's, else last."""
    if any(same(row, new) for row in rows):
        return [new if same(row, new) else row for row in rows]
    return [*rows, new]
