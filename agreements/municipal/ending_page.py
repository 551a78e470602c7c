"""How the end of an agreement, its earlier and its later versions are shown on the municipality's page."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from accounts.access import requires
from accounts.permissions import P
from accounts.reading import hand_out
from agreements.municipal.access import get_agreement, get_evidence
from agreements.municipal.models import Agreement
from agreements.municipal.states import AgreementState, AtTheEnd, Party
from secretariat.pagekit.tags.words import da_date
from workflows.log import history

S = AgreementState
BINDING = (S.SIGNED_BY_ONE, S.SIGNED, S.IN_FORCE, S.UNDER_NOTICE, S.EXPIRED)


def ending_of(found: Agreement) -> dict[str, Any]:
    """Return the facts of notice and end, the proof that has come, and the versions before and after."""
    return {
        "facts": _facts(found),
        "evidence": found.evidence.select_related("file"),
        "former": found.replaces,
        "later": list(found.replaced_by.order_by("version")),
        "sold": _sold(found),
    }


def _sold(found: Agreement) -> list[str]:
    """Return the systems that are delivered by somebody else since; nothing once the agreement has ended."""
    if found.state not in BINDING:
        return []
    rows = history(found).filter(action="system_sold").order_by("at").values_list("data", flat=True)
    return [_in_words(found, data) for data in rows]


def _in_words(found: Agreement, sold: dict[str, str]) -> str:
    day = da_date(date.fromisoformat(sold["on"]))
    who = "Aftal selv et tillæg med den nye leverandør." if found.is_own else "Sekretariatet laver tillægget."
    return f"{sold['system']} leveres fra den {day} af {sold['name']}. Aftalen skal have et tillæg. {who}"


def _facts(found: Agreement) -> list[tuple[str, str]]:
    """Return what is known of the end; what has not happened is left out."""
    facts = {
        "Opsigelsesvarsel": _notice(found),
        "Ved ophør": AtTheEnd(found.at_the_end).label if found.at_the_end else "",
        "Opsagt af": Party(found.notice_party).label if found.notice_party else "",
        "Opsagt den": da_date(found.notice_given_on),
        "Begrundelse": found.notice_reason,
        "Ophører" if found.state == "under_notice" else "Ophørt": da_date(found.ends_on),
        "Frist for dokumentation": da_date(found.deletion_due),
        "Opbevares efter lov": found.kept_by_law,
    }
    return [(label, text) for label, text in facts.items() if text]


def _notice(found: Agreement) -> str:
    """Return the period of notice in months, and in the agreement's own words where these are others."""
    number, own = found.notice_months, found.termination_notice
    if number is None:
        return ""
    months = "1 måned" if number == 1 else f"{number} måneder"
    return f"{own} (regnes som {months})" if own and own != months else months


@requires(P.OWN_VIEW)
def notice_file(request: HttpRequest, agreement_id: UUID) -> HttpResponseBase:
    """Give the document of the notice."""
    found = get_agreement(agreement_id)
    if found.notice_file is None:
        raise Http404
    return hand_out(request, found.notice_file, about=found)


@requires(P.OWN_VIEW)
def evidence_file(request: HttpRequest, agreement_id: UUID, evidence_id: UUID) -> HttpResponseBase:
    """Give the file of a proof of deletion."""
    found = get_agreement(agreement_id)
    file = get_evidence(found, evidence_id).file
    if file is None:
        raise Http404
    return hand_out(request, file, about=found)
