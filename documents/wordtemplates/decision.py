"""Kommunens stillingtagen: what a municipality decided on a report, system by system."""

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks, looks

TITLE = "Stillingtagen til tilsyn"


def build() -> WordDocument:
    """The template of the document."""
    word = looks.new_document(f"{TITLE}, {{{{ databehandler }}}}", "{{ rapport }}")
    word.core_properties.author = "{{ kommune }}"
    looks.header_and_footer(word, "{{ kommune }}", "Sag {{ sag_nr }}", TITLE)
    word.add_paragraph(TITLE, style="Title")
    word.add_paragraph("{{ databehandler }}", style="Subtitle")
    blocks.facts(
        word,
        (
            ("Dataansvarlig", "{{ kommune }}"),
            ("Databehandler", "{{ databehandler }}"),
            ("Rapport", "{{ rapport }}"),
            ("Tilsynskoncept", "{{ koncept }}"),
            ("Modtaget", "{{ modtaget|dato }}"),
            ("Udskrevet", "{{ dato|dato }}"),
        ),
    )
    blocks.repeated(
        word,
        (
            ("System", 3.2, "**{{ s.navn }}**"),
            ("Rapportens konklusion", 2.6, "{{ s.konklusion }}"),
            ("Kommunens stillingtagen", 3.2, "{{ s.stilling }}"),
            ("Vurdering", 2.2, "{{ s.vurdering }}"),
            ("Besluttet", 5.0, "{{ s.besluttet }}"),
        ),
        "s",
        "systemer",
    )
    word.add_paragraph("{%p for s in systemer %}")
    blocks.heading(word, "{{ s.navn }}", 1)
    blocks.text(word, "{{ s.tekst }}")
    word.add_paragraph("{%p endfor %}")
    return word
