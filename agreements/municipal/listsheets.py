"""The municipality's lists beside the list of agreements as workbooks, with all rows of what is shown."""

from collections.abc import Iterable

from agreements.municipal.dates.events import Event
from agreements.municipal.incidents.models import Incident
from agreements.municipal.intake.access import Work
from agreements.municipal.mandates.models import Mandate
from secretariat.pagekit.tags.words import da_moment
from secretariat.pagekit.workbook import Sheet, workbook, workbook_of


def calendar_sheet(found: Iterable[Event]) -> bytes:
    """Return the days on which agreements must be given notice of, or end."""
    heads = ("Dato", "Hvad", "Aftalenummer", "Aftale", "Leverandør")
    cells = (
        [each.day, each.label, each.agreement.number, each.agreement.title, each.agreement.supplier_name]
        for each in found
    )
    return workbook("Opsigelse og udløb", heads, cells)


def mandates_sheet(found: Iterable[tuple[Mandate, str]]) -> bytes:
    """Return the mandates, each with where it stands today."""
    heads = (
        "Hvem", "Titel", "Hvad", "Aftale", "Gælder fra", "Gælder til", "Status", "Givet af", "Kaldt tilbage",
        "Hvorfor", "Fil",
    )  # fmt: skip
    cells = (
        [
            each.holder_name,
            each.holder_title,
            ", ".join(map(str, each.cover_labels)),
            each.agreement.number if each.agreement else "Alle",
            each.valid_from,
            each.valid_until,
            state,
            each.given_by_name,
            da_moment(each.revoked_at),
            each.revoked_reason,
            each.file.name,
        ]
        for each, state in found
    )
    return workbook("Fuldmagter", heads, cells)


def incidents_sheet(found: Iterable[tuple[Incident, str, str]]) -> bytes:
    """Return the incidents, each with where it stands and its 72 hours in words."""
    heads = ("Nummer", "Hændelse", "Vedrører", "Status", "Modtaget", "72 timer")
    cells = (
        [each.number, each.title, each.subject_name, label, da_moment(each.received_at), clock]
        for each, label, clock in found
    )
    return workbook("Hændelser", heads, cells)


def work_sheets(work: Work) -> bytes:
    """Return what waits for somebody: a sheet for each kind of thing."""
    lines = (
        [
            each.title,
            each.supplier_name,
            each.intake.name,
            each.line,
            each.get_state_display(),
            each.reason,
        ]
        for each in work.lines
    )
    agreements = (
        [each.number, each.title, each.supplier_name, ", ".join(missing)] for each, missing in work.agreements
    )
    return workbook_of(
        [
            Sheet("Linjer", ("Aftale", "Leverandør", "Bunke", "Linje", "Status", "Begrundelse"), lines),
            Sheet("Ubrugte filer", ("Fil", "Bunke"), ([each.name, each.intake.name] for each in work.files)),
            Sheet(
                "Ulæselige filer",
                ("Fil", "Bunke", "Hvorfor"),
                ([each.name, each.intake.name, each.reason] for each in work.refused),
            ),
            Sheet("Egne aftaler", ("Aftalenummer", "Aftale", "Leverandør", "Mangler"), agreements),
        ]
    )
