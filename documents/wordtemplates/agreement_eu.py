"""Databehandleraftale in the structure of decision (EU) 2021/915: locked text, the same fields as the "
"Danish one."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from documents.wordtemplates import annexes_eu, blocks, looks
from documents.wordtemplates.clauses_eu import (
    APPROVAL,
    AT_THE_END,
    JOINING,
    NOTICE,
    PARTS,
    SECTIONS,
    Paragraph,
)

TITLE = "Databehandleraftale"
CHOICES = {
    "GODKENDELSE": ("godkendelsestype == 'generel'", APPROVAL["generel"], APPROVAL["specifik"]),
    "VARSEL": ("godkendelsestype == 'generel'", NOTICE["generel"], NOTICE["specifik"]),
    "OPHOER": ("ophoer_valg == 'slet'", AT_THE_END["slet"], AT_THE_END["returner"]),
    "TILTRAEDELSE": ("tiltraedelse_ja_nej", JOINING["tiltraedelse_ja_nej"], JOINING[""]),
}
LETTERS = "abcdefghij"


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
    for number, title, paragraphs in SECTIONS:
        _section(word, number, title, paragraphs)
    for letter, title, write in annexes_eu.ANNEXES:
        heading = blocks.heading(word, f"Bilag {letter}. {title}", 1, f"bilag{letter}")
        heading.paragraph_format.page_break_before = True
        write(word)
    looks.protect(word)
    return word


def _front(word: WordDocument) -> None:
    word.add_paragraph(TITLE, style="Title")
    word.add_paragraph("om behandling af personoplysninger i {{ it_system_navn }}", style="Subtitle")
    blocks.text(
        word,
        "mellem **{{ dataansvarlig.navn }}** (»den dataansvarlige«) og **{{ databehandler.navn }}** "
        "(»databehandleren«), hver for sig »part« og sammen »parterne«. Parternes oplysninger står i bilag "
        "I.",
    )
    blocks.text(
        word,
        "Bestemmelserne følger opbygningen i Kommissionens gennemførelsesafgørelse (EU) 2021/915 med ordlyd, "
        "som kommunerne har fastlagt i fællesskab.",
        "Small print",
    )
    blocks.heading(word, "Indhold", 1)
    entries = [
        (f"punkt{number}", f"{number}. {title}") for number, title, _ in SECTIONS if number.isdecimal()
    ]
    entries += [(f"bilag{letter}", f"Bilag {letter}. {title}") for letter, title, _ in annexes_eu.ANNEXES]
    blocks.linked_contents(word, entries)


def _section(word: WordDocument, number: str, title: str, paragraphs: tuple[Paragraph, ...]) -> None:
    part = PARTS.get(number)
    if part:
        heading = blocks.text(word, part, "Lead")
        heading.paragraph_format.page_break_before = number == "1"
        heading.paragraph_format.space_before = Pt(14)
        heading.paragraph_format.keep_with_next = True
    if number.isdecimal():
        blocks.heading(word, f"{number}. {title}", 1, f"punkt{number}")
    else:
        blocks.heading(word, f"{number} {title}", 2)
    for place, paragraph in enumerate(paragraphs):
        _paragraph(word, f"{LETTERS[place]})" if len(paragraphs) > 1 else "", paragraph)


def _paragraph(word: WordDocument, label: str, paragraph: Paragraph) -> None:
    if isinstance(paragraph, tuple):
        _clause(word, label, paragraph[0])
        for number, item in enumerate(paragraph[1:], start=1):
            blocks.text(word, f"{number})\t{item}", "Clause item")
    elif paragraph in CHOICES:
        condition, first, second = CHOICES[paragraph]
        blocks.only_if(word, condition)
        _clause(word, label, first)
        blocks.otherwise(word)
        _clause(word, label, second)
        blocks.end_if(word)
    else:
        _clause(word, label, paragraph)


def _clause(word: WordDocument, label: str, words: str) -> None:
    if label:
        blocks.text(word, f"{label}\t{words}", "Numbered clause")
    else:
        blocks.text(word, words)
