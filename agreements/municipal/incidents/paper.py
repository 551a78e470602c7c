"""The facts of an incident and of the municipality's note in words, on the page and as a PDF."""

from datetime import datetime
from typing import Any

from agreements.municipal.incidents.models import BreachNote, Incident
from documents.plainpdf import plain_pdf
from secretariat.pagekit.tags.words import da_moment, da_number

Facts = list[tuple[str, Any]]
ANSWERS = {"yes": "Ja", "no": "Nej", "not_yet": "Ikke endnu"}


def facts_of(incident: Incident) -> Facts:
    """Return who told what and when."""
    hours = f"{incident.breach_hours} timer" if incident.breach_hours else ""
    return [
        ("Nummer", incident.number),
        ("Vedrører", incident.subject_name),
        ("Jeres systemer", incident.systems),
        ("Rolle", incident.role),
        ("Leverandørens frist for underretning", hours),
        ("Oplyst af", incident.told_by),
        ("Kontakt for spørgsmål", incident.told_contact),
        ("Leverandøren blev klar over det", da_moment(incident.supplier_aware_at)),
        ("Sekretariatet fik det at vide", da_moment(incident.told_at)),
        ("Sendt", da_moment(incident.sent_at)),
        ("Modtaget i kommunens arkiv", da_moment(incident.received_at)),
    ]


def note_facts(note: BreachNote) -> Facts:
    """Return what the municipality has noted."""
    found: Facts = [
        ("Kommunen blev klar over det", da_moment(note.aware_at)),
        ("Brud hos os", note.get_verdict_display()),
        ("Antal registrerede", da_number(note.subjects)),
        ("Virkninger", note.effects),
        ("Hvad er gjort", note.measures),
    ]
    if note.verdict != BreachNote.Verdict.NO_BREACH:
        found += [
            ("72 timer udløber", da_moment(note.deadline)),
            ("Anmeldt til Datatilsynet", ANSWERS[note.reported]),
            ("Anmeldt", da_moment(note.reported_at)),
            ("Nummer eller kvittering", note.reference),
            ("Hvorfor ikke anmeldt", note.why_not_reported),
            ("De registrerede underrettet", ANSWERS[note.told]),
            ("Underrettet", da_moment(note.told_at)),
            ("Hvorfor ikke underrettet", note.why_not_told),
        ]
    return [
        *((label, value) for label, value in found if value),
        ("Vurderet af", note.assessed_by_name),
        ("Senest ændret", da_moment(note.assessed_at)),
    ]


def note_pdf(incident: Incident, note: BreachNote, now: datetime) -> bytes:
    """Return the note, the incident and its texts as a PDF."""
    lines = ["Intern dokumentation efter databeskyttelsesforordningens artikel 33, stk. 5", ""]
    lines += [f"{label}: {value}" for label, value in note_facts(note)]
    lines += ["", "Hændelsen", *(f"{label}: {value}" for label, value in facts_of(incident) if value)]
    for text in incident.texts.order_by("sent_at"):
        lines += ["", f"Sendt {da_moment(text.sent_at)} af {text.by_name}", *text.known.splitlines()]
        if text.unknown:
            lines += ["Det vides ikke endnu:", *text.unknown.splitlines()]
    lines += ["", f"Udskrevet {da_moment(now)}"]
    return plain_pdf(f"Notat om hændelsen {incident.number}: {incident.title}", lines)
