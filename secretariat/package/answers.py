"""The four answers as text to edit: what the record says, sentence by sentence."""

from collections.abc import Iterator
from dataclasses import dataclass

from agreements.municipal.incidents.models import BreachNote, Incident
from audits.municipal.documentation import ReportTold, decision_sentence
from audits.municipal.models import FindingStand, FollowUpTask, ReceivedFinding
from audits.municipal.states import Response
from secretariat.package.material import Material, Processor, SystemMatter
from secretariat.package.planned import cancelled_sentence, own_sentence, own_tasks, plan_sentences
from secretariat.pagekit.numbers import in_figures
from secretariat.pagekit.tags.words import da_date

CONFIDENTIAL = "fortrolige oplysninger (CPR-nummer eller andre beskyttelsesværdige oplysninger)"

STANDS: dict[str, str] = {
    Response.ACCEPT: "Kommunen accepterer risikoen",
    Response.OWN: "Kommunen følger selv op",
    Response.NOTED: "Kommunen tager det til efterretning",
}

REPORTED: dict[str, str] = {
    BreachNote.Reported.YES: "Anmeldt til Datatilsynet.",
    BreachNote.Reported.NO: "Vurderet: skal ikke anmeldes til Datatilsynet.",
    BreachNote.Reported.NOT_YET: "Ikke anmeldt til Datatilsynet endnu.",
}


@dataclass(frozen=True)
class Question:
    """One of the authority's four questions: its field, and the words above it."""

    key: str
    field: str
    title: str
    help: str


QUESTIONS = (
    Question(
        "processors",
        "databehandlere",
        "Hvilke databehandlere har I?",
        "Systemer med følsomme eller fortrolige oplysninger er mærket.",
    ),
    Question(
        "plan",
        "plan",
        "Hvilken plan har I for tilsynet?",
        "Hyppighed og begrundelse, og hvem der har tiltrådt planen hvornår.",
    ),
    Question("done", "udfoert", "Hvilke tilsyn er ført?", "Fælles tilsyn og jeres egne, med beslutninger."),
    Question(
        "followed_up",
        "opfulgt",
        "Hvordan har I fulgt op?",
        "Forhold, opgaver, accepterede risici og det, der er gjort.",
    ),
)


def answers(material: Material) -> dict[str, str]:
    """Return the answer to each question by its key."""
    told = {"processors": _processors, "plan": _plan, "done": _done, "followed_up": _followed_up}
    return {key: "\n".join(write(material)) for key, write in told.items()}


