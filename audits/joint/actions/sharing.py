"""The secretariat decides who may open a document; the supplier has wished, and reads the answer."""

from django.db import transaction

from audits.joint.actions.announcing import tell_supplier
from audits.joint.actions.reviewing import lock_writable, must_conduct
from audits.joint.models import Evidence
from audits.joint.states import EvidenceState, Sharing
from documents.abstract import StoredFileBase
from documents.forreading import MADE_OF
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record

READ_ON_SITE = ("application/pdf", "image/png", "image/jpeg", *MADE_OF)
_ORDER = [Sharing.CLOSED, Sharing.READ, Sharing.DOWNLOAD]


@transaction.atomic
def decide_sharing(*, by: Actor, evidence: Evidence, level: str, reason: str = "") -> Evidence:
    """Decide who may open a document. Whatever is not as the supplier wished needs a reason.

    Where more is opened than it wished the supplier gets a mail before anything is sent. Raises
    OutdatedError once the report is written, NotPossibleError with what stands in the way.
    """
    must_conduct(by)
    lock_writable(evidence.audit_id)
    evidence = Evidence.objects.select_related("audit__supplier", "file").get(pk=evidence.pk)
    if level not in Sharing.values:
        raise NotPossibleError("Vælg, hvem der må åbne dokumentet.")
    _refuse(evidence, Sharing(level), reason.strip())
    evidence.level, evidence.level_reason = level, reason.strip()[:1000]
    evidence.save(update_fields=["level", "level_reason"])
    record(evidence, "share", by=by, reason=evidence.level_reason, data={"level": level})
    if _ORDER.index(Sharing(level)) > _ORDER.index(Sharing(evidence.wish)):
        words = {"title": evidence.title, "wish": evidence.get_wish_display()}
        words |= {"level": evidence.get_level_display(), "reason": evidence.level_reason}
        tell_supplier(evidence.audit, "audits/shared_wider", dict(words), page="audits:evidence")
    return evidence


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
