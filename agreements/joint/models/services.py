"""An agreement at an outside signing service."""

import uuid
from typing import Any

from django.db import models
from django.db.models import Q
from django.utils import timezone

from agreements.joint.models.sendings import IssuedAgreement, SupplierSignatureCheck
from agreements.municipal.states import RECEIVE
from workflows.states import StateField, step


class ServiceState(models.TextChoices):
    """Where an order stands."""

    WAITING = "waiting", "på vej til underskriftstjenesten"
    AT_SERVICE = "at_service", "hos underskriftstjenesten"
    SIGNED = "signed", "underskrevet og kontrolleret"
    DECLINED = "declined", "afvist af en underskriver"
    REFUSED = "refused", "afvist ved kontrollen"
    STOPPED = "stopped", "standset"


S = ServiceState
UNDER_WAY = (S.WAITING, S.AT_SERVICE)


class ServiceOrder(models.Model):
    """One handing over of an agreement; its id is the key by which the service knows it again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    agreement = models.ForeignKey(IssuedAgreement, on_delete=models.CASCADE, related_name="service_orders")
    supplier_id = models.UUIDField()
    service = models.CharField("tjeneste", max_length=60)
    state = StateField(ServiceState, default=S.WAITING)
    state_since = models.DateTimeField("siden", default=timezone.now)
    reference = models.CharField("tjenestens nummer", max_length=200, blank=True)
    parties = models.JSONField("underskrivere", default=list)
    in_order = models.BooleanField("i rækkefølge", default=False)
    document_sha256 = models.CharField("SHA-256 af dokumentet", max_length=64)
    trouble = models.TextField("seneste fejl", blank=True)
    tries = models.PositiveIntegerField("forsøg", default=0)
    reason = models.TextField("begrundelse", blank=True)
    examination = models.ForeignKey(
        SupplierSignatureCheck, on_delete=models.PROTECT, related_name="+", null=True, verbose_name="kontrol"
    )
    signed = models.JSONField("hvem der underskrev hvornår", default=dict)
    created_at = models.DateTimeField("oprettet", default=timezone.now)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = "bestilling hos underskriftstjenesten"
        verbose_name_plural = "bestillinger hos underskriftstjenesten"
        constraints = [
            models.UniqueConstraint(
                fields=["agreement"], condition=Q(state__in=UNDER_WAY), name="agreements_j_order_once"
            )
        ]

    def _now(self, reason: str = "") -> None:
        self.state_since, self.trouble, self.tries = timezone.now(), "", 0
        self.reason = reason

    @step("state", source=S.WAITING, target=S.AT_SERVICE, permission=RECEIVE, label="Overlever")
    def hand_over(self, *, reference: str) -> None:
        """The service has the document."""
        self.reference = reference
        self._now()

    @step("state", source=S.AT_SERVICE, target=S.SIGNED, permission=RECEIVE, label="Tag imod")
    def take_signed(self, *, examination: SupplierSignatureCheck, signed: dict[str, Any]) -> None:
        """The signed document has come back and is in order."""
        self.examination, self.signed = examination, signed
        self._now()

    @step("state", source=S.AT_SERVICE, target=S.DECLINED, permission=RECEIVE, label="Afvist")
    def be_declined(self, *, why: str) -> None:
        """Somebody has declined to sign, or let the time run out."""
        self._now(why)

    @step("state", source=S.AT_SERVICE, target=S.REFUSED, permission=RECEIVE, label="Afvis kopien")
    def refuse_copy(self, *, examination: SupplierSignatureCheck | None, why: str) -> None:
        """What came back is not in order."""
        self.examination = examination
        self._now(why)

    @step("state", source=list(UNDER_WAY), target=S.STOPPED, permission=RECEIVE, label="Stands")
    def stop(self, *, why: str) -> None:
        """The order is of no use any longer, or the service refuses it."""
        self._now(why)
