"""Our appendix to a supplier's own text: what the text lacks or says otherwise, filled from the same "
"fields."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from documents.wordtemplates import appendices, blocks, clauses, looks
from documents.wordtemplates.annexes_eu import IDENTITY, PARTIES, TITLES

TITLE = "Fælles bilag til databehandleraftalen"


def build() -> WordDocument:
    """The appendix that stands behind the supplier's text, with the signatures at its end."""
    word = looks.new_document(
        f"{TITLE}: {{{{ it_system_navn }}}}", "{{ dataansvarlig.navn }} og {{ databehandler.navn }}"
    )
    word.core_properties.author = "{{ dataansvarlig.navn }}"
    looks.header_and_footer(
        word,
        f"{TITLE} · {{{{ it_system_navn }}}}",
        "Aftale nr. {{ aftale_nr }}",
        "Fælles bilag, version {{ skabelon_version }} · tekstens kontrolværdi {{ skabelon_hash }}",
    )
    word.add_paragraph(TITLE, style="Title")
    word.add_paragraph("om behandling af personoplysninger i {{ it_system_navn }}", style="Subtitle")
    _parties(word)
    _terms(word)
    for letter, title, write in appendices.APPENDICES:
        blocks.heading(word, f"Fællesbilag {letter}. {title}", 1, f"faellesbilag{letter}")
        write(word)
    blocks.heading(word, "Fællesbilag E. Underskrifter", 1, "faellesbilagE")
    names = ("Navn", "Stilling", "Dato", "Underskrift")
    blocks.side_by_side(word, TITLES, [(name, "", "") for name in names], Pt(30))
    looks.protect(word)
    return word


def _parties(word: WordDocument) -> None:
    blocks.heading(word, "Fællesbilag 1. Parterne", 1, "faellesbilag1")
    (_, first), (_, second) = PARTIES
    address = "{{{{ {0}.adresse }}}}, {{{{ {0}.postnr }}}} {{{{ {0}.by }}}}"
    rows = [(name, f"{{{{ {first}.{field} }}}}", f"{{{{ {second}.{field} }}}}") for name, field in IDENTITY]
    rows.insert(2, ("Adresse", address.format(first), address.format(second)))
    blocks.side_by_side(word, TITLES, rows)
    # Headers and footers are the supplier's own, so what identifies the agreement stands here.
    blocks.facts(
        word,
        (
            ("Aftalens nummer", "{{ aftale_nr }}"),
            ("Fælles bilag", "version {{ skabelon_version }}"),
            ("Den samlede teksts kontrolværdi", "{{ skabelon_hash }}"),
        ),
    )


def _terms(word: WordDocument) -> None:
    """What an agreement must say whatever the supplier's text says."""
    blocks.heading(word, "Fællesbilag 2. Vilkår, der går forud", 1, "faellesbilag2")
    blocks.text(
        word,
        "2.1\tDatabehandleren leverer {{ ydelse_beskrivelse }} efter {{ hovedaftale_titel }}. Leverandørens "
        "tekst og dette bilag udgør tilsammen databehandleraftalen efter artikel 28, stk. 3, i "
        "databeskyttelsesforordningen. Er der uoverensstemmelse mellem dem, går bilaget forud.",
        "Numbered clause",
    )
    _choice(
        word,
        "2.2",
        "godkendelsestype == 'generel'",
        clauses.APPROVAL["generel"],
        clauses.APPROVAL["specifik"],
    )
    _choice(
        word, "2.3", "godkendelsestype == 'generel'", clauses.NOTICE["generel"], clauses.NOTICE["specifik"]
    )
    blocks.text(
        word,
        "2.4\tDatabehandleren underretter den dataansvarlige om brud på persondatasikkerheden uden unødig "
        "forsinkelse og om muligt senest {{ brud_frist_timer }} timer efter, at databehandleren er blevet "
        "opmærksom på bruddet, så den dataansvarlige kan anmelde det til {{ tilsynsmyndighed }}.",
        "Numbered clause",
    )
    _choice(word, "2.5", "ophoer_valg == 'slet'", clauses.AT_THE_END["slet"], clauses.AT_THE_END["returner"])


def _choice(word: WordDocument, number: str, condition: str, first: str, second: str) -> None:
    # The shared wording refers to the clauses and appendices of our own text.
    here = [
        words.replace("punkt 7.3", "punkt 2.3").replace("bilag B", "fællesbilag B")
        for words in (first, second)
    ]
    blocks.only_if(word, condition)
    blocks.text(word, f"{number}\t{here[0]}", "Numbered clause")
    blocks.otherwise(word)
    blocks.text(word, f"{number}\t{here[1]}", "Numbered clause")
    blocks.end_if(word)
