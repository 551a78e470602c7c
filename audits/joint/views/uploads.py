"""Uploads in pieces on the suppliers' site: how far one is, the next piece, and the whole for a form."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, JsonResponse
from django.utils.datastructures import MultiValueDict
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from documents import partial
from documents.checks.refusal import RefusedFileError
from documents.uploadhandlers import ReceivedFile


@require_POST
@requires(P.SUPPLIER_ANSWER)
def begin(request: SupplierRequest) -> JsonResponse:
    """Begin an upload of a file with a name and a size."""
    name, size = request.POST.get("name", ""), request.POST.get("size", "")
    if not name or not size.isdecimal() or len(size) > 15:
        return JsonResponse({"error": "name, size"}, status=400)
    try:
        upload = partial.begin(by=request.actor, supplier_id=request.supplier_id, name=name, size=int(size))
    except RefusedFileError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"id": str(upload.id), "received": 0, "piece": partial.PIECE_BYTES}, status=201)


@requires(P.SUPPLIER_ANSWER)
def upload(request: SupplierRequest, upload_id: UUID) -> JsonResponse:
    """Say how far an upload is; a POST adds the next piece. 409 says where it continues."""
    found = partial.find(by=request.actor, upload_id=upload_id)
    if found is None:
        raise Http404
    if request.method != "POST":
        return JsonResponse({"id": str(found.id), "received": found.received, "piece": partial.PIECE_BYTES})
    offset, piece = request.POST.get("offset", ""), request.FILES.get("piece")
    if not isinstance(piece, ReceivedFile) or not offset.isdecimal() or len(offset) > 15:
        return JsonResponse({"error": "offset, piece"}, status=400)
    try:
        found = partial.append(
            by=request.actor,
            upload_id=upload_id,
            offset=int(offset),
            piece=piece.content,
            length=piece.size or 0,
        )
    except partial.OffsetError as error:
        return JsonResponse({"received": error.received}, status=409)
    except RefusedFileError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"received": found.received})


class GivenFiles:
    """The files of a form: as they came with it, or put together from pieces that came before it."""

    def __init__(self, request: SupplierRequest, field: str = "file") -> None:
        self.request, self.field = request, field
        self.files: MultiValueDict[str, Any] = request.FILES
        self.refusal: RefusedFileError | None = None
        self.upload_id = _uuid(request, "upload")
        if self.upload_id and not request.FILES.get(field):
            self._put_together(self.upload_id)

    def _put_together(self, upload_id: UUID) -> None:
        try:
            whole = partial.whole(
                by=self.request.actor, upload_id=upload_id, sha256=self.request.POST.get("sha256", "")
            )
        except RefusedFileError as error:
            self.refusal, self.upload_id = error, None
        else:
            self.files = MultiValueDict({self.field: [whole]})
            # Closed with the request, as other uploads are.
            self.request.FILES.appendlist(self.field, whole)

    def done(self) -> None:
        """The file has been kept or refused: its pieces are not needed any more."""
        if self.upload_id:
            partial.forget(by=self.request.actor, upload_id=self.upload_id)


def _uuid(request: HttpRequest, name: str) -> UUID | None:
    try:
        return UUID(request.POST.get(name, ""))
    except ValueError:
        return None
