"""What is done with people's access, in words."""

from accounts.roles import ROLES
from workflows.deeds import Kind

_ROLES = {key: role.name for key, role in ROLES.items()}

DEEDS = {
    "accounts.colleague": Kind(
        "Adgang",
        "personen",
        {
            "invite": "inviterede {it}[ som {roles}]",
            "end_access": "lukkede adgangen for {it}",
            "take_away_second_factor": "fjernede totrinsbekræftelsen for {it}",
        },
        codes={"roles": _ROLES},
    ),
    "accounts.person": Kind(
        "Adgang",
        "personen",
        {
            "take_up_invitation": "tog imod invitationen",
            "choose_new_password": "valgte en ny adgangskode",
            "set_up_second_factor": "slog totrinsbekræftelse til",
            "remove_second_factor": "slog totrinsbekræftelse fra",
            "make_recovery_codes": "lavede nye nødkoder",
            "use_recovery_code": "loggede ind med en nødkode",
            "sign_in": "loggede ind[ på {place}][, bekræftet med {factor}]",
            "refuse_sign_in": "afviste et forsøg på at logge ind[ på {place}]: {what}",
            "stop_guessing": "lukkede en tid for forsøg på at logge ind[ på {place}]: {limit} ({what})",
            "change_password": "skiftede sin adgangskode",
            "end_other_sessions": "loggede ud alle andre steder",
        },
        codes={
            "what": {"password": "forkert e-mail eller adgangskode", "code": "forkert kode"},
            "limit": {
                "both": "mange forsøg på personen fra én netadresse",
                "person": "mange forsøg på personen",
                "address": "mange forsøg fra én netadresse",
                "host": "mange forsøg på siden i alt",
            },
            "factor": {"app": "app", "email": "kode på e-mail", "recovery": "nødkode"},
        },
    ),
    "accounts.calendarfeed": Kind(
        "Kalenderadresse",
        "sin kalenderadresse",
        {
            "make_feed": "lavede en hemmelig kalenderadresse",
            "revoke_feed": "kaldte sin kalenderadresse tilbage",
        },
    ),
}
