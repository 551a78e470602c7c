"""Whether an answer is as a description says: the part of JSON Schema that ours is written in."""

import re
from datetime import datetime
from typing import Any
from uuid import UUID

KINDS: dict[str, tuple[type, ...]] = {
    "string": (str,),
    "boolean": (bool,),
    "null": (type(None),),
    "object": (dict,),
    "array": (list,),
    "integer": (int,),
}
FORMATS = {"uuid": UUID, "date-time": datetime.fromisoformat, "uri": re.compile("https?://.+").fullmatch}
KNOWN = {
    *("type", "properties", "required", "items", "enum", "format", "minimum", "maximum", "description"),
    *("anyOf", "additionalProperties", "$ref"),
}


def wrong(value: Any, schema: dict[str, Any], document: dict[str, Any], place: str = "") -> list[str]:
    """Return where the value is not as the schema says; a word of the schema that is unknown is an error."""
    assert set(schema) <= KNOWN, set(schema) - KNOWN
    if "$ref" in schema:
        named = schema["$ref"].rsplit("/", 1)[-1]
        return wrong(value, document["components"]["schemas"][named], document, place)
    if "anyOf" in schema:
        found = [wrong(value, each, document, place) for each in schema["anyOf"]]
        return [] if [] in found else found[0]
    kinds = schema["type"] if isinstance(schema["type"], list) else [schema["type"]]
    fits = any(type(value) in KINDS[kind] for kind in kinds) and _in_bounds(value, schema)
    if not fits:
        return [f"{place}: {value!r} is no {schema}"]
    if isinstance(value, dict):
        return _wrong_members(value, schema, document, place)
    of = schema.get("items", {})
    rows = enumerate(value if isinstance(value, list) else [])
    return [one for number, each in rows for one in wrong(each, of, document, f"{place}/{number}")]


def _in_bounds(value: Any, schema: dict[str, Any]) -> bool:
    if isinstance(value, str) and "format" in schema:
        return bool(FORMATS[schema["format"]](value))
    if isinstance(value, int):
        return bool(schema.get("minimum", value) <= value <= schema.get("maximum", value))
    return value in schema.get("enum", [value])


def _wrong_members(
    value: dict[str, Any], schema: dict[str, Any], document: dict[str, Any], place: str
) -> list[str]:
    properties, other = schema.get("properties", {}), schema.get("additionalProperties")
    found = [f"{place}/{name} is missing" for name in schema.get("required", []) if name not in value]
    for name, each in value.items():
        of = properties.get(name, other)
        found += (
            [f"{place}/{name} is not told of"] if of is None else wrong(each, of, document, f"{place}/{name}")
        )
    return found
