"""Making a new version of a common text, and what sending it does to the former."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from agreements.joint.actions.texts import CaseWorker
from agreements.joint.gathering import agreed_round
from agreements.joint.models import CommonText, CommonTextSystem, SubProcessor, WorkingCopy
from agreements.joint.states import TextState
from documents.templates import NoTemplateError, in_force
from workflows.actors import Actor
from workflows.engine import NotPossibleError
from workflows.log import record

ENDED = (TextState.WITHDRAWN, TextState.BROKEN_OFF)


def why_no_new_version(text: CommonText) -> str:
    """Return why a new version cannot be begun now; empty where it can."""
    if text.state not in (TextState.SENT, TextState.SUPERSEDED):
        return "En ny version laves af en tekst, der er sendt til kommunerne."
    begun = text.replaced_by.exclude(state__in=ENDED).first()
    return f"{begun.number} er allerede begyndt som ny version." if begun else ""


@transaction.atomic
def begin_version(
    *, text: CommonText, applies_from: date | None, case_worker: CaseWorker, reason: str, by: Actor
) -> CommonText:
    """Begin a new version as a copy of what was agreed on; the former stays as it is and in force.

    The copy is edited and negotiated like any other text, on today's template of its structure.
    Raises NotPossibleError where the text has not been sent, or a new version is on its way.
    """
    locked = CommonText.objects.select_for_update(of=("self",)).get(pk=text.pk)
    if why := why_no_new_version(locked):
        raise NotPossibleError(why)
    root, version = _next_version(locked)
    made = CommonText(
        number=f"{root}-v{version}",
        version=version,
        title=locked.title,
        supplier=locked.supplier,
        replaces=locked,
        applies_from=applies_from,
        structure=locked.structure,
        own_body=locked.own_body,
        case_worker_id=case_worker.id,
        case_worker_name=case_worker.name,
        case_worker_email=case_worker.email,
        case_worker_phone=case_worker.phone,
    )
    _stand_on_template(made, locked)
    made.save(force_insert=True)
    _copy_contents(locked, made, by)
    record(made, "begin_version", by=by, reason=reason, after=made.state, data={"number": locked.number})
    record(locked, "new_version_begun", by=by, reason=reason, data={"number": made.number})
    return made


def _next_version(text: CommonText) -> tuple[str, int]:
    """Return the number without a version, and the next version: one withdrawn keeps its number."""
    root = text.number.split("-v")[0]
    last = CommonText.objects.filter(number__startswith=f"{root}-v").order_by("-version").first()
    return root, max(text.version, last.version if last else 1) + 1


def _stand_on_template(made: CommonText, former: CommonText) -> None:
    """Take today's template of the same structure; the supplier's own text stays the one it was."""
    template = former.template
    if former.own_body_id is None:
        try:
            template = in_force(template.kind, timezone.localdate(), structure=former.structure)
        except NoTemplateError:
            template = former.template
    made.template = template
    if template == former.template:
        made.template_version = former.template_version
        made.template_sha256, made.body_sha256 = former.template_sha256, former.body_sha256
    else:
        made.template_version = template.version
        made.template_sha256, made.body_sha256 = template.sha256, template.body_sha256


def _copy_contents(former: CommonText, made: CommonText, by: Actor) -> None:
    values = agreed_round(former).values
    WorkingCopy(common_text=made, values=values, changed_by_name=by.signature).save(force_insert=True)
    CommonTextSystem.objects.bulk_create(
        CommonTextSystem(
            common_text=made,
            system=each.system,
            supplier_id=made.supplier_id,
            system_name=each.system.name,
        )
        for each in former.systems.select_related("system")
        if each.system.supplier_id == made.supplier_id
    )
    SubProcessor.objects.bulk_create(
        SubProcessor(
            common_text=made,
            position=each.position,
            name=each.name,
            registration_number=each.registration_number,
            address=each.address,
            country=each.country,
            processing=each.processing,
            transfer_basis=each.transfer_basis,
            approved_on=each.approved_on,
        )
        for each in former.subprocessors.all()
    )
