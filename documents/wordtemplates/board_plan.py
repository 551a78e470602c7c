"""Tilsynsplan til bestyrelsen: what is supervised in a year, when, at which concept, and how often."""

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks, looks


def build() -> WordDocument:
    """The template of the plan that is laid before the board."""
    word = looks.new_document("Tilsynsplan {{ aar }}", "Udgave {{ udgave }}")
    looks.header_and_footer(
        word,
        "{{ sekretariat.navn }}",
        "Tilsynsplan {{ aar }} · udgave {{ udgave }}",
        "{{ sekretariat.mail }} · {{ sekretariat.telefon }}",
    )
    word.add_paragraph("Tilsynsplan {{ aar }}", style="Title")
    word.add_paragraph(
        "Udgave {{ udgave }}, {{ dato|dato }}. Forelægges bestyrelsen til godkendelse.", style="Subtitle"
    )
    blocks.text(
        word,
        "Planen omfatter **{{ antal_tilsyn }} tilsyn** med {{ antal_systemer }} it-systemer. Med er "
        "systemer, som mindst {{ graense }} medlemskommuner bruger med en indgået databehandleraftale. Den "
        "enkelte kommune er dataansvarlig og tager selv stilling til hver rapport.",
        "Lead",
    )
    _how_often(word)
    _quarters(word)
    _audits(word)
    blocks.text(word, "{{ sekretariat.navn }}, {{ sekretariat.adresse }}", "Address")
    return word


def _how_often(word: WordDocument) -> None:
    blocks.heading(word, "Hvor ofte", 1)
    blocks.repeated_bullets(word, "gentagelse", "gentagelser", "{{ gentagelse }}.")
    blocks.text(
        word,
        "Venter leverandøren sin næste erklæring på en bestemt dag, følger tilsynet den. Brud, forbehold i "
        "en erklæring, nye underdatabehandlere, nye overførsler og nyt ejerskab giver ekstra tilsyn.",
    )


def _quarters(word: WordDocument) -> None:
    blocks.heading(word, "Kvartal for kvartal", 1)
    blocks.repeated(
        word, (("Kvartal", 10.0, "{{ k.navn }}"), ("Tilsyn", 6.2, "{{ k.antal }}")), "k", "kvartaler"
    )


def _audits(word: WordDocument) -> None:
    blocks.heading(word, "De planlagte tilsyn", 1)
    blocks.repeated(
        word,
        (
            ("Kvartal", 2.5, "{{ t.kvartal }}"),
            ("Leverandør", 3.8, "**{{ t.leverandoer }}**"),
            ("Systemer", 4.9, "{{ t.systemer|liste }}"),
            ("Koncept", 2.0, "{{ t.koncept }}"),
            ("Sagsbehandler", 3.0, "{{ t.sagsbehandler }}"),
        ),
        "t",
        "tilsyn",
    )
