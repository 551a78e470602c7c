"""What the Word template of an agreement is filled with: the common fields, and one municipality's facts."""

from dataclasses import dataclass
from typing import Any

from agreements.joint.countries import name_of
from agreements.joint.models import CommonText
from agreements.joint.parts.assistance import erasure_words
from agreements.joint.parts.security import LEVEL_WORDS, MEASURES
from agreements.joint.parts.service import termination_words
from agreements.joint.parts.supervision import CONCEPTS
from agreements.joint.parts.transfers import BASES
from tenants.models import Municipality

Values = dict[str, Any]
BY_HAND = "………………………"  # a line to be filled in by hand; we hold no such fact of the municipality
DURATION = (
    "Behandlingen varer, så længe hovedaftalen gælder, og til oplysningerne er slettet eller leveret tilbage."
)
CONTROL_LENGTH = 16


@dataclass(frozen=True)
class Controller:
    """The municipality as it stands in its agreement: functions and mailboxes, no persons."""

    name: str = "Kommunen"
    cvr: str = BY_HAND
    mailbox: str = BY_HAND

    @classmethod
    def of(cls, municipality: Municipality) -> "Controller":
        """Return the facts of a member."""
        return cls(municipality.name, municipality.cvr, municipality.shared_mailbox or BY_HAND)


def common_context(text: CommonText, values: dict[str, Values]) -> Values:
    """Return the fields that are alike in all agreements of the text."""
    return {
        "skabelon_version": text.template_version,
        "skabelon_hash": text.body_sha256[:CONTROL_LENGTH],
        "it_system_navn": _enumerated([each.system_name for each in text.systems.all()]),
        "antal_bilag": "fire",
        "tilsynsmyndighed": "Datatilsynet",
        "databehandler": _processor(text, values["ydelse"], values["kontakt"]),
        "ydelse_beskrivelse": values["ydelse"]["service"],
        "hovedaftale_titel": values["ydelse"]["main_agreement"],
        "brud_frist_timer": values["kontakt"]["breach_hours"],
        "ophoer_valg": values["kontakt"]["at_the_end"],
        "tiltraedelse_ja_nej": bool(values["bilag-d"].get("docking")),
        **_appendix_a(values["bilag-a"]),
        "varighed": _duration(values["bilag-a"], values["kontakt"]),
        **_appendix_b(values["bilag-b"]),
        **_security(values["sikkerhed"]),
        **_assistance(values["bistand"], values["kontakt"]),
        **_places(values["steder"]),
        **_supervision(values["tilsyn"]),
        **_appendix_d(values["bilag-d"]),
    }


def with_controller(common: Values, controller: Controller, number: str) -> Values:
    """Return the common fields with one municipality's own, and the agreement's number."""
    return {**common, "aftale_nr": number, "dataansvarlig": _controller(controller)}


def _enumerated(words: list[str]) -> str:
    return " og ".join([", ".join(words[:-1]), words[-1]]) if len(words) > 1 else "".join(words)


def _controller(controller: Controller) -> Values:
    return {
        "navn": controller.name,
        "cvr": controller.cvr,
        "adresse": BY_HAND,
        "postnr": "…………",
        "by": BY_HAND,
        "land": "Danmark",
        "kontakt_funktion": "Kontakt om databeskyttelse",
        "kontakt_mail": controller.mailbox,
        "kontakt_tlf": BY_HAND,
        "brud_mail": controller.mailbox,
        "brud_tlf": BY_HAND,
        "dpo_mail": BY_HAND,
    }


def _processor(text: CommonText, service: Values, contacts: Values) -> Values:
    return {
        "navn": text.supplier.name,
        "cvr": text.supplier.number or BY_HAND,
        "adresse": service["address"],
        "postnr": service["postcode"],
        "by": service["city"],
        "land": name_of(service["country"]),
        "kontakt_funktion": contacts["contact_function"],
        "kontakt_mail": contacts["contact_mailbox"],
        "kontakt_tlf": contacts["contact_phone"],
        "brud_mail": contacts["breach_mailbox"],
        "brud_tlf": contacts["breach_phone"],
        "dpo_mail": contacts["dpo_mailbox"] or "Ingen særskilt postkasse",
    }


