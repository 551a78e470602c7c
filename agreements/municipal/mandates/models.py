"""A mandate, and who stands for the municipality in an agreement."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q
from django.utils import timezone

from tenants.models import MandateCover


class Mandate(models.Model):
    """What somebody may do in the municipality's name, from when to when, with the signed paper.

    Without an agreement it counts for all of them. One held by the secretariat is told upwards
    (tenants.models.HeldMandate); all others stay in the municipality's schema.
    """

    class Holder(models.TextChoices):
        PERSON = "person", "en person i kommunen"
        SECRETARIAT = "secretariat", "sekretariatet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(
        "agreements_municipal.Agreement", on_delete=models.CASCADE, null=True, related_name="mandates"
    )
    holder = models.CharField("hvem får fuldmagten", max_length=12, choices=Holder.choices)
    holder_name = models.CharField("navn", max_length=150)
    holder_title = models.CharField("stilling", max_length=100, blank=True)
    holder_email = models.EmailField("e-mail", blank=True)
    covers = ArrayField(
        models.CharField(max_length=20, choices=MandateCover.choices), verbose_name="hvad fuldmagten gælder"
    )
    valid_from = models.DateField("gælder fra")
    valid_until = models.DateField("gælder til og med", null=True)
    file = models.ForeignKey(
        "documents_municipal.MunicipalFile",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name="den underskrevne fuldmagt",
    )
    given_by_id = models.UUIDField()
    given_by_name = models.CharField("givet af", max_length=300)
    given_at = models.DateTimeField("givet", default=timezone.now)
    revoked_at = models.DateTimeField("tilbagekaldt", null=True)
    revoked_by_name = models.CharField("tilbagekaldt af", max_length=300, blank=True)
    revoked_reason = models.TextField("hvorfor den er kaldt tilbage", blank=True)

    class Meta:
        verbose_name = "fuldmagten"
        verbose_name_plural = "fuldmagter"
        ordering = ["-given_at"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_until=None) | Q(valid_until__gte=models.F("valid_from")),
                name="agreements_m_mandate_days",
            ),
            models.CheckConstraint(
                condition=Q(revoked_at=None, revoked_by_name="")
                | (Q(revoked_at__isnull=False) & ~Q(revoked_by_name="")),
                name="agreements_m_mandate_revoked",
            ),
            models.CheckConstraint(condition=Q(covers__len__gt=0), name="agreements_m_mandate_covers"),
        ]

    def __str__(self) -> str:
        return f"{self.holder_name}: {', '.join(self.cover_labels)}"

    @property
    def cover_labels(self) -> list[str]:
        """Return what the mandate covers, in words."""
        return [MandateCover(each).label for each in self.covers]


class OwnContacts(models.Model):
    """Who is the municipality's contact and who signs, in one agreement or (without one) in all.

    An empty field of an agreement's row is the municipality's default.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.OneToOneField(
        "agreements_municipal.Agreement", on_delete=models.CASCADE, null=True, related_name="contacts"
    )
    contact_name = models.CharField("kontaktperson", max_length=150, blank=True)
    contact_title = models.CharField("kontaktpersonens stilling", max_length=100, blank=True)
    contact_email = models.EmailField("kontaktpersonens e-mail", blank=True)
    contact_phone = models.CharField("kontaktpersonens telefon", max_length=30, blank=True)
    signatory_name = models.CharField("underskriver", max_length=150, blank=True)
    signatory_title = models.CharField("underskriverens stilling", max_length=100, blank=True)
    signatory_email = models.EmailField("underskriverens postkasse", blank=True)

    class Meta:
        verbose_name = "kommunens kontakter"
        verbose_name_plural = "kommunens kontakter"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], nulls_distinct=False, name="agreements_m_contacts_once"
            )
        ]
