"""What the adopted plan and the municipality's own supervision say, as sentences of the answers."""

from collections.abc import Iterator

from django.utils import timezone

from audits.municipal.own.models import OwnAudit
from audits.municipal.plan.models import Plan, PlanLine
from audits.municipal.plan.states import Supervisor
from secretariat.package.material import Material, SystemMatter
from secretariat.pagekit.tags.words import da_date

NO_SUPERVISION = 1  # the concept


def plan_sentences(material: Material) -> Iterator[str]:
    """Yield each year's plan with who adopted it when, and its line for every system of the package."""
    for plan in material.plans:
        yield adopted_words(plan)
        if plan.remark:
            yield f"Bemærkning til tiltrædelsen: {' '.join(plan.remark.split())}"
        lines = lines_of(plan)
        for processor in material.processors:
            for system in processor.shown_systems:
                if line := _line_of(system, lines):
                    yield f"– {system.name} ({processor.name}): {line_words(line)}"


def adopted_words(plan: Plan) -> str:
    """Return "Tilsynsplan 2026, udgave 1, er tiltrådt 12. januar 2026 af Mette Holm, Aalborg Kommune."."""
    day = da_date(timezone.localtime(plan.adopted_at)) if plan.adopted_at else ""
    state = plan.get_state_display()
    return f"Tilsynsplan {plan.year}, udgave {plan.version}, er {state} {day} af {plan.adopted_by_name}."


def line_words(line: PlanLine) -> str:
    """Return who supervises, at which concept, how often, when next, and why."""
    words = [str(Supervisor(line.supervisor).label)]
    if line.concept and line.supervisor != Supervisor.NONE:
        words.append(f"koncept {line.concept} ({line.get_concept_display().partition('. ')[2].lower()})")
    words += [each for each in (line.interval_words, line.next_words and f"næste {line.next_words}") if each]
    if line.points:
        words.append(f"{line.points} point")
    reason = " ".join(line.reason.split()).rstrip(".")
    return f"{', '.join(words)}.{f' Begrundelse: {reason}.' if reason else ''}"


def lines_of(plan: Plan) -> dict[str, PlanLine]:
    """Return the plan's lines by the key of their system."""
    return {str(each.system_id): each for each in plan.lines.all()}


def needs_none(material: Material, system: SystemMatter) -> bool:
    """Return whether an adopted plan says, with its reason, that a system needs no supervision."""
    found = [_line_of(system, lines_of(plan)) for plan in material.plans]
    return any(each is not None and _is_none(each) for each in found)


def _is_none(line: PlanLine) -> bool:
    return line.supervisor == Supervisor.NONE or line.concept == NO_SUPERVISION


def _line_of(system: SystemMatter, lines: dict[str, PlanLine]) -> PlanLine | None:
    return lines.get(system.key)


def own_sentence(own: OwnAudit) -> str:
    """Return one own supervision: how, what was looked at, the conclusion, who decided it when."""
    concept = own.get_concept_display().partition(". ")[2].lower()
    words = [
        f"– {own.system_name}: kommunens eget tilsyn, {concept} (koncept {own.concept})",
        f"Set på: {_line(own.looked_at)}" if own.looked_at else "",
        f"Vurdering: {own.get_rating_display()}. {_line(own.conclusion)}" if own.rating else "",
        f"{str(own.get_result_display()).capitalize()}, {da_date(own.decided_at)}, af {own.decided_by_name}",
        _what_now(own),
    ]
    return f"{'. '.join(each for each in words if each)}."


def cancelled_sentence(own: OwnAudit) -> str:
    """Return one own supervision that was called off: when, why, and what had been looked at by then."""
    words = [
        f"– {own.system_name}: kommunens eget tilsyn, planlagt til {da_date(own.planned_on)}, "
        f"blev aflyst {da_date(timezone.localtime(own.state_since))}",
        f"Begrundelse: {_line(own.cancelled_because)}",
        f"Set på forinden: {_line(own.looked_at)}" if own.looked_at else "",
    ]
    return f"{'. '.join(each for each in words if each)}."


def own_tasks(own: OwnAudit) -> Iterator[str]:
    """Yield what follows from an own supervision, done or not."""
    for task in own.tasks.all():
        who = f", ansvarlig {task.responsible}" if task.responsible else ""
        done = f"Udført {da_date(task.done_at)} af {task.done_by_name}." if task.done_at else "Ikke udført."
        due = f" Frist {da_date(task.due)}." if task.due and not task.done_at else ""
        yield f"– Opgave ({own.system_name}): {_line(task.text)}{who}. {done}{due}"


def _what_now(own: OwnAudit) -> str:
    words = str(own.get_what_now_display())
    if own.risk_owner:
        words += f", accepteret af {own.risk_owner} til {da_date(own.risk_until)}"
    note = _line(own.what_now_note)
    return f"{words}: {note}" if words and note else words


def _line(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
