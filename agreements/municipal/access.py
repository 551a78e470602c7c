"""The one way to a municipality's agreement: it is read in the municipality's own schema."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from agreements.municipal.models import Agreement, DeletionEvidence, SignatureCheck, SignedCopy


def agreements() -> QuerySet[Agreement]:
    """Return the agreements of the municipality that is acting, those that need something first."""
    return Agreement.objects.select_related("word", "pdf").order_by("-received_at", "number")


def get_agreement(agreement_id: UUID) -> Agreement:
    """Return one of one's own agreements; another's and none at all are both 404."""
    found = agreements().filter(pk=agreement_id).first()
    if found is None:
        raise Http404
    return found


def get_copy(agreement: Agreement, copy_id: UUID) -> SignedCopy:
    """Return a signed copy of the agreement, or 404."""
    found = agreement.copies.select_related("file").filter(pk=copy_id).first()
    if found is None:
        raise Http404
    return found


def get_check(agreement: Agreement, check_id: UUID) -> SignatureCheck:
    """Return the check of a copy uploaded here, or 404."""
    found = agreement.signature_checks.select_related("file").filter(pk=check_id).first()
    if found is None:
        raise Http404
    return found


def get_evidence(agreement: Agreement, evidence_id: UUID) -> DeletionEvidence:
    """Return proof of deletion that belongs to the agreement and has a file, or 404."""
    found = agreement.evidence.select_related("file").filter(pk=evidence_id, file__isnull=False).first()
    if found is None:
        raise Http404
    return found
