"""What a supplier does when an agreement ends, and the reminders that follow when it does not."""

from datetime import date, timedelta
from uuid import UUID

from django.db import connection, transaction
from django.db.utils import IntegrityError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.joint.addresses import supplier_addresses
from agreements.joint.models import IssuedAgreement, SupplierAct
from documents.actions import keep_upload
from documents.uploadhandlers import ReceivedFile
from tenants.models import Standing
from workflows import jobs
from workflows.actors import Actor
from workflows.engine import NotPossibleError, OutdatedError
from workflows.log import history, record
from workflows.mail import queue_mail
from workflows.values import value_on

REMINDER_DAYS = "agreement.deletion_reminder_days"
CHANGED = gettext_lazy("Det kan ikke lade sig gøre nu. Hent siden igen, og se hvor aftalen står.")


def act(
    *, agreement: IssuedAgreement, kind: str, on: date, text: str, received: ReceivedFile | None, by: Actor
) -> SupplierAct:
    """Keep the supplier's notice or proof and deliver it to the municipality.

    Where the municipality's schema is locked the act waits by name and is tried again. Raises OutdatedError
    where the agreement does not stand so, or the day lies before the period of notice has run,
    NotPossibleError while an earlier act is on its way, and
    RefusedFileError for a file that cannot be kept.
    """
    try:
        with transaction.atomic():
            _refuse_a_second(agreement)
            row = _kept(agreement, kind, on, received, by)
            row.text = text
            row.save(force_insert=True)
            record(agreement, "supplier_act", by=by, reason=text, data={"kind": kind, "on": on.isoformat()})
            deliver_act(row.id, attempt=0)
            return row
    except IntegrityError as error:
        raise OutdatedError(str(CHANGED)) from error


def _refuse_a_second(agreement: IssuedAgreement) -> None:
    if agreement.acts.filter(delivered_at=None, refused_because="").exists():
        raise NotPossibleError(_("Det, I sendte før, er stadig på vej til kommunen."))


def _kept(
    agreement: IssuedAgreement, kind: str, on: date, received: ReceivedFile | None, by: Actor
) -> SupplierAct:
    file = None
    if received is not None:
        title = f"{agreement.number}, {SupplierAct.Kind(kind).label.lower()}"
        supplier, case = agreement.supplier_id, agreement.common_text_id
        file = keep_upload(received, by=by, title=title, supplier_id=supplier, case_id=case)
        if not file.may_be_handed_out:
            raise NotPossibleError(file.state_reason)
    return SupplierAct(
        agreement=agreement,
        supplier_id=agreement.supplier_id,
        kind=kind,
        on=on,
        file=file,
        added_by_id=by.id,
        added_by_name=by.signature,
    )


def deliver_act(act_id: UUID, *, attempt: int) -> bool:
    """Deliver an act; returns whether it arrived. Where it waits, a later job tries again."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT agreements_joint_deliver_act_v1(%s, %s)", [act_id, attempt])
        row = cursor.fetchone()
    if not row or row[0] is None:
        return False
    job_id: UUID = row[0]
    transaction.on_commit(lambda: jobs.send(job_id), robust=True)
    return True


@transaction.atomic
def remind_of_deletion(*, today: date, by: Actor) -> int:
    """Remind the suppliers whose proof of deletion is late, each at most once in the configured days.

    Returns how many mails were queued.
    """
    pause = timedelta(days=int(value_on(REMINDER_DAYS, today)))
    late = Standing.objects.filter(kind="agreement", state="awaiting_deletion", due__lt=today)
    sent = 0
    for each in late.select_related("municipality"):
        issued = IssuedAgreement.objects.select_related("common_text").filter(pk=each.subject_id).first()
        if issued is not None and _may_be_reminded(issued, pause):
            sent += queue_deletion_reminder(issued, each, by)
    return sent


def _may_be_reminded(issued: IssuedAgreement, pause: timedelta) -> bool:
    """Whether the last reminder lies long enough back, and no proof waits for the municipality."""
    last = history(issued).filter(action="remind_deletion").first()
    if last is not None and last.at > timezone.now() - pause:
        return False
    return not proof_waits(issued)


def proof_waits(issued: IssuedAgreement) -> bool:
    """Whether the supplier has sent proof that the municipality has not sent back."""
    from tenants.models import Letter

    proofs = issued.acts.filter(refused_because="").exclude(kind=SupplierAct.Kind.NOTICE)
    proof = proofs.order_by("-added_at").first()
    back = Letter.objects.filter(kind="agreement_evidence_back", subject_id=issued.id).first()
    return proof is not None and (back is None or back.written_at < proof.added_at)


def queue_deletion_reminder(issued: IssuedAgreement, standing: Standing, by: Actor) -> int:
    """Write to the supplier that its proof is missing; returns how many mails were queued."""
    addresses = supplier_addresses(issued.supplier_id)
    if not addresses:
        return 0
    text = issued.common_text
    context = {
        "number": issued.number,
        "title": text.title,
        "municipality": issued.municipality_name,
        "due": standing.due,
        "case_worker": text.case_worker_name,
        "phone": text.case_worker_phone,
    }
    queue_mail(to=addresses, template="agreements/deletion_reminder", context=context, joint_id=text.id)
    record(issued, "remind_deletion", by=by)
    return 1
