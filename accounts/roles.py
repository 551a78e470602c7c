"""Roles: what a person is on a site, in a sentence the pages show, and what it permits."""

from accounts.permissions import P
from workflows.actors import Actor


class Role:
    """A role on one site; one person may hold several. Subclasses are the roles there are."""

    key: str
    site: str
    name: str
    sentence: str
    permissions: frozenset[str]


class CaseWorker(Role):
    key = "case_worker"
    site = "secretariat"
    name = "sagsbehandler"
    sentence = "Planlægger og fører tilsyn og forhandler aftaler."
    permissions = frozenset(
        {
            P.DESK_VIEW,
            P.REGISTER_VIEW,
            P.REGISTER_EDIT,
            P.REGISTER_IMPORT,
            P.AUDITS_VIEW,
            P.AUDITS_PLAN,
            P.AUDITS_CONDUCT,
            P.AUDITS_PUBLISH,
            P.AGREEMENTS_VIEW,
            P.AGREEMENTS_NEGOTIATE,
            P.AGREEMENTS_SECOND_READ,
            P.TOTALS_VIEW,
        }
    )


class Leader(Role):
    key = "leader"
    site = "secretariat"
    name = "leder"
    sentence = (
        "Leder sekretariatet, læser rapporter igennem, afgør indsigelser mod dem, godkender lavere "
        "tilsynskoncepter, frigiver aftaletekster og vedligeholder forhandlingsgrundlaget."
    )
    permissions = CaseWorker.permissions | {
        P.AUDITS_SECOND_READ,
        P.AUDITS_APPROVE_CONCEPT,
        P.AUDITS_DECIDE_OBJECTION,
        P.AGREEMENTS_RELEASE,
        P.AGREEMENTS_POSITIONS,
        P.TEMPLATES_MANAGE,
    }


class Administrator(Role):
    key = "administrator"
    site = "secretariat"
    name = "administrator"
    sentence = "Giver adgang til personer og vedligeholder skabeloner og værdier."
    permissions = frozenset(
        {
            P.DESK_VIEW,
            P.REGISTER_VIEW,
            P.AUDITS_VIEW,
            P.AGREEMENTS_VIEW,
            P.PEOPLE_MANAGE,
            P.TEMPLATES_MANAGE,
            P.VALUES_MANAGE,
        }
    )


class BoardReader(Role):
    key = "board_reader"
    site = "secretariat"
    name = "bestyrelsesmedlem"
    sentence = "Ser tal i alt, aldrig en enkelt kommunes stillingtagen."
    permissions = frozenset({P.TOTALS_VIEW})


class Reader(Role):
    key = "reader"
    site = "municipality"
    name = "læser"
    sentence = "Læser kommunens rapporter, aftaler og systemer."
    permissions = frozenset({P.OWN_VIEW})


class Contact(Role):
    key = "contact"
    site = "municipality"
    name = "kontaktperson"
    sentence = (
        "Kommunens kontakt til sekretariatet; holder listen over systemer og personer ajour, forbereder "
        "tilsynsplanen og udfører kommunens egne tilsyn."
    )
    permissions = frozenset(
        {
            P.OWN_VIEW,
            P.OWN_SYSTEMS_REPORT,
            P.OWN_AUDIT,
            P.OWN_AGREEMENTS_CHOOSE,
            P.OWN_ASK,
            P.OWN_PACKAGE,
            P.OWN_PEOPLE_MANAGE,
            P.OWN_API_KEYS,
        }
    )


class Deputy(Role):
    key = "deputy"
    site = "municipality"
    name = "stedfortræder"
    sentence = "Træder i kontaktpersonens sted."
    permissions = Contact.permissions


class DecisionMaker(Role):
    key = "decision_maker"
    site = "municipality"
    name = "beslutningstager"
    sentence = (
        "Tager på kommunens vegne stilling til tilsynsrapporter, aftaler og tilsynsplanen, og giver andre "
        "ret til det."
    )
    permissions = frozenset(
        {
            P.OWN_VIEW,
            P.OWN_DECIDE,
            P.OWN_AUDIT,
            P.OWN_AGREEMENTS_CHOOSE,
            P.OWN_ASK,
            P.OWN_PACKAGE,
            P.OWN_PEOPLE_MANAGE,
            P.OWN_API_KEYS,
        }
    )


class Dpo(Role):
    key = "dpo"
    site = "municipality"
    name = "databeskyttelsesrådgiver (DPO)"
    sentence = "Rådgiver og kan knytte bemærkninger til alt, men tager ikke stilling på kommunens vegne."
    permissions = frozenset({P.OWN_VIEW, P.OWN_REMARK, P.OWN_ASK, P.OWN_PACKAGE})


class Signatory(Role):
    key = "signatory"
    site = "municipality"
    name = "underskriver"
    sentence = "Underskriver databehandleraftaler for kommunen."
    permissions = frozenset({P.OWN_VIEW, P.OWN_SIGN})


class SupplierContact(Role):
    key = "supplier_contact"
    site = "supplier"
    name = "kontaktperson hos leverandøren"
    sentence = "Besvarer tilsyn og forhandler aftaletekster for leverandøren."
    permissions = frozenset({P.SUPPLIER_ANSWER, P.SUPPLIER_NEGOTIATE, P.SUPPLIER_PEOPLE_MANAGE})


ROLES: dict[str, type[Role]] = {
    role.key: role
    for role in (
        CaseWorker,
        Leader,
        Administrator,
        BoardReader,
        Contact,
        Deputy,
        DecisionMaker,
        Dpo,
        Signatory,
        Reader,
        SupplierContact,
    )
}


def permissions_of(keys: list[str], site: str) -> frozenset[str]:
    """Return what the roles permit together on a site; a role of another site permits nothing."""
    held = [ROLES[key] for key in keys if key in ROLES and ROLES[key].site == site]
    return frozenset().union(*(role.permissions for role in held)) if held else frozenset()


BINDING = frozenset({P.OWN_DECIDE, P.OWN_SIGN})  # what commits a municipality

WHO_GIVES = (
    "Beslutningstagere og underskrivere får deres rolle af en beslutningstager i kommunen "
    "eller af sekretariatet."
)


def may_give(role: type[Role], by: Actor) -> bool:
    """Return whether `by` may give the role to somebody, as far as the role itself goes.

    A role that commits a municipality is given by who decides for it, by who holds as much, or by the
    secretariat's administrator (docs/adr/0017).
    """
    needed = role.permissions & BINDING
    return not needed or by.may(P.OWN_DECIDE) or by.may(P.PEOPLE_MANAGE) or all(map(by.may, needed))


def roles_of_site(site: str) -> list[type[Role]]:
    """Return the roles that may be given on a site."""
    return [role for role in ROLES.values() if role.site == site]
