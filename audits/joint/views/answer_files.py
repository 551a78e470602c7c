"""A file put on a question itself: dropped there, or chosen beside it."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.access import requires
from accounts.permissions import P
from accounts.request import SupplierRequest
from audits.joint import access
from audits.joint.actions import answering, packages
from audits.joint.actions.answering import Described
from audits.joint.filenames import kind_of, title_of
from audits.joint.models import Answer, Audit
from audits.joint.states import Sharing
from audits.joint.views.uploads import GivenFiles
from documents import unpacking
from documents.checks.refusal import RefusedFileError
from documents.uploadhandlers import ReceivedFile
from workflows.engine import MoveError

# Stands in the report, which is Danish, where the secretariat decides as the supplier wished.
NOT_ALLOWED = "Leverandøren har ikke givet lov til det"


@require_POST
@requires(P.SUPPLIER_ANSWER)
def answer_file(request: SupplierRequest, audit_id: UUID, answer_id: UUID) -> HttpResponse:
    """Keep files as documentation that belongs to a question; what each is follows from its name."""
    answer = access.answer(audit_id, answer_id)
    audit = access.audit(audit_id)
    given = GivenFiles(request)
    here = f"{reverse('audits:answers', args=[audit_id])}#q{answer.number}"
    received = [each for each in given.files.getlist("file") if isinstance(each, ReceivedFile)]
    if given.refusal or not received:
        messages.error(request, str(given.refusal or _("Vælg en fil først.")))
    for each in received:
        try:
            _keep(request, audit, answer, each)
        except (RefusedFileError, MoveError) as error:
            words = error.reason if isinstance(error, MoveError) else str(error)
            messages.error(request, f"»{each.given_name}«: {words}")
    given.done()
    return redirect(here)


def _keep(request: SupplierRequest, audit: Audit, answer: Answer, received: ReceivedFile) -> None:
    shared = "share" in request.POST
    described = Described(
        kind=kind_of(received.given_name),
        title=title_of(received.given_name),
        covers=list(audit.systems.values_list("id", flat=True)),
        wish=Sharing.DOWNLOAD if shared else Sharing.CLOSED,
        wish_reason="" if shared else NOT_ALLOWED,
    )
    facts = {"name": described.title, "number": answer.number}
    if unpacking.is_package(received):
        taken = packages.add_package(
            by=request.actor, audit=audit, received=received, described=described, answer=answer
        )
        for each in taken.refused:
            words = _("Ikke modtaget: »%(name)s«. %(why)s")
            messages.warning(request, words % {"name": each.name, "why": each.why})
        if not taken.kept:
            return
    else:
        answering.add_evidence(
            by=request.actor, audit=audit, received=received, described=described, answer=answer
        )
    messages.success(request, _("»%(name)s« er lagt til spørgsmål %(number)s.") % facts)