def paragraphs(text: str) -> list[str]:
    """Return an edited answer's paragraphs, as a Word template takes them."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def _counted(number: int, one: str, many: str) -> str:
    return f"{in_figures(number)} {one if number == 1 else many}"


def _processors(material: Material) -> Iterator[str]:
    systems = material.systems
    sensitive = sum(1 for each in systems if each.listed and each.listed.sensitive)
    confidential = sum(1 for each in systems if each.listed and each.listed.confidential)
    yield (
        f"Redegørelsen omfatter {_counted(len(material.processors), 'databehandler', 'databehandlere')} med "
        f"{_counted(len(systems), 'system', 'systemer')}. Der er følsomme oplysninger i "
        f"{_counted(sensitive, 'system', 'systemer')} og fortrolige oplysninger i "
        f"{_counted(confidential, 'system', 'systemer')}."
    )
    for processor in material.processors:
        yield _named(processor)
        for system in processor.shown_systems:
            yield f"– {system.name}: {_data_in(system)}. {_agreements_on(system)}"
        for told in processor.agreements:
            yield f"– {told.agreement.title or 'Uden system'}: {told.sentence}."


def _named(processor: Processor) -> str:
    number = processor.number
    called = f"CVR {number}" if number.isdigit() else number
    return f"{processor.name} ({called})" if number else processor.name


def _data_in(system: SystemMatter) -> str:
    listed = system.listed
    if listed is None:
        return "oplysningernes art er ikke noteret"
    marks = []
    if listed.sensitive:
        marks.append("følsomme oplysninger")
    if listed.confidential:
        marks.append(CONFIDENTIAL)
    if not marks:
        known = listed.sensitive is False and listed.confidential is False
        marks.append("almindelige personoplysninger" if known else "oplysningernes art er ikke noteret")
    if listed.subjects is not None:
        marks.append(_counted(listed.subjects, "registreret", "registrerede"))
    if not listed.is_active:
        marks.append("bruges ikke længere")
    return ", ".join(marks)


def _agreements_on(system: SystemMatter) -> str:
    if system.agreements:
        return " ".join(f"{each.sentence}." for each in system.agreements)
    if system.listed and system.listed.agreement_on_list:
        day = da_date(system.listed.agreement_date)
        return f"Aftale{f' af {day}' if day else ''}, som ikke ligger i arkivet."
    return "Ingen databehandleraftale."


def _plan(material: Material) -> Iterator[str]:
    yield from plan_sentences(material)
    if not material.plans:
        yield "Kommunen har ikke tiltrådt en plan for tilsynet i perioden."
        yield from _ahead(material)


def _ahead(material: Material) -> Iterator[str]:
    """Without a plan of its own, the reports say when the joint supervision comes again."""
    for processor in material.processors:
        for system in processor.shown_systems:
            ahead = [each.told.report.next_audit for each in system.results if each.told.report.next_audit]
            if ahead:
                yield f"– {system.name} ({processor.name}): {ahead[-1].strip().rstrip('.')}."


def _done(material: Material) -> Iterator[str]:
    scope = material.scope
    reports = [each for each in material.reports() if each.is_of(scope.since, scope.until)]
    covered = {system.system_id for each in reports for system in material.systems_in(each)}
    own = material.own()
    yield (
        f"Fra {da_date(scope.since)} til {da_date(scope.until)} er der ført "
        f"{_counted(len(reports), 'fælles tilsyn', 'fælles tilsyn')}, som omfatter "
        f"{_counted(len(covered), 'system', 'systemer')}, og kommunen har selv ført "
        f"{_counted(len(own), 'tilsyn', 'tilsyn')}."
    )
    for told in reports:
        yield from _report(material, told)
    if own:
        yield "Kommunens egne tilsyn:"
    yield from map(own_sentence, own)
    if called_off := material.cancelled():
        yield "Aflyst i perioden:"
        yield from map(cancelled_sentence, called_off)


def _report(material: Material, told: ReportTold) -> Iterator[str]:
    report = told.report
    concept = report.get_concept_display().partition(". ")[2].lower()
    yield (
        f"{report.supplier_name}, sag {report.case_number}: {concept} (koncept {report.concept}). "
        f"Rapporten er modtaget {da_date(told.received_on)}."
    )
    for system in material.systems_in(told):
        level = system.get_level_display()
        yield f"– {system.name}: konklusion {level}. {decision_sentence(system)}.{_what_now(system)}"


def _what_now(system: object) -> str:
    words = getattr(system, "get_what_now_display", str)()
    note = getattr(system, "what_now_note", "")
    return f" {words}{f': {note}' if note else ''}." if words else ""


def _followed_up(material: Material) -> Iterator[str]:
    count = 0
    for told in material.reports():
        mine = {each.pk for each in material.systems_in(told)}
        lines = [
            *(_finding(told, each) for each in told.findings if each.system_id in mine),
            *map(_task, told.tasks),
        ]
        if lines:
            yield f"{told.report.supplier_name}, sag {told.report.case_number}:"
            yield from lines
            count += len(lines)
    for own in material.own():
        lines = list(own_tasks(own))
        yield from lines
        count += len(lines)
    yield from map(_incident, material.incidents)
    count += len(material.incidents)
    if not count:
        yield "Tilsynene har ikke givet anledning til forhold eller opgaver, der skulle følges op på."


def _finding(told: ReportTold, finding: ReceivedFinding) -> str:
    words = [
        f"– {finding.system.name}, {finding.get_kind_display()}: {finding.title}",
        str(finding.get_state_display()).capitalize(),
    ]
    if finding.is_open and finding.deadline:
        words.append(f"Frist {da_date(finding.deadline)}")
    if finding.plan:
        words.append(f"Leverandørens handlingsplan: {_short(finding.plan)}")
    if stand := told.stand_on(finding):
        words.append(_stand(stand))
    return f"{'. '.join(words)}."


def _stand(stand: FindingStand) -> str:
    words = STANDS[stand.response]
    if stand.until:
        words += f" til {da_date(stand.until)}"
    if stand.owner:
        words += f" ({stand.owner})"
    return (
        f"{words}, besluttet {da_date(stand.decided_at)} af {stand.decided_by_name}: {_short(stand.reason)}"
    )


def _task(task: FollowUpTask) -> str:
    who = f", ansvarlig {task.responsible}" if task.responsible else ""
    text = task.text.strip().rstrip(".")
    if task.done_at:
        return f"– Opgave: {text}{who}. Udført {da_date(task.done_at)} af {task.done_by_name}."
    due = f" Frist {da_date(task.due)}." if task.due else ""
    return f"– Opgave: {text}{who}. Ikke udført.{due}"


def _incident(incident: Incident) -> str:
    day = da_date(incident.received_at)
    words = f"Hændelse {incident.number} ({incident.supplier_name or incident.subject_name}), modtaget {day}"
    words += f": {incident.title.rstrip('.')}."
    note: BreachNote | None = getattr(incident, "note", None)
    if note is None:
        return f"{words} Kommunen har ikke noteret sin vurdering."
    return f"{words} {REPORTED[note.reported]} Vurderet af {note.assessed_by_name}."


def _short(text: str, longest: int = 300) -> str:
    line = " ".join(text.split()).rstrip(".")
    return line if len(line) <= longest else f"{line[:longest].rstrip()} …"
