"""Opsigelse: the municipality's letter that terminates a data processing agreement."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from documents.wordtemplates import blocks, looks

TITLE = "Opsigelse af databehandleraftale"


def build() -> WordDocument:
    """The template of the letter."""
    word = looks.new_document(f"{TITLE} {{{{ aftale_nr }}}}", "{{ dataansvarlig }}")
    word.core_properties.author = "{{ dataansvarlig }}"
    looks.header_and_footer(word, "{{ dataansvarlig }}", "Aftale {{ aftale_nr }}", TITLE)
    _address(word)
    word.add_paragraph(TITLE, style="Title")
    blocks.text(
        word,
        "{{ dataansvarlig }} opsiger hermed databehandleraftalen {{ aftale_nr }} om "
        "{{ system_navne|liste }}. Aftalen ophører den **{{ ophoerer|dato }}**.",
        "Lead",
    )
    blocks.only_if(word, "enige_ja_nej")
    blocks.text(word, "Parterne er enige om, at aftalen ophører, før opsigelsesvarslet er udløbet.")
    blocks.otherwise(word)
    blocks.only_if(word, "varsel")
    blocks.text(word, "Opsigelsen er givet med aftalens varsel på {{ varsel }}.")
    blocks.end_if(word)
    blocks.end_if(word)
    blocks.heading(word, "Begrundelse", 1)
    blocks.text(word, "{{ begrundelse }}")
    _data(word)
    _closing(word)
    return word


def _address(word: WordDocument) -> None:
    for line in ("**{{ databehandler }}**", "CVR- eller registreringsnummer {{ databehandler_cvr }}"):
        blocks.text(word, line, "Address")
    date = blocks.text(word, "{{ dato|dato }}", "Address")
    date.paragraph_format.space_before, date.paragraph_format.space_after = Pt(14), Pt(22)


def _data(word: WordDocument) -> None:
    blocks.heading(word, "Oplysningerne ved ophør", 1)
    blocks.only_if(word, "ophoer_valg == 'returner'")
    blocks.text(
        word,
        "Når aftalen ophører, skal alle personoplysninger leveres tilbage til kommunen, og kopier slettes.",
    )
    blocks.otherwise(word)
    blocks.text(word, "Når aftalen ophører, skal alle personoplysninger, der behandles efter den, slettes.")
    blocks.end_if(word)
    blocks.text(
        word,
        "Vi beder om en skriftlig erklæring om, at det er sket, også hos underdatabehandlere. Skal noget "
        "opbevares efter loven, så skriv hvad, hvor længe og efter hvilken bestemmelse. Aftalens regler om "
        "fortrolighed og sikkerhed gælder, til oplysningerne er slettet eller leveret tilbage.",
    )


def _closing(word: WordDocument) -> None:
    closing = blocks.text(word, "Venlig hilsen")
    closing.paragraph_format.space_before, closing.paragraph_format.keep_with_next = Pt(16), True
    blocks.text(word, "**{{ underskriver }}**", "Address")
