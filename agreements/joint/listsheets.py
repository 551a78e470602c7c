"""The secretariat's and the supplier's lists of agreements as workbooks, with all rows of what is shown."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from agreements.joint.endings.reading import Ending
from agreements.joint.incidents.models import Incident
from agreements.joint.incidents.states import IncidentState
from agreements.joint.models import (
    Advice,
    CommonText,
    Departure,
    OutsideRecipient,
    Position,
    ServiceOrder,
    Wish,
)
from agreements.joint.notices.models import SubProcessorNotice
from agreements.joint.notices.states import NoticeState
from agreements.joint.signing import Signing
from agreements.joint.states import TextState
from agreements.joint.views.way import shown_to_supplier
from secretariat.pagekit.tags.words import da_moment, spoken
from secretariat.pagekit.workbook import Sheet, workbook, workbook_of


def texts_sheet(found: Iterable[CommonText]) -> bytes:
    """Return the common texts with how many municipalities have each."""
    heads = ("Nummer", "Titel", "Leverandør", "Status", "Siden", "Kommuner")
    cells = (
        [
            each.number,
            each.title,
            each.supplier.name,
            TextState(each.state).label,
            localdate(each.state_since),
            each.recipients,  # type: ignore[attr-defined]  # counted by the list
        ]
        for each in found
    )
    return workbook("Aftaletekster", heads, cells)


def notices_sheet(found: Iterable[SubProcessorNotice]) -> bytes:
    """Return the notices of sub-processors."""
    heads = ("Nummer", "Underdatabehandler", "Leverandør", "Status", "Modtaget", "Kilde", "Tages i brug")
    cells = (
        [
            each.number,
            each.name,
            each.supplier.name,
            NoticeState(each.state).label,
            each.received_on,
            each.get_source_display(),
            each.used_from,
        ]
        for each in found
    )
    return workbook("Varsler", heads, cells)


def own_notices_sheet(found: Iterable[SubProcessorNotice]) -> bytes:
    """Return a supplier's own notices, in the language of the page."""
    heads = (_("Nummer"), _("Underdatabehandler"), _("Status"), _("Modtaget"), _("Tages i brug fra"))
    cells = (
        [each.number, each.name, spoken(NoticeState(each.state).label), each.received_on, each.used_from]
        for each in found
    )
    return workbook(_("Varsler"), heads, cells)


def incidents_sheet(found: Iterable[Incident]) -> bytes:
    """Return the incidents."""
    heads = ("Nummer", "Hændelse", "Vedrører", "Kilde", "Status", "Sendt")
    cells = (
        [
            each.number,
            each.title,
            each.subject_name,
            each.get_source_display(),
            IncidentState(each.state).label,
            da_moment(each.sent_at),
        ]
        for each in found
    )
    return workbook("Hændelser", heads, cells)


def departures_sheet(found: Iterable[Departure]) -> bytes:
    """Return the departures of all texts, whole."""
    heads = (
        "Punkt", "Nummer", "Aftaletekst", "Leverandør", "Ønske", "Aftalt i stedet", "Begrundelse",
        "Besluttet", "Besluttet af",
    )  # fmt: skip
    cells = (
        [
            each.clause,
            each.common_text.number,
            each.common_text.title,
            each.common_text.supplier.name,
            each.wish_text,
            each.agreed,
            each.reason,
            localdate(each.decided_at),
            each.decided_by_name,
        ]
        for each in found
    )
    return workbook("Fravigelser", heads, cells)


def precedents_sheet(found: Iterable[Wish]) -> bytes:
    """Return what was asked on a point, and what came of it."""
    heads = (
        "Punkt", "Leverandør", "Nummer", "Runde", "Ønske", "Forslag", "Udfald", "Svar", "Aftalt", "Dato",
    )  # fmt: skip
    return workbook("Tidligere udfald", heads, map(_precedent, found))


def _precedent(wish: Wish) -> list[Any]:
    departure = getattr(wish, "departure", None)
    return [
        wish.where,
        wish.round.common_text.supplier.name,
        wish.round.common_text.number,
        wish.round.number,
        wish.text,
        wish.proposal,
        wish.answer.get_outcome_display(),
        wish.answer.text,
        departure.agreed if departure else "",
        localdate(wish.answer.answered_at),
    ]


def positions_sheet(found: Iterable[Position]) -> bytes:
    """Return the basis for negotiations, whole, with the standard answers in a sheet of their own."""
    rows = list(found)
    heads = (
        "Punkt", "Overskrift", "Vores tekst og hvorfor", "Kan accepteres", "Aldrig", "Standardsvar",
        "Senest ændret", "Version",
    )  # fmt: skip
    cells = (
        [
            each.clause,
            each.heading,
            each.our_text,
            each.acceptable,
            each.never,
            len(each.answers),
            localdate(each.written_at),
            each.version,
        ]
        for each in rows
    )
    answers = ([each.clause, answer["title"], answer["text"]] for each in rows for answer in each.answers)
    return workbook_of(
        [
            Sheet("Forhandlingsgrundlag", heads, cells),
            Sheet("Standardsvar", ("Punkt", "Titel", "Svar"), answers),
        ]
    )


