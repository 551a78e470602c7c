"""The demo's people. Those with a key are named by bin/up and the README; addresses end in .example."""

from dataclasses import dataclass
from uuid import UUID, uuid5

from django.contrib.auth.hashers import make_password

from accounts.models import Engagement, Person
from tenants.models import Municipality
from workflows.danish import slug

NAMESPACE = UUID("c0a5bd63-9a8b-4a53-bb0f-6a8d8f6f0d11")
PASSWORD = "Tilsyn-i-faellesskab"  # noqa: S105 - the demo's, printed by bin/up; no production mode loads it


@dataclass(frozen=True)
class DemoPerson:
    """Somebody who can sign in: on which site, for whom, as what."""

    name: str
    email: str
    site: str
    what: str
    roles: tuple[str, ...]
    kommunekode: str = ""
    title: str = ""
    phone: str = ""


SECRETARIAT = "secretariat"
MUNICIPALITY = "municipality"
SUPPLIER = "supplier"
SARA = DemoPerson(
    "Sara Holm",
    "sara@sekretariat.example",
    SECRETARIAT,
    "sagsbehandler",
    ("case_worker",),
    title="Sagsbehandler",
    phone="70 10 10 01",
)
LISE = DemoPerson(
    "Lise Brandt",
    "lise@sekretariat.example",
    SECRETARIAT,
    "leder og administrator",
    ("leader", "administrator"),
    title="Sekretariatsleder",
    phone="70 10 10 02",
)
KARL = DemoPerson(
    "Karl Munk",
    "karl@bestyrelse.example",
    SECRETARIAT,
    "bestyrelsen: ser kun tal i alt",
    ("board_reader",),
    title="Bestyrelsesmedlem",
)
METTE = DemoPerson(
    "Mette Kjær",
    "mette@aalborg.example",
    MUNICIPALITY,
    "kontaktperson og beslutningstager, Aalborg",
    ("contact", "decision_maker"),
    "0851",
    "Informationssikkerhedskoordinator",
)
DORTE = DemoPerson(
    "Dorte Lund",
    "dorte@aalborg.example",
    MUNICIPALITY,
    "DPO, Aalborg",
    ("dpo",),
    "0851",
    "Databeskyttelsesrådgiver",
)
BENTE = DemoPerson(
    "Bente Friis",
    "bente@aalborg.example",
    MUNICIPALITY,
    "underskriver, Aalborg",
    ("signatory",),
    "0851",
    "Digitaliseringschef",
)
IB = DemoPerson(
    "Ib Toft", "ib@aalborg.example", MUNICIPALITY, "læser, Aalborg", ("reader",), "0851", "Konsulent"
)
BO = DemoPerson(
    "Bo Vestergaard",
    "bo@viborg.example",
    MUNICIPALITY,
    "kontaktperson og beslutningstager, Viborg",
    ("contact", "decision_maker"),
    "0791",
    "IT-sikkerhedskoordinator",
)
LEO = DemoPerson(
    "Leo Ravn",
    "leo@leverandoer-et.example",
    SUPPLIER,
    "leverandør med åbne tilsyn",
    ("supplier_contact",),
    title="Compliance manager",
)
HANNE = DemoPerson(
    "Hanne Bruun",
    "hanne@viborg.example",
    MUNICIPALITY,
    "underskriver, Viborg",
    ("signatory",),
    "0791",
    "Digitaliseringschef",
)
LIS = DemoPerson(
    "Lis Bech",
    "lis@leverandoer-to.example",
    SUPPLIER,
    "en anden leverandør med åbne tilsyn",
    ("supplier_contact",),
    title="Kvalitetschef",
)
MORE_CASE_WORKERS = (
    DemoPerson(
        "Jonas Winther",
        "jonas@sekretariat.example",
        SECRETARIAT,
        "",
        ("case_worker",),
        title="Sagsbehandler",
        phone="70 10 10 03",
    ),
    DemoPerson(
        "Amina Dahl",
        "amina@sekretariat.example",
        SECRETARIAT,
        "",
        ("case_worker",),
        title="Sagsbehandler",
        phone="70 10 10 04",
    ),
    DemoPerson(
        "Troels Berg",
        "troels@sekretariat.example",
        SECRETARIAT,
        "",
        ("case_worker",),
        title="Sagsbehandler",
        phone="70 10 10 05",
    ),
)
NAMED = (SARA, LISE, KARL, METTE, DORTE, BENTE, IB, BO, LEO, LIS)
SOEREN_EMAIL = "soeren@aalborg.example"
FIRST_NAMES = (
    "Anne",
    "Birgit",
    "Christian",
    "Ditte",
    "Erik",
    "Frida",
    "Gitte",
    "Henrik",
    "Ida",
    "Jens",
    "Kirsten",
    "Lars",
    "Maja",
    "Niels",
)
LAST_NAMES = (
    "Aagaard",
    "Bruun",
    "Carlsen",
    "Dam",
    "Eskildsen",
    "Falk",
    "Gram",
    "Hald",
    "Iversen",
    "Juhl",
    "Krogh",
)


def person_id(email: str) -> UUID:
    """Return a demo person's id, the same in every demo."""
    return uuid5(NAMESPACE, email)


def load_people(members: dict[str, Municipality]) -> None:
    """Store the secretariat's and the municipalities' people; act as the owner. Can be run again."""
    hashed = make_password(PASSWORD)
    wanted = [each for each in (*NAMED, HANNE, *MORE_CASE_WORKERS) if each.site != SUPPLIER]
    wanted += [
        _contact(code, index, member)
        for index, (code, member) in enumerate(sorted(members.items()))
        if code not in ("0851", "0791")
    ]
    for each in wanted:
        member = members.get(each.kommunekode)
        store(each, hashed, municipality=member)


def _contact(code: str, index: int, member: Municipality) -> DemoPerson:
    """Return an invented contact person of a municipality without named people."""
    name = f"{FIRST_NAMES[index % len(FIRST_NAMES)]} {LAST_NAMES[index % len(LAST_NAMES)]}"
    email = f"{name.split(maxsplit=1)[0].lower()}@{slug(member.short_name)}.example"
    return DemoPerson(
        name,
        email,
        MUNICIPALITY,
        "",
        ("contact", "decision_maker"),
        code,
        "Informationssikkerhedskoordinator",
    )


def store(
    each: DemoPerson,
    hashed: str,
    *,
    municipality: Municipality | None = None,
    supplier: tuple[UUID, str] | None = None,
) -> Person:
    """Store one person and the work that the roles stand on; what is there already stays."""
    defaults = {
        "id": person_id(each.email),
        "name": each.name,
        "password": hashed,
    }
    person, _ = Person.objects.get_or_create(email=each.email, defaults=defaults)
    organisation = {"secretariat": "Sekretariatet"}.get(each.site) or (
        municipality.name if municipality else supplier[1] if supplier else ""
    )
    Engagement.objects.get_or_create(
        person=person,
        site=each.site,
        municipality_id=municipality.id if municipality else None,
        supplier_id=supplier[0] if supplier else None,
        defaults={
            "organisation": organisation,
            "name": each.name,
            "email": each.email,
            "phone": each.phone,
            "title": each.title,
            "roles": list(each.roles),
        },
    )
    return person
