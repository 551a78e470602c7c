"""Sending a released text to members: recipients, documents, and the supplier's signed copies."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils import timezone

from agreements.joint.models.texts import CommonText
from agreements.municipal.states import SigningOrder
from documents.signatures.abstract import CheckedCopyBase, SignatureCheckBase


class Sending(models.Model):
    """One act of sending; its recipients stand in tenants_recipient with this id as delivery."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="sendings")
    municipality_ids = ArrayField(models.UUIDField())
    answer_by = models.DateField("svar ønskes senest", null=True)
    signing_order = models.CharField(
        "rækkefølge for underskrift", max_length=20, choices=SigningOrder.choices, db_default=SigningOrder.ANY
    )
    job_id = models.UUIDField(null=True)
    sent_by_id = models.UUIDField()
    sent_by_name = models.CharField("sendt af", max_length=300)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-created_at"]


class IssuedAgreement(models.Model):
    """The agreement made for one municipality, with its documents; `id` is the agreement's own in its schema.

    The supplier sees it once it has been delivered: it is one of the two parties.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sending = models.ForeignKey(Sending, on_delete=models.CASCADE, related_name="issued")
    common_text = models.ForeignKey(CommonText, on_delete=models.CASCADE, related_name="issued")
    supplier_id = models.UUIDField()
    municipality = models.ForeignKey("tenants.Municipality", on_delete=models.CASCADE, related_name="+")
    municipality_name = models.CharField("kommune", max_length=100)
    number = models.CharField("aftalenummer", max_length=40, unique=True)
    word = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    pdf = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+", null=True)
    # On a new version of a text: the agreement it follows, and whether it only changes that one.
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    is_supplement = models.BooleanField("tillæg", default=False, db_default=False)
    created_at = models.DateTimeField(default=timezone.now)
    delivered_at = models.DateTimeField("leveret", null=True)

    class Meta:
        ordering = ["municipality_name"]
        constraints = [
            models.UniqueConstraint(fields=["common_text", "municipality"], name="agreements_j_issued_once")
        ]


class SupplierSignatureCheck(SignatureCheckBase):
    """What was found in a file that the supplier, or a signing service, has handed in."""

    agreement = models.ForeignKey(IssuedAgreement, on_delete=models.CASCADE, related_name="signature_checks")
    supplier_id = models.UUIDField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "kontrol af underskrift"
        verbose_name_plural = "kontroller af underskrifter"


class SupplierCopy(CheckedCopyBase):
    """A copy that the supplier has signed, on its way down to the municipality."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.OneToOneField(IssuedAgreement, on_delete=models.PROTECT, related_name="supplier_copy")
    supplier_id = models.UUIDField()
    file = models.ForeignKey("documents.StoredFile", on_delete=models.PROTECT, related_name="+")
    examination = models.ForeignKey(
        SupplierSignatureCheck, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="kontrol"
    )
    signed_on = models.DateField("underskrevet den")
    signed_by = models.CharField("underskrevet af", max_length=150)
    added_by_id = models.UUIDField()
    added_by_name = models.CharField("lagt op af", max_length=300)
    added_at = models.DateTimeField("lagt op", default=timezone.now)
    delivered_at = models.DateTimeField("leveret", null=True)
