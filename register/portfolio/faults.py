"""Why a line is refused. The order is the rule: a line with several faults counts under the first."""

from dataclasses import dataclass
from enum import StrEnum

from .columns import Field


class Reason(StrEnum):
    """Reasons in the order in which they are tried; the value is what the user reads."""

    UNKNOWN_MUNICIPALITY = "ukendt kommune"
    NOT_A_MEMBER = "kommunen er ikke medlem"
    BROKEN_CVR = "ugyldigt CVR på leverandør"
    NO_SYSTEM_NAME = "systemnavn mangler"
    BROKEN_DATE = "ugyldig dato"
    NEGATIVE_SUBJECTS = "negativt antal registrerede"
    BROKEN_SUBJECTS = "ugyldigt antal registrerede"
    BROKEN_KITOS = "ugyldigt KITOS-uuid"
    TOO_LONG = "for lang tekst"


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a line: the field, what stood there, and what the sender can do about it."""

    reason: Reason
    field: Field
    value: str
    advice: str
