"""Tillæg: our words before the appendices, when a new version changes an agreement that applies."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from documents.wordtemplates import blocks, looks

SIGNATURE_LINES = ("Navn", "Stilling", "Dato", "Underskrift")


def build() -> WordDocument:
    """The template of what stands before the appendices; headers and footers are the agreement's own."""
    word = looks.new_document("Tillæg til databehandleraftale {{ aftale_nr }}", "{{ tillaeg_nr }}")
    word.core_properties.author = "{{ dataansvarlig }}"
    word.add_paragraph("Tillæg", style="Title")
    blocks.text(word, "til databehandleraftale {{ aftale_nr }} om {{ system_navne|liste }}", "Subtitle")
    blocks.text(word, "Tillæg nr. {{ tillaeg_nr }}")
    blocks.heading(word, "1. Parter og aftale", 1)
    blocks.text(
        word,
        "Tillægget er aftalt mellem {{ dataansvarlig }} som dataansvarlig og {{ databehandler }} som "
        "databehandler. Det ændrer parternes databehandleraftale {{ aftale_nr }} (version "
        "{{ aftale_version }}), som i øvrigt gælder uændret. Sammen med tillægget svarer aftalen til version "
        "{{ version }} af den fælles aftaletekst.",
    )
    blocks.heading(word, "2. Hvad der ændres", 1)
    blocks.repeated(
        word,
        (("Punkt", 4.6, "{{ a.punkt }}"), ("Før", 5.8, "{{ a.foer }}"), ("Nu", 5.8, "{{ a.nu }}")),
        "a",
        "aendringer",
        empty="Bilagene er gengivet, som de gælder nu.",
    )
    blocks.heading(word, "3. Fra hvornår", 1)
    blocks.only_if(word, "gaelder_tidligst")
    blocks.text(
        word,
        "Tillægget gælder fra den dag, begge parter har underskrevet det, dog tidligst den "
        "{{ gaelder_tidligst|dato }}.",
    )
    blocks.otherwise(word)
    blocks.text(word, "Tillægget gælder fra den dag, begge parter har underskrevet det.")
    blocks.end_if(word)
    blocks.only_if(word, "bilag_ja_nej")
    blocks.heading(word, "4. Bilag", 1)
    blocks.text(word, "Bilagene til aftalen erstattes af de bilag, der følger efter underskrifterne.")
    blocks.end_if(word)
    blocks.heading(word, "Underskrifter", 2)
    blocks.side_by_side(
        word,
        ("Den dataansvarlige", "Databehandleren"),
        [(line, "", "") for line in SIGNATURE_LINES],
        height=Pt(30),
    )
    return word
