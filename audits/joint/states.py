"""The states of joint supervision: Danish labels, what each means, whose turn it is, and its tone."""

from django.db import models

from audits.municipal.states import (
    CONCEPTS,
    FINDING_TONE,
    LEVEL_TONE,
    REPORTED,
    SETTLED,
    EvidenceKind,
    FindingKind,
    FindingState,
    Level,
)

__all__ = [
    "ANSWERABLE",
    "CONCEPTS",
    "EXPLANATION",
    "FINDING_TONE",
    "KIND_TEXT",
    "LEVEL_TEXT",
    "LEVEL_TONE",
    "NOT_SENT",
    "OURS",
    "OUR_TURN",
    "REPORTED",
    "SENT_OUT",
    "SETTLED",
    "SUPPLIERS_TURN",
    "TONE",
    "WRITABLE",
    "Assurance",
    "AuditState",
    "AuditorsConclusion",
    "EvidenceKind",
    "EvidenceState",
    "ExtensionState",
    "FindingKind",
    "FindingState",
    "Level",
    "LowerState",
    "Method",
    "ObjectionState",
    "QuestionnaireState",
    "ReportType",
    "Scope",
    "Sharing",
]


class AuditState(models.TextChoices):
    """Where a supervision of a supplier stands."""

    PLANNED = "planned", "planlagt"
    ANNOUNCED = "announced", "varslet"
    AWAITING = "awaiting", "afventer materiale"
    REVIEW = "review", "under gennemgang"
    AWAITING_MORE = "awaiting_more", "afventer supplerende oplysninger"
    HEARING = "hearing", "udkast i høring"
    SECOND_READING = "second_reading", "hos kvalitetslæser"
    READY = "ready", "klar til udsendelse"
    PUBLISHED = "published", "sendt til kommunerne"
    FOLLOW_UP = "follow_up", "under opfølgning"
    CLOSED = "closed", "afsluttet"
    CANCELLED = "cancelled", "aflyst"
    NOT_POSSIBLE = "not_possible", "kunne ikke gennemføres"
    WITHDRAWN = "withdrawn", "trukket tilbage"


class LowerState(models.TextChoices):
    """Where the wish for a concept below the recommended one stands."""

    ASKED = "asked", "afventer godkendelse"
    APPROVED = "approved", "godkendt"
    REFUSED = "refused", "afslået"
    REPLACED = "replaced", "afløst"


class QuestionnaireState(models.TextChoices):
    """Where the supplier's answers stand."""

    SENT = "sent", "sendt"
    ANSWERING = "answering", "under besvarelse"
    SUBMITTED = "submitted", "indsendt"
    RETURNED = "returned", "sendt retur til uddybning"
    REVIEWED = "reviewed", "gennemgået"


class EvidenceState(models.TextChoices):
    """Where a piece of documentation stands."""

    RECEIVED = "received", "modtaget"
    CHECKING = "checking", "kontrolleres"
    READY = "ready", "klar til gennemgang"
    QUARANTINED = "quarantined", "i karantæne"
    SUFFICIENT = "sufficient", "tilstrækkelig"
    INSUFFICIENT = "insufficient", "utilstrækkelig"
    REPLACED = "replaced", "erstattet af nyere"
    SHOWN = "shown", "forevist"


class Sharing(models.TextChoices):
    """Who may open a document: three levels, of which the supplier wishes one and the secretariat decides."""

    CLOSED = "closed", "Kun sekretariatet"
    READ = "read", "Kommunerne må læse den på siden"
    DOWNLOAD = "download", "Kommunerne må hente den"


class ReportType(models.TextChoices):
    """Whether an auditor looked at one day or at a whole period."""

    TYPE1 = "type1", "Type 1: kontrollernes udformning på en dato"
    TYPE2 = "type2", "Type 2: kontrollernes virkning i en periode"


class Assurance(models.TextChoices):
    """How sure the auditor is."""

    REASONABLE = "reasonable", "Høj grad af sikkerhed"
    LIMITED = "limited", "Begrænset grad af sikkerhed"


class Scope(models.TextChoices):
    """Whether a statement speaks of all the supplier's customers or of the municipalities' agreement."""

    GENERAL = "general", "Generel: alle leverandørens kunder"
    SPECIFIC = "specific", "Efter den konkrete databehandleraftale"


class AuditorsConclusion(models.TextChoices):
    """What the auditor concludes."""

    CLEAN = "clean", "Uden forbehold"
    EMPHASIS = "emphasis", "Uden forbehold, med fremhævelse af forhold"
    QUALIFIED = "qualified", "Med forbehold"
    ADVERSE = "adverse", "Afkræftende, eller ingen konklusion"


class Method(models.TextChoices):
    """How a statement treats sub-processors."""

    CARVE_OUT = "carve_out", "Partielmetoden: underdatabehandlerne er holdt ude"
    INCLUSIVE = "inclusive", "Helhedsmetoden: underdatabehandlerne er med"
    NONE = "none", "Der er ingen underdatabehandlere"


