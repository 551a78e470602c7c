"""What the letters to a supplier have in common: sender, receiver, closing lines."""

from dataclasses import dataclass

from docx.document import Document as WordDocument
from docx.shared import Pt

from documents.wordtemplates import blocks, looks


@dataclass(frozen=True)
class Words:
    """What every letter says, in a language."""

    language: str
    case: str
    number: str
    date: str
    questions: str
    call: str
    closing: str
    pages: tuple[str, str]


DANISH = Words(
    "da-DK",
    "Sag {{ sag_nr }}",
    "CVR- eller registreringsnummer",
    "{{ dato|dato }}",
    "Spørgsmål",
    "Du kan ringe eller skrive til {{ sagsbehandler.navn }}, telefon {{ sagsbehandler.telefon }}, "
    "{{ sagsbehandler.mail }}. Skriv gerne sagens nummer, {{ sag_nr }}.",
    "Venlig hilsen",
    ("Side ", " af "),
)
ENGLISH = Words(
    "en-GB",
    "Case {{ sag_nr }}",
    "Company registration number",
    "{{ dato|date }}",
    "Questions",
    "You can telephone or write to {{ sagsbehandler.navn }}, telephone {{ sagsbehandler.telefon }}, "
    "{{ sagsbehandler.mail }}. Please give the case number, {{ sag_nr }}.",
    "Kind regards",
    ("Page ", " of "),
)


def begin(title: str, words: Words = DANISH) -> WordDocument:
    """A letter with sender, receiver and its heading."""
    word = looks.new_document(f"{title}: {{{{ leverandoer.navn }}}}", words.case, words.language)
    looks.header_and_footer(
        word,
        "{{ sekretariat.navn }}",
        words.case,
        "{{ sekretariat.mail }} · {{ sekretariat.telefon }}",
        words.pages,
    )
    for line in (
        "**{{ leverandoer.navn }}**",
        f"{words.number} {{{{ leverandoer.cvr }}}}",
        "{{ leverandoer.adresse }}",
        "{{ modtager }}",
    ):
        blocks.text(word, line, "Address")
    date = blocks.text(word, words.date, "Address")
    date.paragraph_format.space_before = Pt(14)
    blocks.text(word, words.case, "Address").paragraph_format.space_after = Pt(22)
    word.add_paragraph(title, style="Title")
    return word


def end(word: WordDocument, words: Words = DANISH) -> None:
    """Whom to call, and who writes."""
    blocks.heading(word, words.questions, 1)
    blocks.text(word, words.call)
    closing = blocks.text(word, words.closing)
    closing.paragraph_format.space_before, closing.paragraph_format.keep_with_next = Pt(16), True
    for line in ("**{{ sagsbehandler.navn }}**", "{{ sekretariat.navn }}", "{{ sekretariat.adresse }}"):
        blocks.text(word, line, "Address").paragraph_format.keep_with_next = True
