"""The annexes I–IV of an agreement in the EU's structure, filled from the fields of the Danish appendices.

I holds what stands on the front and in clause 15 there, II appendix A with the instruction, places and other
terms, III the measures with assistance, deadlines and supervision, IV the sub-processors and transfers.
"""

from collections.abc import Callable

from docx.document import Document as WordDocument
from docx.shared import Pt

from documents.wordtemplates import appendices as danish
from documents.wordtemplates import blocks

PARTIES = (("Dataansvarlig", "dataansvarlig"), ("Databehandler", "databehandler"))
TITLES = ("Den dataansvarlige", "Databehandleren")
IDENTITY = (
    ("Navn", "navn"),
    ("CVR- eller registreringsnr.", "cvr"),
    ("Land", "land"),
    ("Kontaktpunkt", "kontakt_funktion"),
    ("E-mail", "kontakt_mail"),
    ("Telefon", "kontakt_tlf"),
    ("Brud: e-mail", "brud_mail"),
    ("Brud: telefon", "brud_tlf"),
    ("Databeskyttelsesrådgiver", "dpo_mail"),
)


def _parties(word: WordDocument) -> None:
    blocks.heading(word, "I.1 Parterne og deres kontaktpunkter", 2)
    (_, first), (_, second) = PARTIES
    address = "{{{{ {0}.adresse }}}}, {{{{ {0}.postnr }}}} {{{{ {0}.by }}}}"
    rows = [(name, f"{{{{ {first}.{field} }}}}", f"{{{{ {second}.{field} }}}}") for name, field in IDENTITY]
    rows.insert(2, ("Adresse", address.format(first), address.format(second)))
    blocks.side_by_side(word, TITLES, rows)
    blocks.text(
        word,
        "Kontaktpunkterne er funktioner og fælles postkasser. Parterne giver hinanden besked, når et "
        "kontaktpunkt ændres.",
    )
    blocks.heading(word, "I.2 Underskrifter", 2)
    names = ("Navn", "Stilling", "Dato", "Underskrift")
    blocks.side_by_side(word, TITLES, [(name, "", "") for name in names], Pt(30))


def _description(word: WordDocument) -> None:
    blocks.heading(word, "II.1 Kategorier af registrerede", 2)
    blocks.text(word, "{{ registrerede|liste|stort }}.")
    blocks.heading(word, "II.2 Kategorier af personoplysninger", 2)
    danish.data_types(word)
    blocks.heading(word, "II.3 Behandlingens karakter", 2)
    blocks.text(word, "Behandlingen omfatter: {{ karakter|liste }}.")
    blocks.heading(word, "II.4 Formål", 2)
    blocks.text(word, "{{ formaal }}")
    blocks.heading(word, "II.5 Varighed", 2)
    blocks.text(word, "{{ varighed }}")
    blocks.heading(word, "II.6 Instruks", 2)
    blocks.text(word, "{{ instruks }}")
    blocks.heading(word, "II.7 Opbevaring og sletning", 2)
    danish.retention(word)
    blocks.heading(word, "II.8 Steder for behandlingen", 2)
    danish.places(word)
    blocks.heading(word, "II.9 Ansvar, vederlag og lovvalg", 2)
    blocks.text(word, "{{ ansvar }}")
    blocks.text(word, "{{ vederlag }}")
    blocks.text(word, "{{ lovvalg_vaerneting }}")
    blocks.heading(word, "II.10 Fravigelser fra den fælles aftaletekst", 2)
    danish.departures(word)


def _measures(word: WordDocument) -> None:
    blocks.heading(word, "III.1 Sikkerhedsniveau og foranstaltninger", 2)
    danish.measures(word, "III.1")
    blocks.heading(word, "III.2 Bistand til den dataansvarlige", 2)
    danish.assistance(word)
    blocks.heading(word, "III.3 Frist for underretning om brud", 2)
    blocks.text(
        word,
        "Underretning efter punkt 9.2 sker om muligt senest {{ brud_frist_timer }} timer efter, at "
        "databehandleren er blevet opmærksom på bruddet, til kontaktpunktet for brud i bilag I.",
    )
    blocks.heading(word, "III.4 Tilsyn med databehandleren", 2)
    danish.supervision(word)
    blocks.heading(word, "III.5 Tilsyn med underdatabehandlere", 2)
    blocks.text(word, "{{ underdb_tilsyn }}")


def _subprocessors(word: WordDocument) -> None:
    blocks.heading(word, "IV.1 Godkendte underdatabehandlere", 2)
    danish.subprocessors(word)
    blocks.heading(word, "IV.2 Varsel og indsigelse", 2)
    danish.objection(word, "punkt 7.7")
    blocks.heading(word, "IV.3 Instruks om overførsel til tredjelande", 2)
    danish.transfers(word)


ANNEXES: tuple[tuple[str, str, Callable[[WordDocument], None]], ...] = (
    ("I", "Parterne", _parties),
    ("II", "Beskrivelse af behandlingen", _description),
    ("III", "Tekniske og organisatoriske foranstaltninger", _measures),
    ("IV", "Underdatabehandlere", _subprocessors),
)
