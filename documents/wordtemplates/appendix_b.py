"""Bilag B in a new dated version: who may be used from a day on, and which notice gave it."""

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks, looks

TITLE = "Bilag B. Underdatabehandlere"


def build() -> WordDocument:
    """The template of a version of appendix B."""
    word = looks.new_document(f"{TITLE}: {{{{ aftale_nr }}}}", "Version {{ version }}")
    word.core_properties.author = "{{ dataansvarlig }}"
    looks.header_and_footer(
        word, "{{ dataansvarlig }}", "Aftale {{ aftale_nr }}", "Bilag B, version {{ version }}"
    )
    word.add_paragraph(TITLE, style="Title")
    blocks.text(
        word,
        "Version {{ version }} gælder fra **{{ gaelder_fra|dato }}** og afløser version "
        "{{ afloeser.version }}.",
        "Lead",
    )
    blocks.facts(
        word,
        (
            ("Aftale", "{{ aftale_nr }}, {{ aftale_titel }}"),
            ("Dataansvarlig", "{{ dataansvarlig }}"),
            ("Databehandler", "{{ databehandler }}"),
            ("Varsel", "{{ varsel.nummer }}: {{ varsel.navn }}, modtaget {{ varsel.modtaget|dato }}"),
            ("Kommunens svar", "{{ varsel.svar }}"),
        ),
    )
    blocks.heading(word, "B.1 Godkendte underdatabehandlere", 1)
    blocks.repeated(
        word,
        (
            ("Navn og registreringsnr.", 4.2, "**{{ u.navn }}**, {{ u.regnr }}"),
            ("Adresse", 3.8, "{{ u.adresse }}, {{ u.land }}"),
            ("Behandling", 4.4, "{{ u.behandling }}"),
            ("Overførselsgrundlag", 3.8, "{{ u.overfoerselsgrundlag }}"),
        ),
        "u",
        "underdatabehandlere",
        empty="Databehandleren bruger ikke underdatabehandlere.",
    )
    blocks.heading(word, "Hvorfor bilaget er ændret", 1)
    blocks.only_if(word, "godkendelsestype == 'generel'")
    blocks.text(
        word,
        "Den dataansvarlige har i aftalen givet generel godkendelse. Databehandleren har varslet ændringen, "
        "og den er trådt i kraft uden indsigelse. Bilaget skal derfor ikke underskrives igen. Resten af "
        "aftalen er uændret.",
    )
    blocks.otherwise(word)
    blocks.text(
        word,
        "Aftalen kræver, at den dataansvarlige godkender hver underdatabehandler. Godkendelsen er givet "
        "skriftligt, og den er registreret hos kommunen. Resten af aftalen er uændret.",
    )
    blocks.end_if(word)
    return word
