"""Databehandleraftale til underskrift: locked text, filled fields, no counts and no personal names."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from documents.wordtemplates import appendices, blocks, looks
from documents.wordtemplates.clauses import APPROVAL, AT_THE_END, CLAUSES, NOTICE, SECURITY_ITEMS, Paragraph

TITLE = "Databehandleraftale"
CHOICES = {
    "GODKENDELSE": ("godkendelsestype", APPROVAL),
    "VARSEL": ("godkendelsestype", NOTICE),
    "OPHOER": ("ophoer_valg", AT_THE_END),
}
PARTIES = (("Dataansvarlig", "dataansvarlig"), ("Databehandler", "databehandler"))
TITLES = ("Den dataansvarlige", "Databehandleren")


def build() -> WordDocument:
    """The template of one municipality's agreement with one supplier."""
    word = looks.new_document(
        f"{TITLE}: {{{{ it_system_navn }}}}", "{{ dataansvarlig.navn }} og {{ databehandler.navn }}"
    )
    word.core_properties.author = "{{ dataansvarlig.navn }}"
    looks.header_and_footer(
        word,
        f"{TITLE} · {{{{ it_system_navn }}}}",
        "Aftale nr. {{ aftale_nr }}",
        "Fælles aftaletekst, version {{ skabelon_version }} · tekstens kontrolværdi {{ skabelon_hash }}",
    )
    _front(word)
    _contents(word)
    for number, (title, paragraphs) in enumerate(CLAUSES, start=2):
        heading = blocks.heading(word, f"{number}. {title}", 1, f"punkt{number}")
        heading.paragraph_format.page_break_before = number == 2
        for place, paragraph in enumerate(paragraphs, start=1):
            _paragraph(word, f"{number}.{place}", paragraph)
        if number == 14:
            _signatures(word)
    _contacts(word)
    for letter, title, write in appendices.APPENDICES:
        heading = blocks.heading(word, f"Bilag {letter}. {title}", 1, f"bilag{letter}")
        heading.paragraph_format.page_break_before = True
        write(word)
    looks.protect(word)
    return word


def _front(word: WordDocument) -> None:
    word.add_paragraph(TITLE, style="Title")
    word.add_paragraph("om behandling af personoplysninger i {{ it_system_navn }}", style="Subtitle")
    blocks.text(word, "Aftalen er indgået efter artikel 28, stk. 3, i databeskyttelsesforordningen mellem")
    for title, party in PARTIES:
        blocks.heading(word, title, 3)
        blocks.facts(
            word,
            (
                ("Navn", f"**{{{{ {party}.navn }}}}**"),
                ("CVR- eller registreringsnr.", f"{{{{ {party}.cvr }}}}"),
                ("Adresse", f"{{{{ {party}.adresse }}}}, {{{{ {party}.postnr }}}} {{{{ {party}.by }}}}"),
                ("Land", f"{{{{ {party}.land }}}}"),
            ),
        )
    blocks.text(word, "hver for sig »part« og sammen »parterne«, som har aftalt følgende bestemmelser.")


def _contents(word: WordDocument) -> None:
    blocks.heading(word, "1. Indhold", 1, "punkt1")
    entries = [(f"punkt{number}", f"{number}. {title}") for number, (title, _) in enumerate(CLAUSES, start=2)]
    entries += [(f"bilag{letter}", f"Bilag {letter}. {title}") for letter, title, _ in appendices.APPENDICES]
    blocks.linked_contents(word, entries)


def _paragraph(word: WordDocument, number: str, paragraph: Paragraph) -> None:
    if isinstance(paragraph, tuple):
        _clause(word, number, paragraph[0])
        _items(word, paragraph[1:])
    elif paragraph in CHOICES:
        field, texts = CHOICES[paragraph]
        first, second = texts.items()
        blocks.only_if(word, f"{field} == '{first[0]}'")
        _clause(word, number, first[1])
        blocks.otherwise(word)
        _clause(word, number, second[1])
        blocks.end_if(word)
    else:
        _clause(word, number, paragraph)
        if number == "6.2":
            _items(word, SECURITY_ITEMS)


def _clause(word: WordDocument, number: str, words: str) -> None:
    blocks.text(word, f"{number}\t{words}", "Numbered clause")


def _items(word: WordDocument, items: tuple[str, ...]) -> None:
    for letter, item in zip("abcdefghijkl", items, strict=False):
        blocks.text(word, f"{letter})\t{item}", "Clause item")


def _signatures(word: WordDocument) -> None:
    """Filled in by those who sign: their names are no part of the text that was agreed."""
    blocks.heading(word, "Underskrifter", 2).paragraph_format.space_before = Pt(16)
    blocks.side_by_side(
        word, TITLES, [(name, "", "") for name in ("Navn", "Stilling", "Dato", "Underskrift")], Pt(30)
    )


def _contacts(word: WordDocument) -> None:
    rows = (
        ("Part", "navn"),
        ("Kontaktpunkt", "kontakt_funktion"),
        ("E-mail", "kontakt_mail"),
        ("Telefon", "kontakt_tlf"),
        ("Brud: e-mail", "brud_mail"),
        ("Brud: telefon", "brud_tlf"),
        ("Databeskyttelsesrådgiver", "dpo_mail"),
    )
    (_, first), (_, second) = PARTIES
    shown = [(name, f"{{{{ {first}.{field} }}}}", f"{{{{ {second}.{field} }}}}") for name, field in rows]
    blocks.side_by_side(word, TITLES, shown)