def deliveries_sheets(shown: Mapping[str, Any]) -> bytes:
    """Return the page of sendings as a sheet for each of its tables, of what the page shows."""
    agreement = ("Nummer", "Aftaletekst", "Leverandør")
    return workbook_of(
        [
            Sheet(
                "På vej",
                (*agreement, "Kommuner", "Leveret", "Status"),
                (
                    [
                        *_named(each["sending"].common_text),
                        len(each["sending"].municipality_ids),
                        each["job"].done,
                        each["job"].message or each["job"].get_state_display(),
                    ]
                    for each in shown["running"]
                ),
            ),
            Sheet("Gik i stå", ("Nummer", "Modtager", "Hvorfor"), _stopped(shown)),
            Sheet(
                "Afventer udsendelse",
                ("Kommune", *agreement, "Hvorfor", "Fik aftalen med et link"),
                (
                    [
                        each["row"].municipality.name,
                        *_named(each["row"].common_text),
                        each["row"].why,
                        "Ja" if each["by_link"] else "Nej",
                    ]
                    for each in shown["late"]
                ),
            ),
            Sheet(
                "Mangler råd",
                (*agreement, "Kommune"),
                ([*_named(each.text), member.name] for each in shown["unadvised"] for member in each.members),
            ),
            Sheet(
                "Uden for, ikke kvitteret",
                ("Navn", *agreement),
                ([each.name, *_named(each.common_text)] for each in shown["silent"]),
            ),
        ]
    )


def _named(text: CommonText) -> tuple[str, str, str]:
    return text.number, text.title, text.supplier.name


def _stopped(shown: Mapping[str, Any]) -> Iterator[list[Any]]:
    """Yield what went wrong: whole sendings, what was given up, and single recipients that wait."""
    for each in shown["stopped"]:
        yield [each["sending"].common_text.number, "Hele udsendelsen", "Arbejdet gik i stå."]
    for each in shown["given_up"]:
        yield [each.text.number, each.who, each.why]
    for each in shown["waits"]:
        why = each["recipient"].reason or "Er ikke leveret endnu."
        yield [each["sending"].common_text.number, each["recipient"].municipality.name, why]


def advice_sheet(found: Iterable[Advice]) -> bytes:
    """Return a municipality's advice, whole."""
    heads = (
        "Nummer", "Aftaletekst", "Leverandør", "Systemer", "Råd", "Givet", "Sagsbehandler", "Telefon",
        "Læst", "Læst af",
    )  # fmt: skip
    cells = (
        [
            each.number,
            each.title,
            each.supplier_name,
            ", ".join(each.system_names),
            each.text,
            localdate(each.given_at),
            each.case_worker_name,
            each.case_worker_phone,
            da_moment(each.read_at),
            each.read_by_name,
        ]
        for each in found
    )
    return workbook("Råd", heads, cells)


def orders_sheet(found: Iterable[ServiceOrder]) -> bytes:
    """Return what is at the signing service."""
    heads = ("Aftale", "Kommune", "Underskrivere", "Status", "Siden", "Bemærkning", "Forsøg")
    cells = (
        [
            each.agreement.number,
            each.agreement.municipality_name,
            ", ".join(str(party["name"]) for party in each.parties),
            each.get_state_display(),
            localdate(each.state_since),
            each.reason or each.trouble,
            each.tries,
        ]
        for each in found
    )
    return workbook("Underskriftstjenesten", heads, cells)


def outside_sheet(found: Iterable[tuple[OutsideRecipient, str]]) -> bytes:
    """Return those outside the association that a text was sent to, each with where it stands."""
    heads = ("Navn", "CVR-nummer", "Postkasse", "Status", "Kvitteret", "Kvitteret af")
    cells = (
        [each.name, each.cvr, each.mailbox, state, da_moment(each.received_at), each.received_by_name]
        for each, state in found
    )
    return workbook("Uden for fællesskabet", heads, cells)


def supplier_sheets(
    texts: Iterable[CommonText], endings: Iterable[Ending], signings: Iterable[Signing]
) -> bytes:
    """Return a supplier's page of texts and agreements: a sheet for each of its three tables."""
    agreement = (_("Kommune"), _("Aftale"), _("Status"))
    return workbook_of(
        [
            Sheet(
                _("Aftaletekster"),
                (_("Nummer"), _("Tekst"), _("Status"), _("Frist")),
                (
                    [
                        each.number,
                        each.title,
                        spoken(shown_to_supplier(each.state).label),
                        each.current_round.due
                        if each.state == TextState.AT_SUPPLIER and each.current_round
                        else None,
                    ]
                    for each in texts
                ),
            ),
            Sheet(
                _("Gældende og ophørte"),
                (*agreement, _("Dato")),
                (
                    [
                        each.issued.municipality_name,
                        each.issued.number,
                        spoken(each.label),
                        each.due if each.state == "under_notice" or each.owes_proof else each.valid_until,
                    ]
                    for each in endings
                ),
            ),
            Sheet(
                _("Til underskrift"),
                (*agreement, _("Siden")),
                (
                    [
                        each.issued.municipality_name,
                        each.issued.number,
                        spoken(each.label),
                        localdate(each.since),
                    ]
                    for each in signings
                ),
            ),
        ]
    )
