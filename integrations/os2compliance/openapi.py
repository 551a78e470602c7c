"""The API's description in OpenAPI 3.1, made from the table of addresses and headers that the API has."""

from typing import Any

from django.conf import settings

Schema = dict[str, Any]
TEXT: Schema = {"type": "string"}
NUMBER: Schema = {"type": "integer", "minimum": 1, "maximum": 2147483647}
WORDS_OF_ERROR = {
    "400": "A parameter cannot be; `errors` names it.",
    "401": "The key is missing or does not count; it is not told why.",
    "429": "More requests in an hour than a key has; `Retry-After` tells for how many seconds to wait.",
}


def _object(**properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "required": list(properties)}


def _list(of: Schema) -> Schema:
    return {"type": "array", "items": of}


def _ref(name: str) -> Schema:
    return {"$ref": f"#/components/schemas/{name}"}


def _first_page(of: str) -> Schema:
    count: Schema = {"type": "integer", "minimum": 0}
    return _object(totalPages=count, page=count, totalCount=count, count=count, content=_list(_ref(of)))


REVISION: Schema = {"type": "string", "description": "`2027 Q3`, or words without a capital Q."}
KITOS: Schema = {"type": ["string", "null"], "format": "uuid"}
SCHEMAS: dict[str, Schema] = {
    "AuditSupplier": _object(id=NUMBER, name=TEXT),
    "AuditSystem": _object(id=NUMBER, name=TEXT, kitosUuid=KITOS),
    "Audit": _object(
        id=NUMBER,
        name=TEXT,
        publishedDate={"type": "string", "format": "date-time"},
        auditLink={"type": "string", "format": "uri"},
        supplier=_ref("AuditSupplier"),
        systems=_list(_ref("AuditSystem")),
    ),
    "AuditPage": _object(
        data=_list(_ref("Audit")), page=NUMBER, pageSize=NUMBER, hasNext={"type": "boolean"}
    ),
    "Supplier": _object(id=NUMBER, name=TEXT, nextRevision=REVISION),
    "Municipality": _object(cvr=TEXT, name=TEXT),
    "ItSystem": _object(
        id=NUMBER,
        uuid={"type": "string", "format": "uuid"},
        name=TEXT,
        supplier={"anyOf": [_ref("AuditSupplier"), {"type": "null"}]},
        status={"type": "string", "enum": ["waiting", "on_going", "published"]},
        nextRevision=REVISION,
        municipalities=_list(_ref("Municipality")),
        kitosUuid=KITOS,
    ),
    "Path": _object(area=TEXT, supplier=_ref("AuditSupplier")),
    "Document": _object(
        id=NUMBER,
        name=TEXT,
        created={"type": "string", "description": "Danish time without an offset."},
        locked={"type": "boolean"},
        path=_ref("Path"),
    ),
    "SupplierPage": _first_page("Supplier"),
    "ItSystemPage": _first_page("ItSystem"),
    "DocumentPage": _first_page("Document"),
    "Problem": {
        "type": "object",
        "properties": {
            "title": TEXT,
            "status": {"type": "integer"},
            "errors": {"type": "object", "additionalProperties": _list(TEXT)},
        },
        "required": ["title", "status"],
    },
}


def _query(name: str, schema: Schema, words: str) -> Schema:
    return {"name": name, "in": "query", "required": False, "schema": schema, "description": words}


def _bounds(least: int, most: int, default: int) -> Schema:
    return {"type": "integer", "minimum": least, "maximum": most, "default": default}


_FIRST_PAGES = [
    _query("page", _bounds(0, 1_000_000_000, 0), "The page, from 0."),
    _query("size", _bounds(1, 500, 100), "Rows on a page; `pageSize` is taken, too."),
]
# The kind of the table of addresses: what it is, its parameters, its answer.
OPERATIONS: dict[str, tuple[str, list[Schema], str]] = {
    "audits": (
        "Audits published to the municipality, in the order of their publication",
        [
            _query(
                "publishedAfter",
                {"type": "string", "format": "date-time"},
                "Only what was published later than this moment, with any offset; not in the future.",
            ),
            _query("page", _bounds(1, 1_000_000_000, 1), "The page, from 1."),
            _query("pageSize", _bounds(1, 500, 50), "Audits on a page."),
        ],
        "AuditPage",
    ),
    "suppliers": ("Suppliers of the municipality's systems", _FIRST_PAGES, "SupplierPage"),
    "it_systems": ("Systems that the municipality uses", _FIRST_PAGES, "ItSystemPage"),
    "documents": (
        "Reports as documents",
        [
            *_FIRST_PAGES,
            _query("area", TEXT, "`TILSYNSRAPPORTER`; of other areas there are no documents."),
            _query(
                "createdAfter",
                {"type": "string", "format": "date-time-local"},
                "From this moment on, Danish time.",
            ),
        ],
        "DocumentPage",
    ),
}


def document() -> Schema:
    """Return the description of all addresses in the settings."""
    return {
        "openapi": "3.1.0",
        "info": {"title": "Fællestilsyn: API for kommunernes systemer", "version": "2"},
        "paths": {
            f"/{address}": {"get": _operation(kind, place)}
            for kind in OPERATIONS
            for place, address in enumerate(settings.API_PATHS[kind])
        },
        "components": {"schemas": SCHEMAS, "securitySchemes": _schemes()},
        "security": [{name: []} for name in _schemes()],
    }


def _operation(kind: str, place: int) -> Schema:
    summary, parameters, answer = OPERATIONS[kind]
    json_type = "application/json"
    found = {"description": "A page.", "content": {json_type: {"schema": _ref(answer)}}}
    wrong = {
        status: {
            "description": words,
            "content": {"application/problem+json": {"schema": _ref("Problem")}},
        }
        for status, words in WORDS_OF_ERROR.items()
    }
    name = kind if place == 0 else f"{kind}_{place}"
    return {
        "operationId": f"get_{name}",
        "summary": summary,
        "parameters": parameters,
        "responses": {"200": found, **wrong},
    }


def _schemes() -> dict[str, Schema]:
    return {
        name: {"type": "http", "scheme": "bearer"}
        if name == "Authorization"
        else {"type": "apiKey", "in": "header", "name": name}
        for name in settings.API_KEY_HEADERS
    }
