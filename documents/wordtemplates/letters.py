"""What the letters to a supplier have in common: sender, receiver, closing lines."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from documents.wordtemplates import blocks, looks


def begin(title: str) -> WordDocument:
    """A letter with sender, receiver and its heading."""
    word = looks.new_document(f"{title}: {{{{ leverandoer.navn }}}}", "Sag {{ sag_nr }}")
    looks.header_and_footer(
        word,
        "{{ sekretariat.navn }}",
        "Sag {{ sag_nr }}",
        "{{ sekretariat.mail }} · {{ sekretariat.telefon }}",
    )
    for line in (
        "**{{ leverandoer.navn }}**",
        "CVR- eller registreringsnummer {{ leverandoer.cvr }}",
        "{{ leverandoer.adresse }}",
        "{{ modtager }}",
    ):
        blocks.text(word, line, "Address")
    date = blocks.text(word, "{{ dato|dato }}", "Address")
    date.paragraph_format.space_before = Pt(14)
    blocks.text(word, "Sag {{ sag_nr }}", "Address").paragraph_format.space_after = Pt(22)
    word.add_paragraph(title, style="Title")
    return word


def end(word: WordDocument) -> None:
    """Whom to call, and who writes."""
    blocks.heading(word, "Spørgsmål", 1)
    blocks.text(
        word,
        "Du kan ringe eller skrive til {{ sagsbehandler.navn }}, telefon {{ sagsbehandler.telefon }}, "
        "{{ sagsbehandler.mail }}. Skriv gerne sagens nummer, {{ sag_nr }}.",
    )
    closing = blocks.text(word, "Venlig hilsen")
    closing.paragraph_format.space_before, closing.paragraph_format.keep_with_next = Pt(16), True
    for line in ("**{{ sagsbehandler.navn }}**", "{{ sekretariat.navn }}", "{{ sekretariat.adresse }}"):
        blocks.text(word, line, "Address").paragraph_format.keep_with_next = True
