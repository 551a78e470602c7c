"""The people of the tests and of the demo: who they are, whom they work for, and in which roles."""

from dataclasses import dataclass
from uuid import UUID, uuid5

NAMESPACE = UUID("6f1c1f0e-2f5b-4c59-9d7e-2a8f5f0f7a11")
SUPPLIER_X = uuid5(NAMESPACE, "leverandør x")
SUPPLIER_Y = uuid5(NAMESPACE, "leverandør y")
PASSWORD = "tolv-gode-tegn-2026"


@dataclass(frozen=True)
class Persona:
    """Somebody with a site, an organisation (kommunekode or supplier) and roles."""

    key: str
    name: str
    email: str
    site: str
    organisation: str
    roles: tuple[str, ...]
    kommunekode: str = ""
    supplier_id: UUID | None = None

    @property
    def id(self) -> UUID:
        """The person's id, the same in every run."""
        return uuid5(NAMESPACE, self.email)


_OFFICE = ("secretariat", "Sekretariatet")
_AALBORG = ("municipality", "Aalborg Kommune")
_VIBORG = ("municipality", "Viborg Kommune")
_NORDLYS = ("supplier", "Nordlys Data A/S")
_KYSTSOFT = ("supplier", "Kystsoft ApS")
_LEADS = ("leader", "administrator")
_BOARD = ("secretariat", "Bestyrelsen")
_DECIDES = ("contact", "decision_maker")
_CONTACT = ("supplier_contact",)

PERSONAE = {
    each.key: each
    for each in (
        Persona("sara", "Sara Sagsbehandler", "sara@sekretariat.example", *_OFFICE, ("case_worker",)),
        Persona("lise", "Lise Leder", "lise@sekretariat.example", *_OFFICE, _LEADS),
        Persona("karl", "Karl Bestyrelse", "karl@bestyrelse.example", *_BOARD, ("board_reader",)),
        Persona("mette", "Mette Aalborg", "mette@aalborg.example", *_AALBORG, _DECIDES, "0851"),
        Persona("dorte", "Dorte Aalborg", "dorte@aalborg.example", *_AALBORG, ("dpo",), "0851"),
        Persona("bente", "Bente Aalborg", "bente@aalborg.example", *_AALBORG, ("signatory",), "0851"),
        Persona("ib", "Ib Aalborg", "ib@aalborg.example", *_AALBORG, ("reader",), "0851"),
        Persona("bo", "Bo Viborg", "bo@viborg.example", *_VIBORG, _DECIDES, "0791"),
        Persona("leo", "Leo Leverandør", "leo@nordlys.example", *_NORDLYS, _CONTACT, "", SUPPLIER_X),
        Persona("lis", "Lis Leverandør", "lis@kystsoft.example", *_KYSTSOFT, _CONTACT, "", SUPPLIER_Y),
    )
}
MEMBERS = ("0851", "0791", "0101")  # Aalborg, Viborg and København stand in every test database
