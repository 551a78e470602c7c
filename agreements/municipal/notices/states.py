"""Where a notice may stand for one agreement, and why a step is not possible now."""

from typing import Any

from django.db import models
from django.utils import timezone

from agreements.municipal.notices.periods import SPECIFIC
from secretariat.pagekit.dates import in_words

RECEIVE = "agreements.receive"  # what only a delivery or the planned run does; no role holds it


class NoticeState(models.TextChoices):
    """The states of a notice for one agreement; the labels are what users see."""

    RUNNING = "running", "indsigelsesfrist løber"
    NO_OBJECTION = "no_objection", "ingen indsigelse"
    OBJECTION = "objection", "indsigelse fremsat"
    WITHDRAWN = "withdrawn", "varsel trukket tilbage"
    NOT_USED = "not_used", "anvendes ikke for kommunen"
    TERMINATED = "terminated", "aftale opsagt"
    IN_EFFECT = "in_effect", "trådt i kraft"


class ApprovalState(models.TextChoices):
    """The same states where the agreement wants each sub-processor approved: silence and yes differ."""

    RUNNING = "running", "afventer kommunens godkendelse"
    NO_OBJECTION = "no_objection", "godkendt"
    OBJECTION = "objection", "ikke godkendt"


S = NoticeState
EXPLANATIONS = {
    S.RUNNING: "Kommunen kan gøre indsigelse, til fristen er gået.",
    S.NO_OBJECTION: "Kommunen har ikke indsigelse mod underdatabehandleren.",
    S.OBJECTION: "Kommunen har gjort indsigelse, og leverandøren skal svare.",
    S.WITHDRAWN: "Leverandøren har trukket varslet tilbage, og intet er ændret.",
    S.NOT_USED: "Leverandøren bruger ikke underdatabehandleren for kommunen.",
    S.TERMINATED: "Kommunen har opsagt aftalen, fordi leverandøren holdt fast.",
    S.IN_EFFECT: "Underdatabehandleren står i aftalens bilag B.",
}
SPECIFIC_EXPLANATIONS = {
    S.RUNNING: "Aftalen kræver, at kommunen godkender. Svarer kommunen ikke, er underdatabehandleren ikke "
    "godkendt.",
    S.NO_OBJECTION: "Kommunen har godkendt underdatabehandleren.",
    S.OBJECTION: "Kommunen har ikke godkendt underdatabehandleren.",
}
TONES = {
    S.RUNNING: "warning",
    S.NO_OBJECTION: "success",
    S.OBJECTION: "error",
    S.WITHDRAWN: "neutral",
    S.NOT_USED: "info",
    S.TERMINATED: "neutral",
    S.IN_EFFECT: "success",
}
OPEN = (S.RUNNING, S.NO_OBJECTION, S.OBJECTION)


def label_of(state: str, authorisation: str) -> str:
    """Return the state in words; where each one must be approved, silence and yes have other names."""
    if authorisation == SPECIFIC and state in ApprovalState.values:
        return str(ApprovalState(state).label)
    return str(S(state).label)


def explanation_of(state: str, authorisation: str) -> str:
    """Return what the state means for this agreement."""
    known = S(state)
    return (SPECIFIC_EXPLANATIONS.get(known) if authorisation == SPECIFIC else None) or EXPLANATIONS[known]


def within_time(line: Any) -> str | None:
    """Under general authorisation an objection must come in time."""
    if line.authorisation == SPECIFIC or line.due is None or timezone.localdate() <= line.due:
        return None
    return f"Fristen for indsigelse udløb den {in_words(line.due)}."


def silence_is_consent(line: Any) -> str | None:
    """Silence means something only under general authorisation, and only once the time is over."""
    if line.authorisation == SPECIFIC:
        return "Aftalen kræver, at kommunen svarer; tavshed er ingen godkendelse."
    if line.due is None or timezone.localdate() <= line.due:
        return "Fristen for indsigelse løber endnu."
    return None


def day_has_come(line: Any) -> str | None:
    """Appendix B changes on the day from which the sub-processor may be used."""
    day = line.effective_on
    if day is None or timezone.localdate() < day:
        return "Den dag, underdatabehandleren kan tages i brug, er ikke kommet."
    return None
