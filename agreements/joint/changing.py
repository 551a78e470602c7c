"""The worker makes the document of a municipality that has changed its facts before signing."""

from typing import Any
from uuid import UUID

from django.db import connection, transaction
from django.utils import timezone

from agreements.joint.context import common_context
from agreements.joint.facts import Leeway, faults, filled
from agreements.joint.gathering import agreed_round
from agreements.joint.models import AppendixFacts, FactsChange, IssuedAgreement
from agreements.joint.rendering import template_of
from agreements.joint.versions.documents import as_supplements, follows_of
from documents import pdf
from documents.actions import PDF, Made, keep_all_made
from documents.models import StoredFile
from workflows.actors import Actor
from workflows.danish import slug
from workflows.jobs import RunningJob, job


@job("agreements.change_facts")
def change_document(running: RunningJob) -> dict[str, Any]:
    """Make the new document and hand it down; what cannot be done is told with the reason."""
    change = FactsChange.objects.select_related("agreement__common_text__supplier", "municipality").get(
        pk=UUID(running.payload["change"])
    )
    if change.state != FactsChange.State.WAITING:
        return {}
    text = change.agreement.common_text
    values = agreed_round(text).values
    if wrong := faults(change.values, Leeway.of(values)):
        return _refuse(change, " ".join(wrong.values()))
    number = change.agreement.number
    context = filled(
        common_context(text, values), change.municipality, change.agreement.number, change.values
    )
    follows = follows_of(text, [change.municipality])
    made = [template_of(text).render(context)]
    word = as_supplements(text, [(change.municipality, number)], made, follows)[0]
    printed = pdf.convert([word])[0] if pdf.available() else None
    with transaction.atomic():
        files = _kept(change, word, printed, by=running.by)
        if why := _deliver(change, files):
            transaction.set_rollback(True)
        else:
            _remember(change)
    return _refuse(change, why) if why else {"changed": change.agreement.number}


def _kept(change: FactsChange, word: bytes, printed: bytes | None, *, by: Actor) -> list[StoredFile]:
    agreement: IssuedAgreement = change.agreement
    version = agreement.changes.filter(state=FactsChange.State.DONE).count() + 2
    name = f"{agreement.number}-{slug(change.municipality.short_name)}-{version}"
    title = f"Databehandleraftale {agreement.number}, {agreement.municipality_name}, {version}. udgave"
    made = [Made(word, f"{name}.docx", title)]
    if printed is not None:
        made.append(Made(printed, f"{name}.pdf", title, PDF))
    return keep_all_made(made, by=by, supplier_id=agreement.supplier_id)


def _deliver(change: FactsChange, files: list[StoredFile]) -> str:
    given = [change.id, files[0].id, files[1].id if len(files) > 1 else None]
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_deliver_document_v1(%s, %s, %s)", given)
        return str(cursor.fetchone()[0] or "")


def _remember(change: FactsChange) -> None:
    AppendixFacts.objects.update_or_create(
        common_text_id=change.agreement.common_text_id,
        municipality_id=change.municipality_id,
        defaults={
            "values": change.values,
            "changed_at": timezone.now(),
            "changed_by_name": change.by_name,
        },
    )


def _refuse(change: FactsChange, reason: str) -> dict[str, Any]:
    waits = FactsChange.objects.filter(pk=change.pk, state=FactsChange.State.WAITING)
    waits.update(state=FactsChange.State.REFUSED, reason=reason[:500])
    return {"refused": reason}
