"""The words that the rows are written with, and the addresses that every site has."""

from accounts.permissions import P

OPEN = "open"
SIGNED_IN = "signed in"
Who = str | frozenset[str]


def any_of(*permissions: str) -> frozenset[str]:
    """Whoever holds at least one of the permissions."""
    return frozenset(permissions)


PEOPLE = any_of(P.PEOPLE_MANAGE, P.OWN_PEOPLE_MANAGE, P.SUPPLIER_PEOPLE_MANAGE)
OWN = any_of(P.OWN_VIEW)
REGISTER = any_of(P.REGISTER_VIEW)
REGISTER_EDIT = any_of(P.REGISTER_EDIT)
IMPORT = any_of(P.REGISTER_IMPORT)
AUDITS = any_of(P.AUDITS_VIEW)
CONDUCT = any_of(P.AUDITS_CONDUCT)
PLAN = any_of(P.AUDITS_PLAN)
PUBLISH = any_of(P.AUDITS_PUBLISH)
DESK = any_of(P.DESK_VIEW)
VALUES = any_of(P.VALUES_MANAGE)
TEMPLATES = any_of(P.TEMPLATES_MANAGE)
AGREEMENTS = any_of(P.AGREEMENTS_VIEW)
NEGOTIATE = any_of(P.AGREEMENTS_NEGOTIATE)
DECIDE = any_of(P.OWN_DECIDE)
OWN_AUDIT = any_of(P.OWN_AUDIT)
PACKAGE = any_of(P.OWN_PACKAGE)
CHOOSE = any_of(P.OWN_AGREEMENTS_CHOOSE)
NEGOTIATES = any_of(P.SUPPLIER_NEGOTIATE)
ANSWERS = any_of(P.SUPPLIER_ANSWER)
API_KEYS = any_of(P.OWN_API_KEYS)
API_NAMES = (
    *("audits", "audits_1", "audits_2", "audits_3", "audits_4", "audits_5"),
    *("suppliers", "suppliers_1", "suppliers_2"),
    *("it_systems", "it_systems_1", "it_systems_2", "it_systems_3"),
    *("documents", "documents_1", "documents_2", "description"),
)
EVERY_SITE: dict[str, Who] = {
    "front": any_of(P.DESK_VIEW, P.TOTALS_VIEW, P.OWN_VIEW, P.SUPPLIER_ANSWER),
    "people": PEOPLE,
    "people_end": PEOPLE,
    "account_login": OPEN,
    "account_logout": OPEN,
    "second_factor": OPEN,  # asks who has given the right password
    "security": SIGNED_IN,
    "security_password": SIGNED_IN,
    "security_app": SIGNED_IN,
    "security_app_remove": SIGNED_IN,
    "security_codes": SIGNED_IN,
    "security_codes_file": SIGNED_IN,
    "security_codes_kept": SIGNED_IN,
    "security_end_others": SIGNED_IN,
    "still_here": SIGNED_IN,
    "account_reset_password": OPEN,
    "account_reset_password_done": OPEN,
    "account_reset_password_from_key": OPEN,
    "account_reset_password_from_key_done": OPEN,
    "account_inactive": OPEN,
    "invitation": OPEN,
}
