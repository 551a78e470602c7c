"""What must be looked at in each kind of document when it is received, and what its form asks."""

from dataclasses import dataclass

from audits.joint.states import EvidenceKind

K = EvidenceKind
_AUDITED = (
    "report_type",
    "scope",
    "assurance",
    "period_from",
    "period_to",
    "objectives",
    "left_out",
    "conclusion",
    "conclusion_text",
    "method",
    "subprocessors",
    "transfer",
    "controls",
    "gap_note",
)
MANAGEMENT = ("management", "Ledelsens udtalelse er med, og ledelsens svar på undtagelserne er læst")
READ = ("read", "Systembeskrivelsen er læst og beskriver den ydelse, kommunerne bruger")


@dataclass(frozen=True)
class Asked:
    """What the form of one kind asks: its fields, which of them must be filled, and what is ticked off."""

    fields: tuple[str, ...]
    required: tuple[str, ...] = ()
    checks: tuple[tuple[str, str], ...] = ()
    exceptions: bool = False
    advice: str = ""


_REPORT = ("report_type", "period_to", "conclusion", "method")
ASKED: dict[str, Asked] = {
    K.ISAE3000: Asked(_AUDITED, _REPORT, (READ, MANAGEMENT), exceptions=True),
    K.ISAE3000_LIMITED: Asked(
        _AUDITED,
        _REPORT,
        (READ, MANAGEMENT),
        exceptions=True,
        advice="Begrænset sikkerhed er til mindre risikable behandlinger: passer det til systemerne?",
    ),
    K.ISAE3402: Asked(
        _AUDITED,
        _REPORT,
        (READ, MANAGEMENT),
        exceptions=True,
        advice="ISAE 3402 handler om it-kontroller i forhold til regnskabet, ikke om databeskyttelse. "
        "Den siger mest om drift og hosting.",
    ),
    K.SOC2: Asked(
        _AUDITED,
        _REPORT,
        (
            READ,
            MANAGEMENT,
            ("bridge", "Ledelsens bekræftelse for mellemperioden (bridge letter) er modtaget"),
        ),
        exceptions=True,
    ),
    K.ISO27001: Asked(
        ("period_from", "expires_on", "left_out", "conclusion_text", "gap_note"),
        ("expires_on",),
        (
            ("scope", "Certifikatets anvendelsesområde dækker ydelsen, ikke kun virksomheden"),
            ("soa", "Erklæring om anvendelighed (SoA) er modtaget og læst"),
            ("accredited", "Udstederen er akkrediteret"),
        ),
        advice="Et certifikat gælder virksomhedens ledelsessystem, ikke den enkelte ydelse.",
    ),
    K.STATEMENT: Asked(
        ("period_from", "period_to", "objectives", "left_out", "transfer", "controls"),
        ("period_to",),
        (
            ("signed", "Erklæringen er underskrevet af en, der kan forpligte virksomheden"),
            ("covers", "Det fremgår, hvilke ydelser og hvilken periode den dækker"),
            ("endorsed", "En revisor har påtegnet den"),
        ),
        advice="En ledelseserklæring er leverandørens egne ord. Den er ikke ledelsens udtalelse.",
    ),
    K.INSPECTION: Asked(
        ("period_to", "objectives", "left_out"),
        ("period_to",),
        (("minutes", "Referatet er godkendt"), ("samples", "Listen over stikprøver er vedlagt")),
        exceptions=True,
    ),
}
_PLAIN = Asked(("period_to", "objectives"), (), (("current", "Dokumentet er gældende og har en dato"),))


def asked_of(kind: str) -> Asked:
    """Return what is asked of a kind; papers without a rule of their own are asked little."""
    return ASKED.get(kind, _PLAIN)
