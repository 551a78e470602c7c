"""Where a notice of a new sub-processor may stand on the joint side, and why a step is not possible now."""

from typing import Any

from django.db import models


class NoticeState(models.TextChoices):
    """The states of a notice; the labels are what users see."""

    RECEIVED = "received", "varsel modtaget"
    SENT = "sent", "sendt til kommunerne"
    ASSESSED = "assessed", "vurderet"
    CLOSED = "closed", "afsluttet"
    WITHDRAWN = "withdrawn", "trukket tilbage"


S = NoticeState
EXPLANATIONS = {
    S.RECEIVED: "Varslet skal sendes videre til kommunerne i dag.",
    S.SENT: "Kommunernes frister løber. Sekretariatet vurderer underdatabehandleren.",
    S.ASSESSED: "Kommunerne har fået sekretariatets anbefaling og svarer hver for sig.",
    S.CLOSED: "Alle kommuner har svaret, eller deres frist er gået, og indsigelser er afklaret.",
    S.WITHDRAWN: "Leverandøren har trukket varslet tilbage, og intet er ændret i aftalerne.",
}
TONES = {
    S.RECEIVED: "warning",
    S.SENT: "info",
    S.ASSESSED: "info",
    S.CLOSED: "success",
    S.WITHDRAWN: "neutral",
}
WAY = (S.RECEIVED, S.SENT, S.ASSESSED, S.CLOSED)
OPEN = (S.RECEIVED, S.SENT, S.ASSESSED)


def everybody_has_answered(notice: Any) -> str | None:
    """A notice ends when no municipality's time runs and no objection is open."""
    from tenants.models import Recipient, Standing

    waiting = Recipient.objects.filter(delivery_id=notice.id, state=Recipient.State.WAITING).count()
    stands = Standing.objects.filter(kind="subprocessor_notice", joint_id=notice.id)
    running, objections = (stands.filter(state=each).count() for each in ("running", "objection"))
    found = [
        (waiting, "kommuner har ikke fået varslet endnu"),
        (running, "svar mangler"),
        (objections, "indsigelser er ikke afklaret"),
    ]
    if words := [f"{count} {what}" for count, what in found if count]:
        return f"Varslet kan ikke afsluttes: {', '.join(words)}."
    return None
