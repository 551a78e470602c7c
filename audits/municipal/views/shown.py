"""What the page of a report shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.forms import BaseForm
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone

from accounts.models import Colleague
from accounts.permissions import P
from accounts.request import MunicipalityRequest
from audits.municipal.forms import ContestForm, DecisionForm, QuestionForm, RemarkForm, SystemsForm, TaskForm
from audits.municipal.models import (
    FollowUpTask,
    ReceivedFile,
    ReceivedFinding,
    ReceivedReport,
    ReceivedSystem,
    Remark,
)
from audits.municipal.newsince import new_since
from audits.municipal.opinions.forms import AskOwnerForm
from audits.municipal.opinions.models import SystemOpinion
from audits.municipal.states import LEVEL_TONE, OPEN
from audits.municipal.tasks import tasks_of
from audits.municipal.views.history import events_of
from tenants.models import Letter
from workflows.calendar import deadline_after

ANSWER_DAYS = 5  # working days that a system owner is given, unless something else is written
DPO, QUESTION, CONTEST = Remark.Kind.DPO, Remark.Kind.QUESTION, Remark.Kind.CONTEST


@dataclass(frozen=True)
class SystemShown:
    """One of the own systems: the report's word on it, what was before, and what may be done now."""

    system: ReceivedSystem
    former: ReceivedSystem | None
    can_decide: bool
    can_reconsider: bool

    @property
    def rating_tone(self) -> str:
        """Return the tone of the municipality's own rating."""
        return LEVEL_TONE.get(self.system.rating, "neutral")


@dataclass(frozen=True)
class Question:
    """A question to the secretariat with its answer, when there is one."""

    remark: Remark
    letter: Letter | None


def show(request: MunicipalityRequest, report: ReceivedReport, **bound: BaseForm) -> HttpResponse:
    """Render the report's page; `bound` are forms that were sent and could not be taken."""
    actor, systems = request.actor, list(report.systems.all())
    findings = _findings(systems)
    counts = report.counts
    open_ones = [each for each in systems if each.is_open] if counts else []
    context: dict[str, Any] = {
        "report": report,
        "systems": _systems(report, systems, counts and actor.may(P.OWN_DECIDE)),
        "undecided": len(open_ones),
        "new_since": new_since(report, systems),
        "presented": _presented(report, findings),
        "tag": _tag(systems, open_ones),
        "tasks": tasks_of(report),
        "open_findings": [each for each in findings if each.is_open],
        "settled_findings": [each for each in findings if not each.is_open],
        "remarks": _said(report, DPO),
        "hearing": list(report.comments.all()),
        "questions": _questions(report),
        "contests": _questions(report, CONTEST),
        "contest_form": ContestForm(prefix="indsigelse"),
        "counts": counts,
        "files": _files(report, replaced=False),
        "former_files": _files(report, replaced=True),
        "pointed_out": _pointed_out(report),
        "versions": ReceivedReport.objects.filter(report_id=report.report_id).order_by("-version"),
        "events": events_of(report, systems),
        "may": {
            "decide": actor.may(P.OWN_DECIDE),
            "remark": actor.may(P.OWN_REMARK),
            "ask": actor.may(P.OWN_ASK),
            "follow_up": actor.may(P.OWN_DECIDE) or actor.may(P.OWN_ASK),
        },
        "can_begin": any(each.state != "considering" for each in open_ones) and actor.may(P.OWN_DECIDE),
        "remark_form": RemarkForm(prefix="bemaerkning"),
        "question_form": QuestionForm(prefix="spoergsmaal"),
        "task_form": TaskForm(prefix="opgave"),
        "opinions": opinions_of(report),
        "owner_form": None,
        "systems_form": None,
        "decision_form": None,
    }
    if open_ones and context["may"]["follow_up"]:
        context["owner_form"] = AskOwnerForm(
            prefix="ejer",
            systems=open_ones,
            initial={"answer_by": deadline_after(timezone.localdate(), ANSWER_DAYS)},
        )
        context["colleagues"] = colleagues(request.municipality.id)
    if open_ones and actor.may(P.OWN_DECIDE):
        offered = one_of(request, open_ones) or open_ones
        context["alone"] = len(offered) == 1 and len(open_ones) > 1
        context["offered"] = offered
        context["systems_form"] = SystemsForm(known=systems, offered=offered)
        context["decision_form"] = DecisionForm(systems=offered)
    return render(request, "audits/municipality/report.html", {**context, **bound})


