"""The fixed words about questions: sections, types of answer, weight, and what NIS 2 asks for."""

from django.db import models


class Section(models.TextChoices):
    """The parts of the list, in its order. One part can be given to one colleague."""

    COMPANY = "company", "Virksomheden og ydelsen"
    INSTRUCTION = "instruction", "Instruks"
    GOVERNANCE = "governance", "Politikker og styring"
    STAFF = "staff", "Medarbejdere"
    RISK = "risk", "Risikovurdering"
    ACCESS = "access", "Adgang"
    ENCRYPTION = "encryption", "Kryptering"
    LOGGING = "logging", "Logning og overvågning"
    BACKUP = "backup", "Sikkerhedskopier og beredskab"
    VULNERABILITY = "vulnerability", "Sårbarheder og opdateringer"
    DEVELOPMENT = "development", "Udvikling og test"
    PHYSICAL = "physical", "Fysisk sikkerhed"
    SUBPROCESSORS = "subprocessors", "Underdatabehandlere"
    LOCATIONS = "locations", "Placering og tredjelande"
    DELETION = "deletion", "Sletning og tilbagelevering"
    ASSISTANCE = "assistance", "De registreredes rettigheder"
    BREACHES = "breaches", "Brud på persondatasikkerheden"
    CERTIFICATES = "certificates", "Certifikater og erklæringer"
    AI = "ai", "Kunstig intelligens"
    REMARKS = "remarks", "Praktisk og egne bemærkninger"


class Kind(models.TextChoices):
    """What an answer is."""

    ASSESSMENT = "assessment", "Ja, delvist, nej eller ikke relevant"
    TEXT = "text", "Tekst"
    DATE = "date", "Dato"
    NUMBER = "number", "Tal"
    OPTIONS = "options", "Valg mellem svar"
    TABLE = "table", "Tabel"
    FILE = "file", "Fil"


class Weight(models.IntegerChoices):
    """How much an answer matters for the conclusion."""

    ORDINARY = 1, "Almindelig"
    IMPORTANT = 2, "Vigtig"
    DECISIVE = 3, "Afgørende"


class Nis2(models.TextChoices):
    """The measures of article 21(2) of the NIS 2 directive (EU) 2022/2555, by their letters."""

    A = "a", "a) Risikoanalyse og politikker"
    B = "b", "b) Håndtering af hændelser"
    C = "c", "c) Driftskontinuitet og sikkerhedskopier"
    D = "d", "d) Forsyningskæden"
    E = "e", "e) Anskaffelse, udvikling og sårbarheder"
    F = "f", "f) Vurdering af foranstaltningernes virkning"
    G = "g", "g) Cyberhygiejne og uddannelse"
    H = "h", "h) Kryptografi"
    I = "i", "i) Personale, adgang og aktiver"  # noqa: E741 - the directive's letter
    J = "j", "j) Flere faktorer og sikret kommunikation"
