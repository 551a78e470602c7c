"""The log of a case in words, and its letters as a list."""

from typing import Any
from uuid import UUID

from django.urls import reverse

from audits.joint.models import Audit
from workflows.models import LogEntry

WHAT = {
    "plan": "Planlagt",
    "move_in_plan": "Flyttet i planen",
    "announce": "Varsel sendt",
    "begin": "Leverandøren er begyndt at svare",
    "submit": "Svar indsendt",
    "ask_more": "Sendt retur til uddybning",
    "resume": "Gennemgang genoptaget",
    "send_to_hearing": "Sendt i høring",
    "to_second_reader": "Sendt til kvalitetslæser",
    "make_ready": "Klar til udsendelse",
    "pass_reading": "Godkendt af kvalitetslæser",
    "fail_reading": "Sendt tilbage af kvalitetslæser",
    "publish": "Sendt til kommunerne",
    "follow_up": "Opfølgning begyndt",
    "close": "Afsluttet",
    "revise": "Ny udgave begyndt",
    "withdraw": "Trukket tilbage",
    "cancel": "Aflyst",
    "give_up": "Kunne ikke gennemføres",
    "set_deadline": "Frist ændret",
    "note": "Notat skrevet",
    "write_report": "Rapport dannet",
    "conclude": "Konklusion skrevet",
    "accept_rest": "Resten af svarene godtaget",
    "set_duties": "Kommunernes egne opgaver skrevet",
    "want_hearing": "Høring uden forhold ændret",
    "add": "Dokumentation modtaget",
    "check_file": "Fil kontrolleres",
    "clear": "Fil klar til gennemgang",
    "quarantine": "Fil lagt i karantæne",
    "release": "Fil scannet og taget ud af karantæne",
    "suffice": "Dokumentation fundet tilstrækkelig",
    "fall_short": "Dokumentation fundet utilstrækkelig",
    "replace": "Dokumentation erstattet",
    "note_shown": "Noteret som forevist",
    "follows": "Fil følger med rapporten",
    "does_not_follow": "Fil følger ikke med rapporten",
    "request": "Udsættelse anmodet",
    "grant": "Udsættelse givet",
    "refuse": "Udsættelse afslået",
    "find": "Forhold konstateret",
    "change": "Forhold ændret",
    "uphold": "Forhold fastholdt",
    "drop": "Forhold frafaldet",
    "ask_plan": "Handlingsplan ønsket",
    "hand_in_plan": "Handlingsplan modtaget",
    "accept_plan": "Handlingsplan godtaget",
    "return_plan": "Handlingsplan sendt retur",
    "document": "Dokumentation for udbedring modtaget",
    "confirm": "Udbedring bekræftet",
    "return_documentation": "Dokumentation for udbedring sendt retur",
    "reopen": "Genåbnet",
    "present": "Forelagt kommunerne",
    "leave_to_next": "Følges op ved næste tilsyn",
    "open": "Høring begyndt",
    "answer": "Høring besvaret",
    "answer_comment": "Høringsbemærkning besvaret",
    "send_back": "Spørgeskema sendt retur",
    "accept": "Spørgeskema gennemgået",
}


def events_of(audit: Audit) -> list[dict[str, Any]]:
    """Return what happened to the case and everything in it, newest first, for the timeline."""
    rows = LogEntry.objects.filter(subject_id__in=_subjects(audit)).order_by("-at", "-number")[:300]
    return [
        {
            "when": row.at,
            "who": row.by_name,
            "what": WHAT.get(row.action, row.action),
            "why": row.reason,
            "is_new": False,
        }
        for row in rows
    ]


def _subjects(audit: Audit) -> set[UUID]:
    found = {audit.id}
    for related in (audit.systems, audit.evidence, audit.findings, audit.hearings, audit.extensions):
        found.update(related.values_list("id", flat=True))
    if questionnaire := getattr(audit, "questionnaire", None):
        found.add(questionnaire.id)
    return found


def letters_of(audit: Audit) -> list[dict[str, Any]]:
    """Return the letters and report versions of the case as files to fetch."""
    files = [audit.notice] if audit.notice else []
    for hearing in audit.hearings.select_related("letter", "draft"):
        files += [hearing.letter, hearing.draft]
    files += [each.file for each in audit.report_versions.select_related("file") if each.file]
    return [
        {
            "name": stored.name,
            "url": reverse("audits:file", kwargs={"audit_id": audit.id, "file_id": stored.id}),
            "size": stored.size,
            "note": stored.title,
        }
        for stored in files
    ]
