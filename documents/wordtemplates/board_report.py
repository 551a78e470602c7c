"""Årsberetning til bestyrelsen: a year in totals."""

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks, looks


def build() -> WordDocument:
    """The template of the year as it is told to the board."""
    word = looks.new_document("Årsberetning {{ aar }}", "Udgave {{ udgave }}")
    looks.header_and_footer(
        word,
        "{{ sekretariat.navn }}",
        "Årsberetning {{ aar }} · udgave {{ udgave }}",
        "{{ sekretariat.mail }} · {{ sekretariat.telefon }}",
    )
    word.add_paragraph("Årsberetning {{ aar }}", style="Title")
    word.add_paragraph("Udgave {{ udgave }}, {{ dato|dato }}. Til bestyrelsen.", style="Subtitle")
    blocks.repeated_bullets(word, "linje", "kort", "{{ linje }}")
    _progress(word)
    _results(word)
    blocks.heading(word, "Kommunernes stillingtagen, pr. system", 1)
    _shares(word, "s", "stillingtagen", "Stillingtagen", "Der er for få kommuner til at vise tal i alt.")
    blocks.text(word, "{{ smaa_tal }}", "Small print")
    blocks.heading(word, "Databehandleraftaler", 1)
    _shares(word, "a", "aftaler", "Hvor aftalerne står", "Der er for få kommuner til at vise tal i alt.")
    blocks.text(word, "{{ sekretariat.navn }}, {{ sekretariat.adresse }}", "Address")
    return word


def _progress(word: WordDocument) -> None:
    blocks.heading(word, "Årets tilsyn", 1)
    blocks.repeated(
        word,
        (
            ("Kvartal", 4.2, "{{ k.kvartal }}"),
            ("Planlagt", 2.4, "{{ k.planlagt }}"),
            ("Hos leverandøren", 2.4, "{{ k.varslet }}"),
            ("Under gennemgang", 2.4, "{{ k.gennemgang }}"),
            ("Sendt", 2.4, "{{ k.sendt }}"),
            ("I alt", 2.4, "**{{ k.i_alt }}**"),
        ),
        "k",
        "fremdrift",
        empty="Der er ikke planlagt tilsyn i året.",
    )


def _results(word: WordDocument) -> None:
    blocks.heading(word, "Hvad tilsynene viste", 1)
    blocks.repeated(
        word,
        (("Konklusion pr. system", 12.6, "{{ r.konklusion }}"), ("Antal", 3.6, "{{ r.antal }}")),
        "r",
        "resultater",
        empty="Der er ikke sendt rapporter for året.",
    )
    blocks.heading(word, "Forhold efter slags", 2)
    blocks.repeated(
        word,
        (
            ("Slags", 7.2, "{{ f.slags }}"),
            ("Følges op", 3.0, "{{ f.aabne }}"),
            ("Afsluttet", 3.0, "{{ f.afsluttet }}"),
            ("I alt", 3.0, "**{{ f.i_alt }}**"),
        ),
        "f",
        "forhold",
        empty="Der er ikke fundet forhold.",
    )
    blocks.heading(word, "Forhold efter kontrolmål", 2)
    blocks.repeated(
        word,
        (("Kontrolmål", 12.6, "{{ m.navn }}"), ("Antal", 3.6, "{{ m.antal }}")),
        "m",
        "kontrolmaal",
        empty="Der er ikke fundet forhold.",
    )


def _shares(word: WordDocument, name: str, values: str, title: str, empty: str) -> None:
    columns = (
        (title, 10.2, f"{{{{ {name}.hvad }}}}"),
        ("Antal", 3.0, f"{{{{ {name}.antal }}}}"),
        ("Andel", 3.0, f"{{{{ {name}.andel }}}} %"),
    )
    blocks.repeated(word, columns, name, values, empty=empty)
