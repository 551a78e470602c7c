"""Draft report for comments: »Høring over udkast til tilsynsrapport« for a contact who reads English."""

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks, letters


def build() -> WordDocument:
    """The template of the hearing letter in English."""
    word = letters.begin("Draft audit report for your comments", letters.ENGLISH)
    blocks.text(
        word,
        'We hereby send you the draft report on the audit of {{ system_navne|liste("and") }}. You may '
        "comment on it **until {{ hoeringsfrist|date }}**.",
        "Lead",
    )
    blocks.text(
        word,
        "This gives you the opportunity to correct mistakes and to elaborate before the report is sent to "
        "the municipalities. The draft (version {{ udkast_version }}) is enclosed. It is in Danish, and "
        "is confidential until the report has been sent.",
    )
    _findings(word)
    _how(word)
    letters.end(word, letters.ENGLISH)
    return word


def _findings(word: WordDocument) -> None:
    blocks.heading(word, "Findings that we ask you to consider", 1)
    blocks.repeated(
        word,
        (
            ("No.", 1.2, "{{ f.nr }}"),
            ("System", 3.4, "{{ f.system }}"),
            ("Kind", 3.0, "{{ f.slags }}"),
            ("Finding (in the words of the draft)", 8.6, "**{{ f.overskrift }}** {{ f.beskrivelse }}"),
        ),
        "f",
        "forhold",
        empty="The draft contains no findings. You receive it because you have asked for it.",
    )


def _how(word: WordDocument) -> None:
    blocks.heading(word, "How to answer", 1)
    blocks.bullets(
        word,
        (
            "Write your comments on each finding at {{ portal_adresse }}, or choose “No comments” if you "
            "agree with the draft. You may write in English.",
            "If something is factually wrong, please say what is right, and enclose documentation if you "
            "can.",
            "If you have already put a matter right, please say when and how.",
        ),
    )
    blocks.text(
        word,
        "We answer each comment. Your comments and our answers become part of the report. If we do not hear "
        "from you by **{{ hoeringsfrist|date }}**, we finish the report on the basis that we have.",
    )
