"""The secretariat decides who may open a document; the supplier has wished, and reads the answer."""

from django.db import transaction

from accounts.sites import supplier_url
from audits.joint.actions.announcing import contacts_of, tell_supplier
from audits.joint.actions.reviewing import lock_writable, must_conduct
from audits.joint.models import Evidence
from audits.joint.states import EvidenceState, Sharing
from documents.abstract import StoredFileBase
from documents.forreading import MADE_OF
from register.models import Supplier
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record
from workflows.mail import queue_mail

READ_ON_SITE = ("application/pdf", "image/png", "image/jpeg", *MADE_OF)
_ORDER = [Sharing.CLOSED, Sharing.READ, Sharing.DOWNLOAD]


@transaction.atomic
def decide_sharing(*, by: Actor, evidence: Evidence, level: str, reason: str = "") -> Evidence:
    """Decide who may open a document. Whatever is not as the supplier wished needs a reason.

    Where more is opened than it wished its owner gets a mail before anything is sent: the supplier, or the
    sub-processor whose it is. Raises
    OutdatedError once the report is written, NotPossibleError with what stands in the way.
    """
    must_conduct(by)
    lock_writable(evidence.audit_id)
    evidence = Evidence.objects.select_related("audit__supplier", "file", "version").get(pk=evidence.pk)
    if level not in Sharing.values:
        raise NotPossibleError("Vælg, hvem der må åbne dokumentet.")
    _refuse(evidence, Sharing(level), reason.strip())
    evidence.level, evidence.level_reason = level, reason.strip()[:1000]
    evidence.save(update_fields=["level", "level_reason"])
    record(evidence, "share", by=by, reason=evidence.level_reason, data={"level": level})
    if _ORDER.index(Sharing(level)) > _ORDER.index(Sharing(evidence.wish)):
        _tell_owner(evidence)
    return evidence


def _tell_owner(evidence: Evidence) -> None:
    """Mail who wished less; a sub-processor reads only of its own document and whom to telephone."""
    words: dict[str, object] = {"title": evidence.title, "wish": evidence.get_wish_display()}
    words |= {"level": evidence.get_level_display(), "reason": evidence.level_reason}
    if not evidence.from_chain or evidence.version is None:
        tell_supplier(evidence.audit, "audits/shared_wider", words, page="audits:evidence")
        return
    audit, owner = evidence.audit, Supplier.objects.get(pk=evidence.version.supplier_id)
    contact = contacts_of([owner.id]).get(owner.id)
    to = [each for each in (contact.email if contact else "", owner.shared_mailbox) if each]
    if not to:
        raise NotPossibleError(f"{owner.name} har ingen kontaktperson i registret og kan ikke få besked.")
    words |= {
        "name": contact.name if contact else owner.name,
        "case_number": audit.case_number,
        "worker": audit.case_worker_name,
        "phone": audit.case_worker_phone,
        "link": supplier_url("statements:statement", statement_id=evidence.version.statement_id),
    }
    queue_mail(
        to=to,
        template="audits/shared_wider",
        context=words,
        joint_id=audit.id,
        reply_to=audit.case_worker_email,
    )


def follow_wish(*, by: Actor, evidence: Evidence) -> Evidence:
    """Decide as the supplier wishes where nobody has; what cannot be read on the site stays closed."""
    if evidence.level:
        return evidence
    if evidence.wish == Sharing.READ and not readable_on_site(evidence.file):
        why = "Filen kan ikke vises på siden"
        return decide_sharing(by=by, evidence=evidence, level=Sharing.CLOSED, reason=why)
    return decide_sharing(by=by, evidence=evidence, level=evidence.wish)


def _refuse(evidence: Evidence, level: Sharing, reason: str) -> None:
    if level != Sharing.CLOSED and evidence.state != EvidenceState.SUFFICIENT:
        raise NotPossibleError("Kun dokumentation, der er fundet tilstrækkelig, kan åbnes for kommunerne.")
    if level == Sharing.READ and not readable_on_site(evidence.file):
        raise NotPossibleError(
            "Kun PDF, Word, Excel og billeder (PNG, JPEG) kan læses på siden. Lad kommunerne hente filen, "
            "eller bed leverandøren sende den som PDF."
        )
    if level != evidence.wish and not reason:
        wish = evidence.get_wish_display()
        raise NotPossibleError(f"Leverandøren ønsker: {wish}. Skriv, hvorfor det bliver anderledes.")


def readable_on_site(file: StoredFileBase | None) -> bool:
    """Return whether a file can be shown page by page, itself or as a PDF of it."""
    return file is not None and file.content_type in READ_ON_SITE
