"""The only way a stored file reaches somebody: who gets it stands in the log before the first byte leaves."""

import hashlib
from typing import cast

from django.conf import settings
from django.db.models import Model
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from accounts.request import PersonRequest
from documents.abstract import StoredFileBase
from documents.serving import serve, serve_made
from workflows.actors import Actor
from workflows.deeds import READ
from workflows.log import record

_GIVEN = (200, 206)


def hand_out(
    request: HttpRequest, stored: StoredFileBase, *, about: Model, name: str = "", inline: bool = False
) -> HttpResponseBase:
    """Return the file as an attachment, and log who read which file of the case `about`.

    With `inline` a PDF or picture is shown within a page of this site instead. The calling view has
    checked the right. Raises Http404 as documents.serving does, ValueError for a case on the other side
    of the wall, and what the database raises where the log cannot be written: then the file is not given.
    """
    if _is_municipal(about) != _is_municipal(stored):
        raise ValueError("A read file is logged on its own side of the wall.")
    response = serve(request, stored, name=name, inline=inline)
    if request.method == "GET" and response.status_code in _GIVEN:
        try:
            note_reading(stored, about=about, by=cast(PersonRequest, request).actor, name=name)
        except Exception:
            response.close()
            raise
    return response


def note_reading(stored: StoredFileBase, *, about: Model, by: Actor, name: str = "") -> None:
    """Log that somebody has opened a file of the case `about`, where it is shown and not handed out."""
    facts = {"name": name or stored.name, "file": str(stored.id), "sha256": stored.sha256}
    record(about, READ, by=by, data=facts)


def hand_out_made(
    request: HttpRequest, content: bytes, content_type: str, *, name: str, about: Model
) -> HttpResponse:
    """Return what was made this moment and is kept nowhere as an attachment, and log who got it."""
    facts = {"name": name, "sha256": hashlib.sha256(content).hexdigest()}
    record(about, READ, by=cast(PersonRequest, request).actor, data=facts)
    return serve_made(content, name, content_type)


def _is_municipal(row: Model) -> bool:
    return row._meta.app_config.name in settings.TENANT_APPS
