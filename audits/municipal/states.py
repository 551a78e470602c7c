"""Words that both sides of the wall use, and where a report stands at the municipality.

Conclusion and finding are delivered as codes; the joint side imports their words from here.
"""

from django.db import models


class DecisionState(models.TextChoices):
    """Where the municipality stands with the report on one of its systems."""

    RECEIVED = "received", "modtaget"
    CONSIDERING = "considering", "under vurdering"
    APPROVED = "approved", "tilsyn godkendt"
    APPROVED_REMARKS = "approved_remarks", "tilsyn godkendt med bemærkninger"
    NOT_APPROVED = "not_approved", "tilsyn ikke godkendt"
    REOPENED = "reopened", "til fornyet stillingtagen"
    WITHDRAWN = "withdrawn", "trukket tilbage"


class WhatNow(models.TextChoices):
    """What the municipality does when it cannot approve."""

    ACTION_PLAN = "action_plan", "Vi kræver en handlingsplan"
    OWN_AUDIT = "own_audit", "Vi fører selv tilsyn"
    SUSPEND = "suspend", "Vi sætter brugen af systemet i bero"
    TERMINATE = "terminate", "Vi opsiger aftalen"
    ACCEPT_RISK = "accept_risk", "Vi accepterer risikoen"


class Response(models.TextChoices):
    """What a municipality does itself about a finding."""

    ACCEPT = "risk_accepted", "Vi accepterer risikoen"
    OWN = "own_follow_up", "Vi følger selv op"
    NOTED = "noted", "Vi tager det til efterretning"


class StandState(models.TextChoices):
    """Where a municipality's stand on a finding stands."""

    IN_FORCE = "in_force", "gælder"
    REPLACED = "replaced", "afløst"
    ENDED = "ended", "trukket tilbage"


class FindingState(models.TextChoices):
    """Where a finding (forhold) stands."""

    FOUND = "found", "konstateret"
    HEARING = "hearing", "i høring"
    UPHELD = "upheld", "fastholdt"
    DROPPED = "dropped", "frafaldet"
    AWAITING_PLAN = "awaiting_plan", "afventer handlingsplan"
    PLAN_RECEIVED = "plan_received", "handlingsplan modtaget"
    REMEDYING = "remedying", "under udbedring"
    DOCUMENTED = "documented", "dokumentation modtaget"
    CONFIRMED = "confirmed", "udbedring bekræftet"
    CLOSED = "closed", "lukket"
    NEXT_AUDIT = "next_audit", "følges op ved næste tilsyn"
    REOPENED = "reopened", "genåbnet"
    PRESENTED = "presented", "forelagt kommunerne"


class EvidenceKind(models.TextChoices):
    """What a document is; what must be checked on receipt follows from it."""

    ISAE3000 = "isae3000", "ISAE 3000-erklæring om databeskyttelse"
    ISAE3000_LIMITED = "isae3000_limited", "ISAE 3000-erklæring, begrænset sikkerhed"
    ISAE3402 = "isae3402", "ISAE 3402-erklæring"
    SOC2 = "soc2", "SOC 2-rapport"
    ISO27001 = "iso27001", "ISO 27001- eller 27701-certifikat"
    STATEMENT = "statement", "Ledelseserklæring"
    POLICY = "policy", "Politik eller procedure"
    SUBPROCESSORS = "subprocessors", "Liste over underdatabehandlere"
    INSPECTION = "inspection", "Referat af inspektion"
    OTHER = "other", "Anden dokumentation"


class FindingKind(models.TextChoices):
    """Kinds of finding in rising order of seriousness."""

    RECOMMENDATION = "recommendation", "anbefaling"
    MINOR = "minor", "mindre afvigelse"
    UNDOCUMENTED = "undocumented", "ikke dokumenteret"
    MAJOR = "major", "væsentlig afvigelse"
    CRITICAL = "critical", "kritisk afvigelse"

    @property
    def weight(self) -> int:
        """Return the kind's place in the order, 1 for the mildest."""
        return list(FindingKind).index(self) + 1

    @property
    def level(self) -> "Level":
        """Return the conclusion that a system with such a finding gets at the least."""
        return _LEVEL_OF_KIND[self]


