"""Documents that may be read on the site, and not downloaded: drawn page by page, each reading logged."""

from uuid import UUID

from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import note_reading
from accounts.request import MunicipalityRequest
from audits.municipal import access
from audits.municipal.models import ReceivedFile
from documents.pictures.limited import Drawn, UnreadableError, draw
from documents.storage import opened, read_bytes

SALT = "audits.municipal.reading"
HOURS = 4
MOST_PAGES = 600
PDF = "application/pdf"


@requires(P.OWN_VIEW)
def read(request: MunicipalityRequest, file_id: UUID) -> HttpResponse:
    """Show a document's pages; that it was opened, and by whom, stands in the log."""
    found = _readable(file_id)
    pages, unreadable = 1, False
    if found.file.content_type == PDF:
        try:
            pages = min(_drawn(found, 1).pages, MOST_PAGES)
        except UnreadableError:
            unreadable = True
    note_reading(found.file, about=found.report, by=request.actor)
    code = signing.dumps([str(found.id), str(request.actor.id)], salt=SALT)
    shown = [
        {
            "number": number,
            "picture": f"{reverse('audits:file_page', args=[found.id, number])}?kode={code}",
            "words": f"{reverse('audits:file_words', args=[found.id, number])}?kode={code}",
        }
        for number in range(1, pages + 1)
    ]
    context = {
        "found": found,
        "pages": [] if unreadable else shown,
        "unreadable": unreadable,
        "is_pdf": found.file.content_type == PDF,
        "reader": request.actor,
    }
    return render(request, "audits/municipality/read.html", context)


@requires(P.OWN_VIEW)
def page(request: MunicipalityRequest, file_id: UUID, number: int) -> HttpResponse:
    """Give the picture of one page to who has opened the document."""
    found = _opened(request, file_id)
    if found.file.content_type != PDF:
        if number != 1:
            raise Http404
        return _picture(read_bytes(found.file.sha256), found.file.content_type)
    try:
        drawn = _drawn(found, number)
    except UnreadableError as error:
        raise Http404 from error
    if not drawn.picture:
        raise Http404
    return _picture(drawn.picture, "image/png")


@requires(P.OWN_VIEW)
def words(request: MunicipalityRequest, file_id: UUID, number: int) -> HttpResponse:
    """Show the words of one page, for who cannot read a picture."""
    found = _opened(request, file_id)
    try:
        drawn = _drawn(found, number) if found.file.content_type == PDF else None
    except UnreadableError as error:
        raise Http404 from error
    if drawn is None or not 1 <= number <= drawn.pages:
        raise Http404
    context = {"found": found, "number": number, "pages": drawn.pages, "words": drawn.text.strip()}
    return render(request, "audits/municipality/read_words.html", context)


def _readable(file_id: UUID) -> ReceivedFile:
    """Return the document, if it is one to read here; after a withdrawal too, as the report itself."""
    found = access.file(file_id)
    if not found.read_only or not found.file.may_be_handed_out:
        raise Http404
    return found


def _opened(request: MunicipalityRequest, file_id: UUID) -> ReceivedFile:
    """Return the document where the reader has opened it by its page, whose visit is logged; else 404."""
    found = _readable(file_id)
    try:
        said = signing.loads(request.GET.get("kode", ""), salt=SALT, max_age=HOURS * 3_600)
    except signing.BadSignature as error:
        raise Http404 from error
    if said != [str(found.id), str(request.actor.id)]:
        raise Http404
    return found


def _drawn(found: ReceivedFile, number: int) -> Drawn:
    with opened(found.file.sha256) as content:
        return draw(content, number)


def _picture(content: bytes, content_type: str) -> HttpResponse:
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = "inline"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