def opinions_of(report: ReceivedReport) -> list[SystemOpinion]:
    """Return what system owners were asked about any version of the report, and what they said."""
    rows = SystemOpinion.objects.filter(system__report__report_id=report.report_id)
    return list(rows.select_related("system"))


def colleagues(municipality_id: UUID) -> list[Colleague]:
    """Return the municipality's own people, to pick a responsible person from."""
    return list(Colleague.objects.filter(site="municipality", municipality_id=municipality_id))


def one_of(request: MunicipalityRequest, systems: Sequence[ReceivedSystem]) -> list[ReceivedSystem]:
    """Return the one system that the address names, or none."""
    return [each for each in systems if str(each.id) == request.GET.get("system")]


def _systems(report: ReceivedReport, systems: list[ReceivedSystem], may_decide: bool) -> list[SystemShown]:
    former = _former(report, systems)
    return [
        SystemShown(
            each, former.get(each.system_id), may_decide and each.is_open, may_decide and each.is_decided
        )
        for each in systems
    ]


def _former(report: ReceivedReport, systems: list[ReceivedSystem]) -> dict[Any, ReceivedSystem]:
    """Return by system what the report before this one said, and what was decided on it."""
    rows = ReceivedSystem.objects.select_related("report").filter(
        system_id__in=[each.system_id for each in systems], report__published_at__lt=report.published_at
    )
    return {each.system_id: each for each in rows.order_by("report__published_at")}


def _findings(systems: list[ReceivedSystem]) -> list[ReceivedFinding]:
    rows = ReceivedFinding.objects.filter(system__in=systems).select_related("system")
    return list(rows.order_by("number", "system__name"))


def _presented(report: ReceivedReport, findings: list[ReceivedFinding]) -> list[ReceivedFinding]:
    """Return the findings put to the municipality of which it has not made a task yet."""
    tasked = set(
        FollowUpTask.objects.filter(report__report_id=report.report_id)
        .exclude(finding_id=None)
        .values_list("finding_id", flat=True)
    )
    return [each for each in findings if each.is_presented and each.finding_id not in tasked]


def _said(report: ReceivedReport, kind: str) -> QuerySet[Remark]:
    """Return what was said about any version of the report."""
    return Remark.objects.filter(report__report_id=report.report_id, kind=kind)


def _questions(report: ReceivedReport, kind: str = QUESTION) -> list[Question]:
    asked = list(_said(report, kind))
    letters = Letter.objects.filter(subject_id__in=[each.id for each in asked])
    answers = {each.subject_id: each for each in letters}
    return [Question(each, answers.get(each.id)) for each in asked]


def _files(report: ReceivedReport, *, replaced: bool) -> list[dict[str, Any]]:
    rows = report.files.filter(replaced_at__isnull=not replaced).select_related("file")
    return [_file(each) for each in rows.order_by("-is_report", "file__title", "file__name")]


def _pointed_out(report: ReceivedReport) -> list[ReceivedFile]:
    """Return the files in which the supplier points at confidential passages."""
    rows = report.files.filter(replaced_at=None).exclude(confidential=[]).select_related("file")
    return list(rows.order_by("file__title"))


def _file(row: ReceivedFile) -> dict[str, Any]:
    note = "Tilsynsrapporten" if row.is_report else "Dokumentation fra leverandøren"
    note = f"{note}, {row.file.mark}" if row.file.mark else note
    if row.read_only:
        note += ". Kan læses her på siden, men ikke hentes"
    if row.confidential:
        number = len(row.confidential)
        note += f". {number} {'fortroligt sted' if number == 1 else 'fortrolige steder'} er udpeget"
    url = reverse("audits:file_read" if row.read_only else "audits:file", args=[row.id])
    return {"name": row.file.name, "url": url, "size": row.file.size, "note": note}


def _tag(systems: list[ReceivedSystem], open_ones: list[ReceivedSystem]) -> tuple[str, str]:
    """Return words and tone of the tag beside the heading."""
    states = {each.state for each in systems}
    if len(states) == 1:
        return systems[0].get_state_display().capitalize(), systems[0].tone
    if open_ones:
        return f"{len(open_ones)} af {len(systems)} systemer venter på stillingtagen", "info"
    return ("Afløst af ny udgave", "neutral") if states & OPEN else ("Stilling taget", "success")
