"""The check of a signed copy and what a person has said of it, as both sides of the wall keep them."""

import uuid

from django.db import models
from django.utils import timezone

from documents.signatures.facts import Facts, facts_from
from documents.signatures.verdict import Verdict, verdict_of


class SignatureCheckBase(models.Model):
    """What was found in one uploaded file, compared with the document that was sent. Never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    sha256 = models.CharField("SHA-256 af den underskrevne fil", max_length=64)
    sent_sha256 = models.CharField("SHA-256 af det sendte dokument", max_length=64)
    version = models.CharField("kontrollens version", max_length=10)
    facts = models.JSONField("resultat")
    checked_at = models.DateTimeField("kontrolleret", default=timezone.now)
    checked_by_id = models.UUIDField()
    checked_by_name = models.CharField("lagt op af", max_length=300)

    class Meta:
        abstract = True

    @property
    def found(self) -> Facts:
        """Return the facts."""
        return facts_from(self.facts)

    @property
    def verdict(self) -> Verdict:
        """Return what they mean."""
        return verdict_of(self.found)


class CheckedCopyBase(models.Model):
    """What a person has said of a signed copy: why a doubt is accepted, and who vouches for a scanned one."""

    class Kind(models.TextChoices):
        SIGNED = "signed", "digitalt underskrevet"
        SCANNED = "scanned", "skannet kopi"
        EARLIER = "earlier", "lagt op uden kontrol"

    kind = models.CharField("slags", max_length=10, choices=Kind.choices, db_default=Kind.EARLIER)
    accepted_reason = models.TextField("hvorfor forskellen er godkendt", blank=True, db_default="")
    vouched_name = models.CharField(
        "hvem der står inde for kopien", max_length=150, blank=True, db_default=""
    )
    vouched_function = models.CharField("stilling", max_length=150, blank=True, db_default="")

    class Meta:
        abstract = True
