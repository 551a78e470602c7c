"""A new dated version of an agreement's appendix B, as data and as Word; the versions before it stay."""

from datetime import date
from typing import Any

from django.utils import timezone

from agreements.municipal.countries import name_of
from agreements.municipal.models import Agreement
from agreements.municipal.notices.identity import with_row
from agreements.municipal.notices.models import AgreementNotice, AppendixB
from agreements.municipal.transfers import BASES
from documents.actions import Made, keep_municipal_made
from documents.templates import fill, in_force
from tenants.models import Municipality
from walls.callers import wrapper
from workflows.actors import Actor
from workflows.log import record

Row = dict[str, Any]


def current_rows(agreement: Agreement) -> list[Row]:
    """Return the sub-processors in force: of the newest version, else of the signed agreement."""
    newest = agreement.appendices_b.order_by("-number").first()
    rows: list[Row] = newest.subprocessors if newest else agreement.subprocessors
    return rows


def changed_rows(line: AgreementNotice) -> list[Row]:
    """Return appendix B as it will be, each row with `mark`: "ny", "ændret" or nothing."""
    before = current_rows(line.agreement)
    after = with_row(before, line.notice.as_row())
    return [
        {**shown(row), "mark": "" if row in before else "ændret" if len(after) == len(before) else "ny"}
        for row in after
    ]


def shown(row: Row) -> Row:
    """Return a row with its country and transfer basis in words."""
    country, basis = str(row.get("country", "")), str(row.get("transfer_basis", ""))
    return {
        **row,
        "country_name": row.get("country_name") or name_of(country),
        "basis_words": row.get("basis_words") or BASES.get(basis or "eea", basis),
    }


def make_version(line: AgreementNotice, *, valid_from: date, by: Actor) -> AppendixB:
    """Make the version that a notice in effect gives. Not signed again under general authorisation.

    Raises documents.templates.NoTemplateError where no template is in force.
    """
    agreement = Agreement.objects.select_for_update(of=("self",)).get(pk=line.agreement_id)
    newest = agreement.appendices_b.order_by("-number").first() or _signed_one(agreement)
    rows = with_row(newest.subprocessors, line.notice.as_row())
    made = AppendixB(
        agreement=agreement,
        number=newest.number + 1,
        valid_from=valid_from,
        subprocessors=rows,
        notice=line.notice,
    )
    made.file_id = _document(agreement, made, line, newest, by)
    made.save(force_insert=True)
    agreement.subprocessors = rows
    agreement.save(update_fields=["subprocessors"])
    facts = {"number": made.number, "valid_from": valid_from.isoformat(), "name": line.notice.name}
    record(agreement, "change_appendix_b", by=by, data=facts)
    return made


def _signed_one(agreement: Agreement) -> AppendixB:
    first = AppendixB(
        agreement=agreement,
        number=1,
        valid_from=agreement.in_force_from,
        subprocessors=agreement.subprocessors,
    )
    first.save(force_insert=True)
    return first


def _document(
    agreement: Agreement, made: AppendixB, line: AgreementNotice, before: AppendixB, by: Actor
) -> Any:
    content = fill(in_force("appendix_b", timezone.localdate()), _context(agreement, made, line, before))
    name = f"{agreement.number}-bilag-B-version-{made.number}.docx"
    title = f"Bilag B, version {made.number}, {agreement.number}"
    return keep_municipal_made(Made(content, name, title), by=by).pk


def _context(
    agreement: Agreement, made: AppendixB, line: AgreementNotice, before: AppendixB
) -> dict[str, Any]:
    notice = line.notice
    return {
        "aftale_nr": agreement.number,
        "aftale_titel": agreement.title,
        "dataansvarlig": _own_name(),
        "databehandler": agreement.supplier_name,
        "version": made.number,
        "gaelder_fra": made.valid_from,
        "afloeser": {"version": before.number},
        "godkendelsestype": line.authorisation,
        "varsel": {
            "nummer": notice.number or "registreret af kommunen",
            "navn": notice.name,
            "modtaget": line.received_on,
            "svar": _answer_words(line),
        },
        "underdatabehandlere": [
            {
                "navn": row.get("name", ""),
                "regnr": row.get("registration_number", ""),
                "adresse": row.get("address", ""),
                "land": row["country_name"],
                "behandling": row.get("processing", ""),
                "overfoerselsgrundlag": row["basis_words"],
            }
            for row in map(shown, made.subprocessors)
        ],
    }


def _answer_words(line: AgreementNotice) -> str:
    if line.answered == AgreementNotice.Answered.SILENCE:
        return "Kommunen har ikke gjort indsigelse inden fristen."
    if line.answered == AgreementNotice.Answered.JOINED:
        return "Varslet var afsluttet, da kommunen indgik aftalen, og underdatabehandleren er i brug."
    if line.is_specific:
        return "Kommunen har godkendt underdatabehandleren."
    return "Kommunen har meddelt, at den ikke har indsigelse."


def _own_name() -> str:
    """Return the name of the municipality that is acting."""
    caller = wrapper().caller
    found = Municipality.objects.filter(pk=caller.holder).first() if caller else None
    return found.name if found else ""
