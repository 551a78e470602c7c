"""Invented words of the demo's supervisions: what suppliers answer, and what is found at them."""

from dataclasses import dataclass

from audits.joint.states import FindingKind, Sharing

K = FindingKind

ANSWERS = {
    "A": "Procedurerne er gennemgået og godkendt af ledelsen i år. Alt følger kommunernes instruks.",
    "B": "Foranstaltningen er beskrevet i vores sikkerhedshåndbog og kontrolleres hvert kvartal.",
    "C": "Alle medarbejdere med adgang er omfattet, og det gennemgås ved ansættelse og én gang om året.",
    "D": "Oplysninger slettes efter de aftalte frister, og sletningen logges.",
    "E": "Oplysningerne ligger i to datacentre i Danmark og flyttes ikke uden aftale.",
    "F": "Listen er ajour og vedlagt. Vi har ført tilsyn med hver underdatabehandler i år.",
    "G": "Der overføres ingen oplysninger til lande uden for EU og EØS.",
    "H": "Funktionen findes i systemet, og vi hjælper inden for to arbejdsdage.",
    "I": "Vi arbejder efter 24 timer fra det øjeblik, vi bliver opmærksomme på et muligt brud.",
}
TABLE_ROWS = [
    ["Havbakke Hosting A/S", "Danmark", "Drift og sikkerhedskopier", "Marts i år, revisorerklæring"],
    ["Brevdue Besked ApS", "Danmark", "Udsendelse af beskeder", "Maj i år, spørgeskema"],
]
PARTLY = "Proceduren er på plads, men den seneste gennemgang er endnu ikke dokumenteret."
MORE = "Vi har nu vedlagt referatet af den seneste gennemgang med dato og deltagere."
ASKED = "Beskriv, hvornår gennemgangen sidst er udført, og vedlæg dokumentation for den."
LACKING = "Erklæringen dækker ikke hele perioden. Send en erklæring eller et tillæg for resten af året."
DUTIES = (
    "Gennemgå mindst hvert halve år, hvilke brugere i kommunen der har adgang til systemet.",
    "Kontrollér, at kommunens frister for sletning er sat rigtigt i systemet.",
)
NOTE = "Talt med leverandøren i telefon: materialet ventes inden fristen."
EXTENSION = "Vores revisor bliver først færdig med erklæringen om nogle uger."


@dataclass(frozen=True)
class Found:
    """A finding in the demo: what kind, under which control objective, in which words."""

    kind: FindingKind
    objective: str
    title: str
    text: str


FINDINGS = (
    Found(
        K.MINOR,
        "B",
        "Adgange er ikke gennemgået som aftalt",
        "Gennemgangen af medarbejdernes adgange er udført én gang i perioden. Aftalen siger hvert halve år.",
    ),
    Found(
        K.RECOMMENDATION,
        "C",
        "Undervisning kan dokumenteres bedre",
        "Alle har gennemført undervisning, men listen over deltagere føres i hånden.",
    ),
    Found(
        K.MAJOR,
        "D",
        "Sikkerhedskopier slettes ikke inden for fristen",
        "Sikkerhedskopier opbevares i 180 dage. Efter aftalen skal de overskrives efter 90 dage.",
    ),
    Found(
        K.UNDOCUMENTED,
        "F",
        "Tilsyn med en underdatabehandler er ikke dokumenteret",
        "Leverandøren oplyser, at tilsynet er ført, men har ikke kunnet fremlægge resultatet.",
    ),
    Found(
        K.MINOR,
        "B",
        "Prøve af genskabelse er forsinket",
        "Den årlige prøve af, om data kan genskabes fra sikkerhedskopi, er udført tre måneder for sent.",
    ),
    Found(
        K.CRITICAL,
        "B",
        "Driftsadgang uden flere faktorer",
        "To driftskonti kunne bruges fra internettet med adgangskode alene.",
    ),
)
RECOMMENDED = Found(
    K.RECOMMENDATION,
    "I",
    "Øvelse i håndtering af brud",
    "Vi anbefaler, at leverandøren én gang om året øver, hvordan kommunerne får besked om et brud.",
)
COMMENT = "Vi er enige i beskrivelsen og er begyndt at rette op."
DISAGREE = "Gennemgangen er udført, men referatet blev først underskrevet efter periodens udløb."
REPLY = "Tak for bemærkningen. Den er taget med i rapporten."
DROPPED = "Leverandøren har under høringen vist, at forholdet er bragt i orden før perioden."
PLAN = "Vi indfører en fast kontrol hvert kvartal med ansvarlig og dato og lukker det, der er fundet."
WHY_CLOSED = {
    Sharing.DOWNLOAD: "",
    Sharing.READ: "Erklæringen beskriver vores drift og må ikke gives videre.",
    Sharing.CLOSED: "Politikken er intern og beskriver vores overvågning.",
}
CONFIDENTIAL = [{"where": "Side 1, afsnit 2", "why": "beskriver opbygningen af vores netværk"}]
DONE = "Kontrollen er udført, og resultatet er vedlagt."


@dataclass(frozen=True)
class Document:
    """A document that suppliers hand in."""

    kind: str
    title: str
    name: str
    wish: Sharing


EVIDENCE = (
    Document("isae3000", "ISAE 3000-erklæring", "Erklaering.pdf", Sharing.READ),
    Document("policy", "Informationssikkerhedspolitik", "Politik.docx", Sharing.CLOSED),
    Document("subprocessors", "Liste over underdatabehandlere", "Underdatabehandlere.pdf", Sharing.DOWNLOAD),
)
