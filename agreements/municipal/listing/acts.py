"""What can be done to many agreements at once: the steps that make sense for more than one."""

from dataclasses import dataclass

from accounts.permissions import P


@dataclass(frozen=True)
class Act:
    """A step taken with many: its name, who may, and the words of its page."""

    name: str
    permission: str
    label: str
    heading: str
    done: str


ACTS = {
    each.name: each
    for each in (
        Act(
            "want",
            P.OWN_AGREEMENTS_CHOOSE,
            "Vi ønsker dem",
            "Vi ønsker aftalerne",
            "ønskes indgået. Sekretariatet har fået jeres svar.",
        ),
        Act(
            "decline",
            P.OWN_AGREEMENTS_CHOOSE,
            "Vi indgår dem ikke",
            "Fravælg aftalerne",
            "er valgt fra. Sekretariatet har fået jeres svar.",
        ),
        Act(
            "cover_by_own",
            P.OWN_AGREEMENTS_CHOOSE,
            "Dækket af vores egne aftaler",
            "Vores egne aftaler dækker",
            "er dækket af jeres egne aftaler.",
        ),
        Act(
            "ask",
            P.OWN_ASK,
            "Stil et spørgsmål",
            "Stil samme spørgsmål til aftalerne",
            "er sendt videre med jeres spørgsmål. Svaret kommer på hver aftales side.",
        ),
        Act(
            "reconsider",
            P.OWN_AGREEMENTS_CHOOSE,
            "Tag stilling igen",
            "Tag stilling igen",
            "ligger igen til stillingtagen.",
        ),
    )
}
