"""A text on the supplier's own wording: the wording is put up, locked, and our appendix set behind it."""

from django.db import transaction

from agreements.joint.models import CommonText
from documents.actions import WORD, keep_upload
from documents.checks.refusal import RefusedFileError
from documents.models import StoredFile, WordTemplate
from documents.storage import read_bytes
from documents.templatecheck import check_template, with_appendix
from documents.templates import keep_held, text_hash
from documents.uploadhandlers import ReceivedFile
from documents.word import WordError
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record

STRUCTURE = WordTemplate.Structure.SUPPLIER_OWN


@transaction.atomic
def set_own_body(*, text: CommonText, received: ReceivedFile, by: Actor) -> StoredFile:
    """Keep the supplier's Word document as the text's body; it is sent with our appendix behind it.

    A later document takes the place of an earlier one, which stays stored. Raises RefusedFileError for a
    file that may not be kept, NotPossibleError where the secretariat does not hold the pen, the text is of
    another type, or the document is not final.
    """
    fresh = CommonText.objects.select_for_update(of=("self",)).select_related("template").get(pk=text.pk)
    if fresh.structure != STRUCTURE:
        raise NotPossibleError("Teksten bygger ikke på leverandørens egen tekst.")
    if not fresh.is_editable:
        raise NotPossibleError(f"Teksten kan ikke rettes nu: den er {fresh.get_state_display()}.")
    title = f"Leverandørens tekst til {fresh.number}"
    stored = keep_upload(received, by=by, title=title, supplier_id=fresh.supplier_id, case_id=fresh.id)
    if not stored.may_be_handed_out:
        raise RefusedFileError(stored.state_reason or "Filen er i karantæne.", "Prøv igen senere.")
    if stored.content_type != WORD:
        raise RefusedFileError("Filen er ikke et Word-dokument.", "Gem den som .docx, og send den igen.")
    made = _with_our_appendix(read_bytes(stored.sha256), fresh.template)
    before = fresh.body_sha256
    fresh.own_body, fresh.template_sha256, fresh.body_sha256 = stored, keep_held(made), text_hash(made)
    fresh.save(update_fields=["own_body", "template_sha256", "body_sha256"])
    data = {"name": stored.name, "sha256": stored.sha256, "body": fresh.body_sha256, "body_before": before}
    record(fresh, "set_own_body", by=by, data=data)
    return stored


def _with_our_appendix(body: bytes, template: WordTemplate) -> bytes:
    """The two as one template that has been tried."""
    try:
        made = with_appendix(body, read_bytes(template.sha256))
        report = check_template(made, template.kind, template.structure)
    except WordError as refused:
        raise NotPossibleError(" ".join(refused.messages)) from refused
    if not report.is_usable:
        raise NotPossibleError(" ".join(problem.text for problem in report.problems[:3]))
    return made