class Level(models.TextChoices):
    """The conclusion on one system."""

    GREEN = "green", "grøn"
    YELLOW = "yellow", "gul"
    RED = "red", "rød"

    @property
    def weight(self) -> int:
        """Return 0 for green, 1 for yellow, 2 for red."""
        return list(Level).index(self)


_LEVEL_OF_KIND = {
    FindingKind.RECOMMENDATION: Level.GREEN,
    FindingKind.MINOR: Level.YELLOW,
    FindingKind.UNDOCUMENTED: Level.YELLOW,
    FindingKind.MAJOR: Level.RED,
    FindingKind.CRITICAL: Level.RED,
}
OPEN = frozenset({DecisionState.RECEIVED, DecisionState.CONSIDERING, DecisionState.REOPENED})
DECIDED = frozenset({DecisionState.APPROVED, DecisionState.APPROVED_REMARKS, DecisionState.NOT_APPROVED})
TONE: dict[str, str] = {
    DecisionState.RECEIVED: "info",
    DecisionState.CONSIDERING: "waiting",
    DecisionState.APPROVED: "success",
    DecisionState.APPROVED_REMARKS: "warning",
    DecisionState.NOT_APPROVED: "error",
    DecisionState.REOPENED: "info",
    DecisionState.WITHDRAWN: "neutral",
}
EXPLANATION: dict[str, str] = {
    DecisionState.RECEIVED: "Rapporten er kommet. Kommunen har ikke taget stilling.",
    DecisionState.CONSIDERING: "Kommunen er ved at tage stilling.",
    DecisionState.APPROVED: "Kommunen har godkendt tilsynet.",
    DecisionState.APPROVED_REMARKS: "Kommunen har godkendt tilsynet og knyttet bemærkninger til.",
    DecisionState.NOT_APPROVED: "Kommunen har ikke godkendt tilsynet.",
    DecisionState.REOPENED: "Der er kommet en ny udgave af rapporten. Kommunen skal tage stilling igen.",
    DecisionState.WITHDRAWN: "Sekretariatet har trukket rapporten tilbage.",
}
LEVEL_TONE: dict[str, str] = {Level.GREEN: "success", Level.YELLOW: "warning", Level.RED: "error"}
FINDING_TONE: dict[str, str] = {
    FindingState.FOUND: "neutral",
    FindingState.HEARING: "waiting",
    FindingState.UPHELD: "warning",
    FindingState.DROPPED: "neutral",
    FindingState.AWAITING_PLAN: "waiting",
    FindingState.PLAN_RECEIVED: "info",
    FindingState.REMEDYING: "waiting",
    FindingState.DOCUMENTED: "info",
    FindingState.CONFIRMED: "success",
    FindingState.CLOSED: "success",
    FindingState.NEXT_AUDIT: "neutral",
    FindingState.REOPENED: "warning",
    FindingState.PRESENTED: "error",
}
# Settled: nobody has to do anything more about the finding in this audit.
SETTLED = frozenset({FindingState.DROPPED, FindingState.CLOSED, FindingState.NEXT_AUDIT})
# In the report: what has been upheld and everything after it.
REPORTED = frozenset(FindingState) - {FindingState.FOUND, FindingState.HEARING, FindingState.DROPPED}
CONCEPTS = [
    (1, "1. Intet yderligere tilsyn"),
    (2, "2. Bekræftelse"),
    (3, "3. Skriftlig status"),
    (4, "4. Certificering eller adfærdskodeks"),
    (5, "5. Uafhængig tredjeparts tilsyn"),
    (6, "6. Eget eller fælles tilsyn"),
]
