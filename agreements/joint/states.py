"""Where a common text may stand, and why a step is not possible now."""

from typing import Any

from django.db import models
from django.utils.translation import gettext as _

from documents.models import WordTemplate


class TextState(models.TextChoices):
    """The states of a common text; the labels are what users see."""

    DRAFT = "draft", "udkast"
    AT_SUPPLIER = "at_supplier", "hos leverandøren"
    AT_SECRETARIAT = "at_secretariat", "hos sekretariatet"
    AGREED = "agreed", "enighed om teksten"
    RELEASED = "released", "frigivet"
    SENT = "sent", "sendt til kommunerne"
    SUPERSEDED = "superseded", "afløst af ny version"
    ON_HOLD = "on_hold", "sat i bero"
    WITHDRAWN = "withdrawn", "trukket tilbage"
    BROKEN_OFF = "broken_off", "afbrudt uden enighed"


EXPLANATIONS = {
    TextState.DRAFT: "Sekretariatet skriver teksten. Leverandøren har ikke set den.",
    TextState.AT_SUPPLIER: "Leverandøren læser teksten og kan godkende den eller skrive ønsker til den.",
    TextState.AT_SECRETARIAT: "Leverandøren har sendt ønsker, som sekretariatet skal svare på.",
    TextState.AGREED: "Leverandøren har godkendt teksten. Lederen skal frigive den.",
    TextState.RELEASED: "Teksten er frigivet og kan sendes til de kommuner, der bruger systemerne.",
    TextState.SENT: "Hver kommune har fået sin egen aftale at tage stilling til.",
    TextState.SUPERSEDED: "En ny version er sendt til kommunerne. Aftaler på denne version gælder, til "
    "deres tillæg eller nye aftale er trådt i kraft.",
    TextState.ON_HOLD: "Forhandlingen ligger stille, til nogen tager den op igen.",
    TextState.WITHDRAWN: "Teksten bruges ikke. Aftaler, som ingen har underskrevet, er trukket tilbage.",
    TextState.BROKEN_OFF: "Parterne blev ikke enige. Kommunerne har fået sekretariatets råd.",
}
TONES = {
    TextState.DRAFT: "neutral",
    TextState.AT_SUPPLIER: "waiting",
    TextState.AT_SECRETARIAT: "warning",
    TextState.AGREED: "info",
    TextState.RELEASED: "info",
    TextState.SENT: "success",
    TextState.SUPERSEDED: "neutral",
    TextState.ON_HOLD: "waiting",
    TextState.WITHDRAWN: "error",
    TextState.BROKEN_OFF: "error",
}
NEGOTIATING = (TextState.DRAFT, TextState.AT_SUPPLIER, TextState.AT_SECRETARIAT, TextState.AGREED)
EDITABLE = (TextState.DRAFT, TextState.AT_SECRETARIAT)
WAY = (
    TextState.DRAFT,
    TextState.AT_SUPPLIER,
    TextState.AT_SECRETARIAT,
    TextState.AGREED,
    TextState.RELEASED,
    TextState.SENT,
)


def is_complete(text: Any) -> str | None:
    """The contract text must be filled in, part by part."""
    from agreements.joint.content import missing_parts

    if missing := missing_parts(text):
        return f"Disse dele af teksten mangler eller har fejl: {', '.join(missing)}."
    return None


def has_own_body(text: Any) -> str | None:
    """A text on the supplier's own wording has that wording."""
    if text.structure == WordTemplate.Structure.SUPPLIER_OWN and text.own_body_id is None:
        return "Læg leverandørens egen tekst op først."
    return None


def has_systems(text: Any) -> str | None:
    """A text is about at least one system."""
    return None if text.systems.exists() else "Vælg mindst ét system, som teksten skal dække."


def has_supplier_contact(text: Any) -> str | None:
    """Somebody at the supplier must be able to receive it."""
    from agreements.joint.addresses import supplier_contacts

    if supplier_contacts(text.supplier_id):
        return None
    return "Leverandøren har ingen kontaktperson med e-mail. Skriv en i registret først."


def has_wishes(text: Any) -> str | None:
    """A round comes back with wishes, or the text is agreed."""
    current = text.current_round
    if current and current.wishes.filter(dropped=False).exists():
        return None
    return _("Der er ikke skrevet nogen ønsker. Har I ingen, så godkend teksten.")


def has_no_wishes(text: Any) -> str | None:
    """Whoever has written wishes has not agreed yet."""
    return _("I har skrevet ønsker. Send dem, eller fjern dem først.") if has_wishes(text) is None else None


def wishes_answered(text: Any) -> str | None:
    """Each wish gets its own answer."""
    current = text.current_round
    open_ones = current.wishes.filter(dropped=False, answer=None).count() if current else 0
    if open_ones:
        return f"{open_ones} {'ønske mangler' if open_ones == 1 else 'ønsker mangler'} et svar."
    return None


def second_read(text: Any) -> str | None:
    """Where a rule asks for it, somebody other than the case worker has read this very wording."""
    from agreements.joint.second_reading import is_done, why

    reason = why(text)
    if reason and not is_done(text):
        return f"Teksten skal læses af en anden end sagsbehandleren, før den frigives: {reason}"
    return None