class ExtensionState(models.TextChoices):
    """Where a wish for more time stands."""

    REQUESTED = "requested", "anmodet"
    GRANTED = "granted", "givet"
    REFUSED = "refused", "afslået"


class ObjectionState(models.TextChoices):
    """Where an objection to a sent report stands."""

    RECEIVED = "received", "modtaget"
    UPHELD = "upheld", "imødekommet"
    REFUSED = "refused", "ikke imødekommet"


LEVEL_TEXT = {
    Level.GREEN: "Tilsynet giver ikke anledning til bemærkninger.",
    Level.YELLOW: "Tilsynet giver anledning til bemærkninger, og der er aftalt opfølgning.",
    Level.RED: "Tilsynet er ikke tilfredsstillende. Kommunen bør overveje, hvad den selv vil gøre.",
}

# The same by the gravest finding: six grades in three colours (the seventh is "kunne ikke gennemføres").
KIND_TEXT = {
    FindingKind.RECOMMENDATION: "Tilsynet giver anledning til mindre bemærkninger.",
    FindingKind.MINOR: LEVEL_TEXT[Level.YELLOW],
    FindingKind.UNDOCUMENTED: "Tilsynet giver anledning til bemærkninger: noget er ikke dokumenteret. Der er "
    "aftalt opfølgning.",
    FindingKind.MAJOR: LEVEL_TEXT[Level.RED],
    FindingKind.CRITICAL: "Tilsynet viser alvorlige forhold. Kommunen bør straks overveje, hvad den selv vil "
    "gøre.",
}

OURS = frozenset(
    {
        AuditState.PLANNED,
        AuditState.REVIEW,
        AuditState.SECOND_READING,
        AuditState.READY,
        AuditState.NOT_POSSIBLE,
    }
)
# Whose turn it is with a finding that is being followed up.
SUPPLIERS_TURN = frozenset({FindingState.AWAITING_PLAN, FindingState.REMEDYING})
OUR_TURN = frozenset(
    {FindingState.PLAN_RECEIVED, FindingState.DOCUMENTED, FindingState.CONFIRMED, FindingState.REOPENED}
)
SENT_OUT = frozenset({AuditState.PUBLISHED, AuditState.FOLLOW_UP, AuditState.CLOSED})
# Until its report is sent an audit takes up what was left to it.
NOT_SENT = frozenset(AuditState) - SENT_OUT - {AuditState.CANCELLED, AuditState.WITHDRAWN}
# While the report is being written its words may change; what has been read stands.
WRITABLE = frozenset({AuditState.REVIEW, AuditState.HEARING, AuditState.NOT_POSSIBLE})
ANSWERABLE = frozenset({AuditState.ANNOUNCED, AuditState.AWAITING, AuditState.AWAITING_MORE})

TONE: dict[str, str] = {
    AuditState.PLANNED: "neutral",
    AuditState.ANNOUNCED: "waiting",
    AuditState.AWAITING: "waiting",
    AuditState.AWAITING_MORE: "waiting",
    AuditState.REVIEW: "info",
    AuditState.HEARING: "waiting",
    AuditState.SECOND_READING: "info",
    AuditState.READY: "info",
    AuditState.PUBLISHED: "success",
    AuditState.FOLLOW_UP: "warning",
    AuditState.CLOSED: "success",
    AuditState.CANCELLED: "neutral",
    AuditState.NOT_POSSIBLE: "error",
    AuditState.WITHDRAWN: "error",
}
EXPLANATION: dict[str, str] = {
    AuditState.PLANNED: "Tilsynet står i planen. Leverandøren har endnu intet hørt.",
    AuditState.ANNOUNCED: "Varslet er sendt. Leverandøren er ikke begyndt at svare.",
    AuditState.AWAITING: "Leverandøren er i gang med at svare.",
    AuditState.REVIEW: "Leverandøren har indsendt sit svar, som sekretariatet gennemgår.",
    AuditState.AWAITING_MORE: "Sekretariatet har sendt svar retur og venter på uddybning.",
    AuditState.HEARING: "Leverandøren har udkastet til rapport og kan kommentere det.",
    AuditState.SECOND_READING: "En anden læser rapporten, før den sendes.",
    AuditState.READY: "Rapporten er færdig og kan sendes til kommunerne.",
    AuditState.PUBLISHED: "Rapporten ligger hos kommunerne, som tager stilling hver for sig.",
    AuditState.FOLLOW_UP: "Rapporten er sendt. Der følges op på forhold, der ikke er lukket.",
    AuditState.CLOSED: "Alt er fulgt op, og sagen er lukket.",
    AuditState.CANCELLED: "Tilsynet bliver ikke til noget.",
    AuditState.NOT_POSSIBLE: "Leverandøren har intet givet, der kan føres tilsyn på.",
    AuditState.WITHDRAWN: "Rapporten er trukket tilbage fra kommunerne.",
}
