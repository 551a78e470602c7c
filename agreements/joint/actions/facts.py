"""A municipality's own facts: written by the secretariat before sending, changed by it before signing."""

import json
from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from agreements.joint.facts import Leeway, faults
from agreements.joint.gathering import agreed_round
from agreements.joint.models import AppendixFacts, CommonText
from agreements.municipal.models import Agreement
from tenants.models import Municipality
from workflows import jobs
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record

Values = dict[str, Any]
CHANGEABLE = ("for_decision", "question", "wanted", "to_sign")
TOO_LATE = "Aftalen er underskrevet eller afgjort. Oplysningerne kan ikke ændres nu."


@transaction.atomic
def write_facts(*, text: CommonText, municipality: Municipality, facts: Values, by: Actor) -> AppendixFacts:
    """Store a municipality's facts before the text is sent to it.

    Raises NotPossibleError where they go outside what the text allows, or the document is made already.
    """
    CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if text.issued.filter(municipality=municipality).exists():
        raise NotPossibleError("Kommunen har sit dokument og ændrer selv sine oplysninger.")
    if wrong := faults(facts, Leeway.of(agreed_round(text).values)):
        raise NotPossibleError(" ".join(wrong.values()))
    row, _ = AppendixFacts.objects.update_or_create(
        common_text=text,
        municipality=municipality,
        defaults={"values": facts, "changed_at": timezone.now(), "changed_by_name": by.signature[:300]},
    )
    record(text, "write_facts", by=by, data={"municipality": municipality.name, "fields": sorted(facts)})
    return row


def own_facts(agreement_id: UUID) -> Values | None:
    """Return what the municipality that is acting may change in its agreement, and what stands now.

    `common` (the text's agreed values), `facts`, and `changes`, newest first; None for an agreement
    that was not made of a common text, or is not its own.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_own_facts_v1(%s)::text", [agreement_id])
        found = cursor.fetchone()[0]
    return json.loads(found) if found else None


@transaction.atomic
def change_facts(*, agreement: Agreement, facts: Values, by: Actor) -> None:
    """Change the municipality's facts before signing; the worker makes the new document.

    Act as the municipality. Raises NotPossibleError where the agreement is beyond that, a change is under
    way, or the facts go outside what the text allows.
    """
    fresh = Agreement.objects.select_for_update().get(pk=agreement.pk)
    known = own_facts(agreement.id)
    if known is None or fresh.state not in CHANGEABLE:
        raise NotPossibleError(TOO_LATE)
    if any(each["state"] == "waiting" for each in known["changes"]):
        raise NotPossibleError("Et nyt dokument er ved at blive lavet. Vent, til det er færdigt.")
    if wrong := faults(facts, Leeway.of(known["common"])):
        raise NotPossibleError(" ".join(wrong.values()))
    record(agreement, "change_facts", by=by, data={"facts": facts})
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_change_facts_v1(%s)", [agreement.id])
        job_id: UUID = cursor.fetchone()[0]
    transaction.on_commit(lambda: jobs.send(job_id), robust=True)
