"""PDFs of the Word and Excel files that municipalities may read on the site, made before a report is sent."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction

from audits.joint.models import Evidence, ReportVersion
from audits.joint.states import EvidenceState, Sharing
from documents.actions import PDF, Made, keep_made
from documents.forreading import MADE_OF, for_reading
from documents.models import StoredFile
from documents.plaintext.limited import NoWordsError
from documents.storage import read_bytes
from workflows.actors import Actor


def for_the_site(version_ids: Sequence[UUID], *, by: Actor) -> None:
    """Make what is missing for the cases of some versions; what cannot be made stays at the secretariat.

    The delivery carries the PDF in the file's place, so that the file itself never leaves.
    """
    cases = ReportVersion.objects.filter(pk__in=version_ids).values("audit_id")
    missing = Evidence.objects.filter(
        audit__in=cases,
        level=Sharing.READ,
        state=EvidenceState.SUFFICIENT,
        file__content_type__in=MADE_OF,
        shown_as=None,
    )
    # Seldom is there any: what is read of them is asked for when there is.
    if ids := list(missing.values_list("id", flat=True)):
        for evidence in Evidence.objects.select_related("file").filter(pk__in=ids):
            _make(evidence, evidence.file, by)


def _make(evidence: Evidence, file: StoredFile | None, by: Actor) -> None:
    if file is None or not file.may_be_handed_out:
        return
    title = file.title or evidence.title
    try:
        content = for_reading(read_bytes(file.sha256), file.content_type, title)
    except NoWordsError:
        return
    name = f"{file.name.rpartition('.')[0] or file.name}.pdf"
    with transaction.atomic():
        evidence.shown_as = keep_made(Made(content, name, title, PDF), by=by)
        evidence.save(update_fields=["shown_as"])