def _appendix_a(values: Values) -> Values:
    other = [values["ordinary_other"]] if values["ordinary_other"] else []
    return {
        "formaal": values["purpose"],
        "karakter": values["operations"],
        "datatyper_alm": values["ordinary"] + other,
        "datatyper_fortrolige": values["confidential"],
        "datatyper_art9": values["special"],
        "cpr_ja_nej": values["cpr"],
        "straf_ja_nej": values["criminal"],
        "registrerede": values["subjects"],
    }


def _duration(values: Values, contacts: Values) -> str:
    """Return A.5: for how long, and where the text has one with what notice it can be terminated."""
    lasts = DURATION if values["duration"] == "main" else str(values["duration_other"])
    notice = termination_words(contacts)
    return f"{lasts} Aftalen kan opsiges med et varsel på {notice}." if notice else lasts


def _appendix_b(values: Values) -> Values:
    return {
        "godkendelsestype": values["authorisation"],
        "varsel_antal": values["notice_number"],
        "varsel_enhed": values["notice_unit"],
        "indsigelsesfrist": values["objection_within"],
        "indsigelsesgrunde": values["objection_grounds"],
        "underdatabehandlere": [
            {
                "navn": row["name"],
                "regnr": row["registration_number"],
                "adresse": row["address"],
                "land": name_of(row["country"]),
                "behandling": row["processing"],
                "overfoerselsgrundlag": BASES[row["transfer_basis"] or "eea"],
            }
            for row in values["subprocessors"]
        ],
    }


def _security(values: Values) -> Values:
    measures = [
        {"nr": number, "overskrift": heading, "tekst": values[f"measure_{number}"]}
        for number, heading in enumerate(MEASURES, 1)
    ]
    return {
        "instruks": values["instruction"],
        "sikkerhedsniveau": LEVEL_WORDS[values["level"]],
        "sikkerhedsbegrundelse": values["level_reason"],
        "foranstaltninger": measures,
    }


def _assistance(values: Values, contacts: Values) -> Values:
    kept = [
        {"datatype": row["what"], "periode": row["period"], "haendelse": row["event"]}
        for row in values["retention"]
    ]
    return {
        "bistand": [line.strip() for line in values["assistance"].splitlines() if line.strip()],
        "bistand_vederlag": values["assistance_price"],
        "opbevaring": kept,
        "sletterutine": erasure_words(values, contacts["at_the_end"]),
        "retligt_opbevaringskrav": values["legal_retention"],
    }


def _places(values: Values) -> Values:
    places = [
        {"adresse": row["where"], "land": name_of(row["country"]), "formaal": row["what"]}
        for row in values["places"]
        if row["kind"] == "place"
    ]
    moved = [
        {
            "modtager": row["where"],
            "land": name_of(row["country"]),
            "grundlag": BASES[row["basis"]],
            "tia_dok": row["assessment"] or "Ikke påkrævet",
        }
        for row in values["places"]
        if row["kind"] == "transfer"
    ]
    return {"lokaliteter": places, "tredjeland_tilladt": values["transfers_allowed"], "overfoersler": moved}


def _supervision(values: Values) -> Values:
    concept = int(values["concept"])
    return {
        "tilsynskoncept": {"nummer": concept, "navn": CONCEPTS[concept]},
        "erklaeringstype": values["statement"],
        "erklaering_interval": values["interval"],
        "erklaering_frist": values["delivered"],
        "tilsyn_omkostning": values["cost"],
        "inspektion_varsel_dage": values["inspection_notice_days"],
        "underdb_tilsyn": values["subprocessors"],
    }


def _appendix_d(values: Values) -> Values:
    return {
        "ansvar": values["liability"],
        "vederlag": values["price"],
        "lovvalg_vaerneting": values["law"],
        "fravigelser": [{"punkt": row["clause"], "tekst": row["text"]} for row in values["departures"]],
    }
