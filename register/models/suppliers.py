"""Suppliers and whom to write to there."""

import uuid
from typing import Any

from django.db import models

from register.portfolio.spelling import supplier_key
from workflows.danish import sort_key


class Supplier(models.Model):
    """A company that delivers systems: known by CVR, or by the number of its own country's register."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    name = models.CharField("navn", max_length=200)
    country = models.CharField("land", max_length=2, default="DK")
    number = models.CharField("CVR- eller registreringsnummer", max_length=20, blank=True)
    group_name = models.CharField("koncern", max_length=200, blank=True)
    shared_mailbox = models.EmailField("fælles postkasse", blank=True)
    # A group has one parent and is spoken to once a year; a merged supplier's row stays with its history.
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="subsidiaries", editable=False
    )
    group_contacted_on = models.DateField("koncernen senest kontaktet", null=True, editable=False)
    merged_into = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="merged", editable=False
    )
    merged_on = models.DateField("fusioneret", null=True, editable=False)
    name_key = models.CharField(max_length=200, editable=False, db_index=True)
    name_sort = models.CharField(max_length=220, editable=False, db_index=True)
    created_at = models.DateTimeField("oprettet", auto_now_add=True)

    class Meta:
        ordering = ["name_sort"]
        verbose_name = "leverandør"
        verbose_name_plural = "leverandører"
        constraints = [
            models.UniqueConstraint(
                fields=["country", "number"], condition=~models.Q(number=""), name="register_supplier_number"
            )
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Keep the keys beside the name: one to recognise it by, one to sort it by."""
        self.name_key, self.name_sort = supplier_key(self.name), sort_key(self.name)
        super().save(*args, **kwargs)

    @property
    def cvr(self) -> str:
        """The CVR number; empty for a foreign supplier and for one whose number is not known."""
        return self.number if self.country == "DK" else ""

    @property
    def registration(self) -> str:
        """The number as it is written on a page: *CVR 98915001* or *SE 5560125790*; empty when unknown."""
        if not self.number:
            return ""
        return f"CVR {self.number}" if self.country == "DK" else f"{self.country} {self.number}"


class SupplierContact(models.Model):
    """A person at a supplier, and what we write to that person about."""

    class Role(models.TextChoices):
        CONTACT = "contact", "Kontaktperson"
        DEPUTY = "deputy", "Stedfortræder"
        MANAGEMENT = "management", "Ledelse"
        SECURITY = "security", "Sikkerhed og brud"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    supplier = models.ForeignKey(Supplier, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField("navn", max_length=150)
    email = models.EmailField("e-mail")
    phone = models.CharField("telefon", max_length=30, blank=True)
    role = models.CharField("rolle", max_length=12, choices=Role.choices, default=Role.CONTACT)
    language = models.CharField(
        "sprog i mails og breve", max_length=2, default="da", choices=[("da", "Dansk"), ("en", "Engelsk")]
    )
    last_confirmed = models.DateField("senest bekræftet", null=True, blank=True)
    invited_at = models.DateTimeField("inviteret", null=True, editable=False)
    created_at = models.DateTimeField("oprettet", auto_now_add=True)

    class Meta:
        ordering = ["role", "name"]
        verbose_name = "kontaktperson hos leverandør"
        verbose_name_plural = "kontaktpersoner hos leverandører"
        constraints = [
            models.UniqueConstraint(fields=["supplier", "email", "role"], name="register_contact_once")
        ]

    def __str__(self) -> str:
        return self.name
