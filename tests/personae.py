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


PERSONAE = {
    each.key: each
    for each in (
        Persona("sara", "Sara Sagsbehandler", "sara@sekretariat.example", "secretariat", "Sekretariatet", ("case_worker",)),
        Persona(
            "lise", "Lise Leder", "lise@sekretariat.example", "secretariat", "Sekretariatet", ("leader", "administrator")
        ),
        Persona("karl", "Karl Bestyrelse", "karl@bestyrelse.example", "secretariat", "Bestyrelsen", ("board_reader",)),
        Persona(
            "mette", "Mette Aalborg", "mette@aalborg.example", "municipality", "Aalborg Kommune", ("contact", "decision_maker"), "0851"
        ),
        Persona("dorte", "Dorte Aalborg", "dorte@aalborg.example", "municipality", "Aalborg Kommune", ("dpo",), "0851"),
        Persona("bente", "Bente Aalborg", "bente@aalborg.example", "municipality", "Aalborg Kommune", ("signatory",), "0851"),
        Persona("ib", "Ib Aalborg", "ib@aalborg.example", "municipality", "Aalborg Kommune", ("reader",), "0851"),
        Persona("bo", "Bo Viborg", "bo@viborg.example", "municipality", "Viborg Kommune", ("contact", "decision_maker"), "0791"),
        Persona("leo", "Leo Leverandør", "leo@nordlys.example", "supplier", "Nordlys Data A/S", ("supplier_contact",), "", SUPPLIER_X),
        Persona("lis", "Lis Leverandør", "lis@kystsoft.example", "supplier", "Kystsoft ApS", ("supplier_contact",), "", SUPPLIER_Y),
    )
}  # fmt: skip
MEMBERS = ("0851", "0791", "0101")  # Aalborg, Viborg and København stand in every test database
