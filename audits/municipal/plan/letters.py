"""The adopted plan as Word: what a municipality shows the authority."""

from typing import Any

from django.utils import timezone

from audits.municipal.plan.models import Plan, PlanLine
from audits.municipal.plan.states import Supervisor
from audits.municipal.states import CONCEPTS
from documents.actions import Made, keep_municipal_made
from documents.models import WordTemplate
from documents.municipal.models import MunicipalFile
from documents.templates import NoTemplateError, fill, in_force
from tenants.models import Municipality
from walls.callers import wrapper
from workflows.actors import Actor
from workflows.engine import NotPossibleError


def write_plan(plan: Plan, *, by: Actor) -> MunicipalFile:
    """Make and keep the plan's document. Raises NotPossibleError where no template for it is in force."""
    try:
        template = in_force(WordTemplate.Kind.OWN_PLAN, timezone.localdate())
    except NoTemplateError as error:
        raise NotPossibleError(str(error)) from error
    name = f"Tilsynsplan {plan.year}, udgave {plan.version}"
    made = Made(fill(template, fields_of(plan)), f"{name}.docx", name)
    row = keep_municipal_made(made, by=by)
    return MunicipalFile.objects.get(pk=row.pk)


def fields_of(plan: Plan) -> dict[str, Any]:
    """Return the document's fields."""
    lines = list(plan.lines.all())
    supervised = [each for each in lines if each.supervisor != Supervisor.NONE]
    return {
        "kommune": own_name(),
        "aar": plan.year,
        "udgave": plan.version,
        "forelagt": timezone.localdate(plan.presented_at),
        "forelagt_af": plan.presented_by_name,
        "tiltraadt": timezone.localdate(plan.adopted_at or timezone.now()),
        "tiltraadt_af": plan.adopted_by_name,
        "bemaerkning": plan.remark,
        "journalnummer": plan.journal_number,
        "antal_faelles": sum(each.supervisor == Supervisor.JOINT for each in supervised),
        "antal_egne": sum(each.supervisor == Supervisor.OWN for each in supervised),
        "antal_uden": len(lines) - len(supervised),
        "koncepter": [label for _, label in CONCEPTS],
        "aendringer": [_change(each) for each in lines if each.is_changed],
        "systemer": [_row(each) for each in supervised],
        "uden_tilsyn": [
            {"navn": each.system_name, "leverandoer": each.supplier_name, "begrundelse": each.reason}
            for each in lines
            if each.supervisor == Supervisor.NONE
        ],
    }


def _row(line: PlanLine) -> dict[str, Any]:
    return {
        "navn": line.system_name,
        "leverandoer": line.supplier_name,
        "point": line.points,
        "anbefalet": line.recommended or "",
        "koncept": line.concept or "",
        "interval": line.interval_words,
        "naeste": line.next_words,
        "hvem": Supervisor(line.supervisor).label,
        "begrundelse": line.reason,
    }


def _change(line: PlanLine) -> str:
    """Return in a sentence what was chosen instead of what was put forward."""
    chosen = _words(line.supervisor, line.concept, line.interval_words, line.next_words)
    return f"{line.system_name}: {chosen} i stedet for {proposed_words(line)}"


def proposed_words(line: PlanLine) -> str:
    """Return what was put forward, in words."""
    proposed = PlanLine(interval_months=line.proposed_interval, next_on=line.proposed_next_on)
    return _words(
        line.proposed_supervisor, line.proposed_concept, proposed.interval_words, proposed.next_words
    )


def _words(supervisor: str, concept: int | None, interval: str, next_time: str) -> str:
    parts = [str(Supervisor(supervisor).label), f"koncept {concept}" if concept else "", interval, next_time]
    return ", ".join(part for part in parts if part)


def own_name() -> str:
    """Return the name of the municipality that is acting."""
    caller = wrapper().caller
    found = Municipality.objects.filter(pk=caller.holder).first() if caller else None
    return found.name if found else ""
