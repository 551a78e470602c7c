"""Appendix C.1 and C.2: the instruction, and the security measures."""

from collections.abc import Iterator
from typing import Any

from agreements.joint.parts.appendix_a import needs_more_than_low
from agreements.joint.parts.base import Facts, Fault, Part, PartForm, Values, choice, long_text

LEVELS = [("lav", "Lavt"), ("middel", "Middel"), ("høj", "Højt")]
LEVEL_WORDS = {"lav": "lavt", "middel": "middel", "høj": "højt"}
MEASURES = (
    "Pseudonymisering og kryptering",
    "Fortrolighed, integritet, tilgængelighed og robusthed",
    "Genoprettelse efter hændelser",
    "Afprøvning, vurdering og evaluering",
    "Adgang over internettet",
    "Beskyttelse under overførsel",
    "Beskyttelse under opbevaring",
    "Fysisk sikkerhed",
    "Hjemme- og fjernarbejdspladser",
    "Logning",
    "Styring af adgange og rettigheder",
)


class SecurityForm(PartForm):
    """Instruction, level with reasons, and the eleven measures."""

    instruction = long_text("C.1 Behandlingens genstand og instruks")
    level = choice("C.2 Sikkerhedsniveau", LEVELS)
    level_reason = long_text("Begrundelse for niveauet", rows=3)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Add a field for each measure."""
        super().__init__(*args, **kwargs)
        for number, heading in enumerate(MEASURES, 1):
            self.fields[f"measure_{number}"] = long_text(f"C.2.{number} {heading}", rows=3, limit=2000)


def check(values: Values, rows: list[Values], facts: Facts) -> Iterator[Fault]:
    """Special categories or CPR numbers rule out a low level."""
    if values.get("level") == "lav":
        for _name, why in needs_more_than_low(facts.of("bilag-a")):
            yield Fault(f"Niveauet kan ikke være lavt, når der behandles {why} (bilag A.3).", "level")


SECURITY = Part("sikkerhed", "Instruks og sikkerhed", "Bilag C.1 og C.2", SecurityForm, check=check)
