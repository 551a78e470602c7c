"""Tilsynsplan: what a municipality supervises in a year, adopted by whom and when."""

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks, looks


def build() -> WordDocument:
    """The template of the plan that a municipality has adopted."""
    word = looks.new_document("Tilsynsplan {{ aar }}", "{{ kommune }}")
    word.core_properties.author = "{{ kommune }}"
    looks.header_and_footer(
        word, "{{ kommune }}", "Tilsynsplan {{ aar }} · udgave {{ udgave }}", "Tilsyn med databehandlere"
    )
    word.add_paragraph("Tilsynsplan {{ aar }}", style="Title")
    word.add_paragraph("{{ kommune }}, udgave {{ udgave }}", style="Subtitle")
    blocks.text(
        word,
        "Planen er tiltrådt den **{{ tiltraadt|dato }}** af {{ tiltraadt_af }}. Den omfatter "
        "{{ antal_faelles }} systemer under fælles tilsyn og {{ antal_egne }}, som kommunen selv fører "
        "tilsyn med. {{ antal_uden }} systemer er uden databehandler eller uden personoplysninger.",
        "Lead",
    )
    _adoption(word)
    _how(word)
    _changes(word)
    _systems(word)
    _without(word)
    return word


def _adoption(word: WordDocument) -> None:
    blocks.facts(
        word,
        (
            ("Forelagt", "{{ forelagt|dato }} af {{ forelagt_af }}"),
            ("Tiltrådt", "{{ tiltraadt|dato }} af {{ tiltraadt_af }}"),
            ("Journalnummer", "{{ journalnummer }}"),
        ),
    )
    blocks.only_if(word, "bemaerkning")
    blocks.heading(word, "Bemærkning til tiltrædelsen", 1)
    blocks.text(word, "{{ bemaerkning }}")
    blocks.end_if(word)


def _how(word: WordDocument) -> None:
    blocks.heading(word, "Sådan er tilsynet fastlagt", 1)
    blocks.text(
        word,
        "Hvert system har point efter Datatilsynets vejledende model: antal registrerede, følsomme "
        "oplysninger, andre beskyttelsesværdige oplysninger og særlig behandling. Pointene giver det "
        "anbefalede mindste koncept. Et lavere koncept er begrundet ved systemet. Koncepterne er:",
    )
    blocks.repeated_bullets(word, "koncept", "koncepter", "{{ koncept }}")


def _changes(word: WordDocument) -> None:
    blocks.only_if(word, "aendringer")
    blocks.heading(word, "Kommunens ændringer", 1)
    blocks.text(word, "Kommunen har tiltrådt planen med disse ændringer i forhold til det forelagte:")
    blocks.repeated_bullets(word, "aendring", "aendringer", "{{ aendring }}.")
    blocks.end_if(word)


def _systems(word: WordDocument) -> None:
    blocks.heading(word, "Systemerne", 1)
    blocks.repeated(
        word,
        (
            ("System", 3.9, "**{{ s.navn }}**, {{ s.leverandoer }}"),
            ("Point", 1.2, "{{ s.point }}"),
            ("Anbefalet", 1.8, "{{ s.anbefalet }}"),
            ("Valgt koncept", 1.6, "{{ s.koncept }}"),
            ("Interval", 1.8, "{{ s.interval }}"),
            ("Næste gang", 1.9, "{{ s.naeste }}"),
            ("Hvem og hvorfor", 4.0, "{{ s.hvem }}. {{ s.begrundelse }}"),
        ),
        "s",
        "systemer",
    )


def _without(word: WordDocument) -> None:
    blocks.only_if(word, "uden_tilsyn")
    blocks.heading(word, "Systemer, der ikke føres tilsyn med", 1)
    blocks.repeated(
        word,
        (
            ("System", 5.4, "**{{ u.navn }}**"),
            ("Leverandør", 4.8, "{{ u.leverandoer }}"),
            ("Begrundelse", 6.0, "{{ u.begrundelse }}"),
        ),
        "u",
        "uden_tilsyn",
    )
    blocks.end_if(word)
