"""What is missing in the record, each with what to do today. It is said in the letter and not hidden."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.conf import settings
from django.urls import reverse
from django.utils import timezone

from agreements.municipal.incidents.states import IncidentState
from audits.municipal.documentation import ReportTold
from audits.municipal.models import FollowUpTask
from audits.municipal.own.models import OwnAuditTask
from audits.municipal.own.states import OwnState
from audits.municipal.states import FindingState, Response
from secretariat.package.material import Material, Processor, SystemMatter
from secretariat.package.planned import lines_of, needs_none
from secretariat.pagekit.tags.words import da_date


@dataclass(frozen=True)
class Gap:
    """One thing that is missing: to which question, in a sentence, and where it can be mended.

    `kind` is what many of them have in common, in words, and `about` what this one is about.
    """

    question: str
    text: str
    todo: str
    url: str
    kind: str = ""
    about: str = ""


NO_AGREEMENT = "Der er ingen gældende databehandleraftale i arkivet"
NATURE = "Oplysningernes art (følsomme, fortrolige) er ikke noteret"
NOT_PLANNED = "Står ikke i den tiltrådte plan"
NOT_SUPERVISED = "Der er ikke ført tilsyn i perioden"
UNSIGNED = "Det underskrevne eksemplar ligger ikke i arkivet"
UNDECIDED = "Kommunen har ikke taget stilling"
LATE_TASK = "Opgaver, der skulle være udført"
RISK_OVER = "En accepteret risiko er udløbet"
UNANSWERED = "Forhold forelagt kommunen, som ikke har svaret"
LATE_FINDING = "Leverandørens frist er overskredet"


def gaps(material: Material, today: date | None = None) -> list[Gap]:
    """Return what is missing, in the order of the four questions."""
    day = today or timezone.localdate()
    return [*_processors(material), *_plan(material), *_done(material), *_followed_up(material, day)]


def _processors(material: Material) -> Iterator[Gap]:
    for processor in material.processors:
        for system in processor.shown_systems:
            yield from _of_system(processor, system)
    for _, told in material.agreements():
        if told.binds and not told.signed:
            number = told.agreement.number
            yield Gap(
                "processors",
                f"Aftale {number} er {told.agreement.get_state_display()}, men det underskrevne eksemplar "
                "ligger ikke i arkivet.",
                "Læg den underskrevne aftale op",
                _to("agreements:agreement", told.agreement.pk),
                UNSIGNED,
                f"aftale {number}",
            )
    if count := len(material.unknown):
        words = "ét system" if count == 1 else f"{count} systemer"
        yield Gap(
            "processors",
            f"Det er ikke oplyst, om {words} på listen behandler personoplysninger. De er ikke med her.",
            "Gå listen over systemer igennem",
            _to("register:own_systems"),
        )


def _of_system(processor: Processor, system: SystemMatter) -> Iterator[Gap]:
    name, listed = system.name, system.listed
    about = f"{name} ({processor.name})"
    if listed is None or not listed.may_count:
        return
    if not system.binding and not any(each.agreement.state == "own" for each in system.agreements):
        known = " Kommunens liste siger, at der er en aftale." if listed.agreement_on_list else ""
        yield Gap(
            "processors",
            f"{name} ({processor.name}): Der er ingen gældende databehandleraftale i arkivet.{known}",
            "Tag aftalen ind" if listed.agreement_on_list else "Se jeres aftaler",
            _to("agreements:intakes" if listed.agreement_on_list else "agreements:list"),
            NO_AGREEMENT,
            about,
        )
    if listed.sensitive is None or listed.confidential is None:
        yield Gap(
            "processors",
            f"{name} ({processor.name}): Oplysningernes art (følsomme, fortrolige) er ikke noteret.",
            "Oplys det",
            _to("register:own_system", listed.use_id),
            NATURE,
            about,
        )


def _plan(material: Material) -> Iterator[Gap]:
    scope, adopted = material.scope, {each.year for each in material.plans}
    for year in range(scope.since.year, scope.until.year + 1):
        if year not in adopted:
            yield Gap(
                "plan",
                f"Kommunen har ikke tiltrådt en tilsynsplan for {year}.",
                "Se planen",
                _to("audits:own_plans"),
            )
    if not material.plans:
        return
    planned = {key for plan in material.plans for key in lines_of(plan)}
    for processor in material.processors:
        for system in processor.shown_systems:
            if _counts(system) and system.key not in planned:
                about = f"{system.name} ({processor.name})"
                words = f"{about} står ikke i den tiltrådte plan."
                yield Gap("plan", words, "Se planen", _to("audits:own_plans"), NOT_PLANNED, about)


def _done(material: Material) -> Iterator[Gap]:
    for processor in material.processors:
        for system in processor.shown_systems:
            if _counts(system) and not _was_supervised(material, system):
                yield _not_supervised(system, f"{system.name} ({processor.name})")
    for told in material.reports():
        undecided = [each.name for each in material.systems_in(told) if each.is_open]
        if undecided:
            yield Gap(
                "done",
                f"Kommunen har ikke taget stilling til {told.title} for {', '.join(undecided)}.",
                "Tag stilling",
                _to("audits:report", told.report.pk),
                UNDECIDED,
                ", ".join(undecided),
            )


def _counts(system: SystemMatter) -> bool:
    return bool(system.listed and system.listed.may_count)


def _was_supervised(material: Material, system: SystemMatter) -> bool:
    scope = material.scope
    joint = any(each.told.is_of(scope.since, scope.until) for each in system.results)
    return joint or bool(system.own) or needs_none(material, system)


def _not_supervised(system: SystemMatter, about: str) -> Gap:
    words, alike = f"{about}: Der er ikke ført tilsyn i perioden.", (NOT_SUPERVISED, about)
    if own := system.own_open:
        more = f"{words} Kommunens eget tilsyn er {own.get_state_display()}"
        more += f" til {da_date(own.planned_on)}." if own.state == OwnState.PLANNED else "."
        return Gap("done", more, "Gå til tilsynet", _to("audits:own_audit", own.pk), *alike)
    if system.cancelled:
        day = timezone.localtime(system.cancelled[-1].state_since)
        words += f" Kommunens eget tilsyn blev aflyst {da_date(day)}."
    if system.listed is None:
        return Gap("done", words, "Se tilsyn", _to("audits:list"), *alike)
    url = _to("audits:own_new", system.listed.use_id)
    return Gap("done", words, "Planlæg jeres eget tilsyn", url, *alike)


def _followed_up(material: Material, today: date) -> Iterator[Gap]:
    for told in material.reports():
        yield from _findings(material, told, today)
        url = _to("audits:report", told.report.pk)
        name = told.report.supplier_name
        yield from _late(told.tasks, name, url, today)
        for system in material.systems_in(told):
            yield from _risk(system.name, system.risk_until, url, today)
    for own in material.own():
        url = _to("audits:own_audit", own.pk)
        yield from _late(own.tasks.all(), own.system_name, url, today)
        yield from _risk(own.system_name, own.risk_until, url, today)

    for incident in material.incidents:
        if incident.state != IncidentState.ASSESSED and incident.withdrawn_at is None:
            words = (
                f"Hændelsen {incident.number} ({incident.supplier_name}) er ikke vurderet i kommunens notat."
            )
            yield Gap("followed_up", words, "Skriv notatet", _to("agreements:incident", incident.pk))


def _late(tasks: Iterable[FollowUpTask | OwnAuditTask], about: str, url: str, today: date) -> Iterator[Gap]:
    for task in tasks:
        if task.done_at is None and task.due and task.due < today:
            words = f"Opgaven »{task.text}« ({about}) skulle være udført {da_date(task.due)}."
            yield Gap("followed_up", words, "Se opgaven", url, LATE_TASK, f"»{task.text}« ({about})")


def _risk(name: str, until: date | None, url: str, today: date) -> Iterator[Gap]:
    if until and until < today:
        words = f"{name}: Risikoen er accepteret til {da_date(until)}, og den dag er passeret."
        yield Gap("followed_up", words, "Tag stilling igen", url, RISK_OVER, name)


def _findings(material: Material, told: ReportTold, today: date) -> Iterator[Gap]:
    mine = {each.pk for each in material.systems_in(told)}
    for finding in told.open_findings():
        if finding.system_id not in mine:
            continue
        stand = told.stand_on(finding)
        url = _to("audits:finding", finding.finding_id)
        called = f"{finding.system.name}: »{finding.title}«"
        if stand and stand.response == Response.ACCEPT and not stand.applies:
            words = f"{called}: Risikoen er accepteret til {da_date(stand.until)}, og den dag er passeret."
            yield Gap("followed_up", words, "Tag stilling igen", url, RISK_OVER, called)
        elif stand is None and finding.state == FindingState.PRESENTED:
            words = f"{called} er forelagt kommunen, som ikke har svaret."
            yield Gap("followed_up", words, "Tag stilling", url, UNANSWERED, called)
        elif stand is None and finding.deadline and finding.deadline < today:
            words = f"{called}: Fristen {da_date(finding.deadline)} er overskredet."
            yield Gap("followed_up", words, "Se forholdet", url, LATE_FINDING, called)


def _to(name: str, *args: UUID) -> str:
    """The address on the municipality's site, also for the worker, which stands on none."""
    return reverse(name, args=args, urlconf=settings.SITE_URLCONFS["municipality"])
