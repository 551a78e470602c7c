"""Dokumentationspakke: the letter with the four answers, what is missing, and the annexes."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from documents.wordtemplates import blocks, looks

TITLE = "Tilsyn med databehandlere"
QUESTIONS = (
    ("1. Hvilke databehandlere har kommunen?", "databehandlere"),
    ("2. Hvilken plan er der for tilsynet?", "plan"),
    ("3. Hvilke tilsyn er ført?", "udfoert"),
    ("4. Hvordan er der fulgt op?", "opfulgt"),
)


def build() -> WordDocument:
    """The template of the letter."""
    word = looks.new_document(f"{TITLE}, {{{{ kommune }}}}", "Dokumentationspakke")
    word.core_properties.author = "{{ kommune }}"
    looks.header_and_footer(word, "{{ kommune }}", "Dokumentationspakke", TITLE)
    blocks.only_if(word, "modtager")
    blocks.text(word, "**{{ modtager }}**", "Address")
    blocks.end_if(word)
    day = blocks.text(word, "{{ dato|dato }}", "Address")
    day.paragraph_format.space_before, day.paragraph_format.space_after = Pt(14), Pt(22)
    word.add_paragraph(TITLE, style="Title")
    word.add_paragraph("{{ omfang }}, {{ periode_fra|dato }} til {{ periode_til|dato }}.", style="Subtitle")
    blocks.text(
        word,
        "{{ kommune }} redegør her for sine databehandlere, planen for tilsyn, de tilsyn, der er ført, og "
        "hvordan der er fulgt op. Dokumentationen er vedlagt som {{ antal_bilag }} bilag med en fortegnelse.",
        "Lead",
    )
    for question, field in QUESTIONS:
        blocks.heading(word, question, 1)
        _paragraphs(word, field)
    _missing(word)
    _annexes(word)
    closing = blocks.text(word, "Venlig hilsen")
    closing.paragraph_format.space_before, closing.paragraph_format.keep_with_next = Pt(16), True
    blocks.text(word, "**{{ underskriver }}**", "Address")
    return word


def _paragraphs(word: WordDocument, field: str) -> None:
    word.add_paragraph(f"{{%p for afsnit in {field} %}}")
    blocks.text(word, "{{ afsnit }}")
    word.add_paragraph("{%p endfor %}")


def _missing(word: WordDocument) -> None:
    blocks.heading(word, "Det mangler i dokumentationen", 1)
    blocks.only_if(word, "mangler")
    blocks.repeated_bullets(word, "mangel", "mangler", "{{ mangel }}")
    blocks.otherwise(word)
    blocks.text(word, "Kommunen har ikke kendskab til, at noget mangler.")
    blocks.end_if(word)


def _annexes(word: WordDocument) -> None:
    blocks.heading(word, "Bilag", 1)
    blocks.text(
        word, "Bilagsfortegnelsen i pakken har også hver fils SHA-256, så det kan ses, at den er uændret."
    )
    blocks.repeated(
        word,
        (
            ("Nr.", 1.3, "{{ b.nummer }}"),
            ("Bilag", 6.6, "{{ b.titel }}"),
            ("Dato", 2.9, "{{ b.dato|dato }}"),
            ("Fil i pakken", 5.4, "{{ b.fil }}"),
        ),
        "b",
        "bilag",
        empty="Der er ingen bilag.",
    )
