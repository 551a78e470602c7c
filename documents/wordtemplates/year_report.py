"""Kommunens årsrapport: on the first page what we got, then what was found, decided and still is open."""

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks, looks


def build() -> WordDocument:
    """The template of a municipality's report of its year."""
    word = looks.new_document("Årsrapport {{ aar }}", "{{ kommune }}, udgave {{ udgave }}")
    word.core_properties.author = "{{ kommune }}"
    looks.header_and_footer(
        word, "{{ kommune }}", "Årsrapport {{ aar }} · udgave {{ udgave }}", "Dannet {{ dato|dato }}"
    )
    word.add_paragraph("Tilsyn med databehandlere i {{ aar }}", style="Title")
    word.add_paragraph("{{ kommune }}. Dannet {{ dato|dato }} af {{ dannet_af }}.", style="Subtitle")
    blocks.heading(word, "Hvad fik vi", 1)
    _numbers(word, "f", "faaet", "Det fælles arbejde for os", "Der er ikke modtaget noget i året.")
    blocks.repeated_bullets(word, "linje", "arbejde", "{{ linje }}")
    blocks.only_if(word, "plan")
    blocks.text(word, "{{ plan }}")
    blocks.end_if(word)
    _found(word)
    blocks.heading(word, "Hvad vi besluttede", 1)
    _numbers(
        word,
        "d",
        "stillingtagen",
        "Stillingtagen, pr. system",
        "Der har ikke været noget at tage stilling til.",
    )
    blocks.heading(word, "Vores egne tilsyn", 1)
    _numbers(word, "e", "egne", "Tilsyn, vi selv fører", "Kommunen har ikke ført egne tilsyn i året.")
    blocks.heading(word, "Vores databehandleraftaler", 1)
    _numbers(word, "a", "aftaler", "Aftaler", "Der er ingen aftaler i oversigten.")
    _open(word)
    return word


def _numbers(word: WordDocument, name: str, values: str, title: str, empty: str) -> None:
    columns = ((title, 12.6, f"{{{{ {name}.hvad }}}}"), ("Antal", 3.6, f"{{{{ {name}.antal }}}}"))
    blocks.repeated(word, columns, name, values, empty=empty)


def _found(word: WordDocument) -> None:
    blocks.heading(word, "Hvad tilsynene viste", 1)
    blocks.repeated(
        word,
        (("Konklusion pr. system", 12.6, "{{ r.konklusion }}"), ("Antal", 3.6, "{{ r.antal }}")),
        "r",
        "resultater",
        empty="Ingen af kommunens systemer har fået en konklusion i året.",
    )
    blocks.heading(word, "Forhold, og hvad der kom ud af dem", 2)
    blocks.repeated(
        word,
        (
            ("Slags", 7.2, "{{ f.slags }}"),
            ("Antal", 3.0, "{{ f.antal }}"),
            ("Afsluttet", 3.0, "{{ f.afsluttet }}"),
            ("Følges op", 3.0, "{{ f.aabne }}"),
        ),
        "f",
        "forhold",
        empty="Der er ikke fundet forhold ved kommunens systemer.",
    )


def _open(word: WordDocument) -> None:
    blocks.heading(word, "Det er stadig åbent", 1)
    blocks.repeated(
        word,
        (
            ("Hvad", 4.6, "{{ x.hvad }}"),
            ("Om", 4.6, "**{{ x.om }}**"),
            ("Leverandør", 3.8, "{{ x.leverandoer }}"),
            ("Frist", 3.2, "{% if x.frist %}{{ x.frist|dato }}{% else %}Ingen frist{% endif %}"),
        ),
        "x",
        "aabent",
        empty="Der er ikke noget åbent.",
    )
    blocks.only_if(word, "flere_aabne")
    blocks.text(word, "Og {{ flere_aabne }} mere, som står på kommunens sider.")
    blocks.end_if(word)
