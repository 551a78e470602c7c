"""What happens to suppliers: a new name, a merger, the sale of a system, a group."""

import uuid

from django.db import models
from django.utils import timezone

from register.models.suppliers import Supplier
from register.models.systems import System


class SupplierChange(models.Model):
    """One change: proposed with a preview, confirmed by a person, and carried out on its day.

    The names are copies of the day it was proposed: together the rows are the supplier's history.
    """

    class Kind(models.TextChoices):
        NAME = "name", "Navneændring"
        MERGER = "merger", "Fusion"
        SALE = "sale", "Salg af system"
        GROUP = "group", "Koncern"

    class State(models.TextChoices):
        PROPOSED = "proposed", "forslag"
        CONFIRMED = "confirmed", "bekræftet, venter på datoen"
        DONE = "done", "gennemført"
        DROPPED = "dropped", "opgivet"

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    kind = models.CharField("hvad", max_length=10, choices=Kind.choices)
    supplier = models.ForeignKey(Supplier, on_delete=models.PROTECT, related_name="changes")
    supplier_name = models.CharField("leverandør", max_length=200)
    other = models.ForeignKey(Supplier, on_delete=models.PROTECT, null=True, related_name="changes_to")
    other_name = models.CharField("anden leverandør", max_length=200, blank=True, default="")
    system = models.ForeignKey(System, on_delete=models.PROTECT, null=True, related_name="changes")
    new_name = models.CharField("nyt navn", max_length=200, blank=True, default="")
    effective_on = models.DateField("gælder fra")
    reason = models.TextField("hvad ændringen bygger på")
    state = models.CharField(
        "status", max_length=10, choices=State.choices, default=State.PROPOSED, editable=False
    )
    by_id = models.UUIDField()
    by_name = models.CharField("noteret af", max_length=300)
    created_at = models.DateTimeField("noteret", default=timezone.now)
    done_at = models.DateTimeField("gennemført", null=True)

    class Meta:
        ordering = ["-effective_on", "-created_at"]
        verbose_name = "ændring hos leverandør"
        verbose_name_plural = "ændringer hos leverandører"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind="name", new_name__gt="") | models.Q(other__isnull=False),
                name="register_change_whole",
            )
        ]

    def __str__(self) -> str:
        words = {
            "name": f"{self.supplier_name} skifter navn til {self.new_name}",
            "merger": f"{self.supplier_name} går op i {self.other_name}",
            "sale": f"{self.supplier_name} overdrager et system til {self.other_name}",
            "group": f"{self.supplier_name} hører til koncernen {self.other_name}",
        }
        return words[self.kind]
