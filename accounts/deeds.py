"""What is done with people's access, in words."""

from accounts.roles import ROLES
from workflows.deeds import Kind

_ROLES = {key: role.name for key, role in ROLES.items()}

DEEDS = {
    "accounts.colleague": Kind(
        "Adgang",
        "personen",
        {"invite": "inviterede {it}[ som {roles}]", "end_access": "lukkede adgangen for {it}"},
        codes={"roles": _ROLES},
    ),
    "accounts.person": Kind("Adgang", "personen", {"take_up_invitation": "tog imod invitationen"}),
}
