"""The appendices A–D of the data processing agreement: where the fields are filled."""

from collections.abc import Callable

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks

NONE_STATED = "Ingen."


def _a(word: WordDocument) -> None:
    blocks.heading(word, "A.1 Formålet med behandlingen", 2)
    blocks.text(word, "{{ formaal }}")
    blocks.heading(word, "A.2 Behandlingens karakter", 2)
    blocks.text(word, "Behandlingen omfatter: {{ karakter|liste }}.")
    blocks.heading(word, "A.3 Typer af personoplysninger", 2)
    data_types(word)
    blocks.heading(word, "A.4 Kategorier af registrerede", 2)
    blocks.text(word, "{{ registrerede|liste|stort }}.")
    blocks.heading(word, "A.5 Varighed", 2)
    blocks.text(word, "{{ varighed }}")


def data_types(word: WordDocument) -> None:
    """The kinds of personal data, as a table."""
    blocks.facts(
        word,
        (
            ("Almindelige (artikel 6)", _list_or_none("datatyper_alm")),
            ("Fortrolige", _list_or_none("datatyper_fortrolige")),
            ("Særlige kategorier (artikel 9)", _list_or_none("datatyper_art9")),
            ("CPR-numre (databeskyttelseslovens § 11)", "{{ cpr_ja_nej|ja_nej }}"),
            ("Strafbare forhold (artikel 10)", "{{ straf_ja_nej|ja_nej }}"),
        ),
        widths=(6.6, 9.6),
    )


def _list_or_none(field: str) -> str:
    return f"{{% if {field} %}}{{{{ {field}|liste|stort }}}}.{{% else %}}{NONE_STATED}{{% endif %}}"


def _b(word: WordDocument) -> None:
    blocks.heading(word, "B.1 Godkendte underdatabehandlere", 2)
    subprocessors(word)
    blocks.heading(word, "B.2 Varsel og indsigelse", 2)
    objection(word, "punkt 7.3")


def subprocessors(word: WordDocument) -> None:
    """The approved sub-processors, as a table."""
    blocks.only_if(word, "underdatabehandlere")
    blocks.text(word, "Ved ikrafttræden har den dataansvarlige godkendt disse underdatabehandlere:")
    blocks.end_if(word)
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
    blocks.text(
        word,
        "En underdatabehandler må ikke bruges til en anden behandling end den beskrevne uden den "
        "dataansvarliges "
        "skriftlige godkendelse.",
    )


def objection(word: WordDocument, clause: str) -> None:
    """The notice, and how the controller objects."""
    blocks.text(word, f"Varslet er {{{{ varsel_antal }}}} {{{{ varsel_enhed }}}}, jf. {clause}.")
    blocks.only_if(word, "godkendelsestype == 'generel'")
    blocks.text(
        word,
        "Den dataansvarlige kan gøre indsigelse inden {{ indsigelsesfrist }}. {{ indsigelsesgrunde }} Gør "
        "den "
        "dataansvarlige indsigelse, tages underdatabehandleren ikke i brug for den dataansvarliges "
        "oplysninger, før "
        "parterne er enige, eller ydelsen er bragt til ophør.",
    )
    blocks.end_if(word)


def _c(word: WordDocument) -> None:
    _c_instruction(word)
    _c_security(word)
    _c_assistance(word)
    _c_retention(word)
    _c_places(word)
    _c_supervision(word)


def _c_instruction(word: WordDocument) -> None:
    blocks.heading(word, "C.1 Behandlingens genstand og instruks", 2)
    blocks.text(word, "{{ instruks }}")


def _c_security(word: WordDocument) -> None:
    blocks.heading(word, "C.2 Behandlingssikkerhed", 2)
    measures(word, "C.2")


def measures(word: WordDocument, clause: str) -> None:
    """The level of security, and the eleven measures as a table."""
    blocks.text(word, "Sikkerhedsniveauet er **{{ sikkerhedsniveau }}**. {{ sikkerhedsbegrundelse }}")
    blocks.text(
        word,
        "Databehandleren beslutter selv, hvordan niveauet nås, men gennemfører som minimum disse "
        "foranstaltninger, "
        "som parterne er enige om:",
    )
    blocks.repeated(
        word,
        (
            ("Punkt", 1.6, f"{clause}.{{{{ m.nr }}}}"),
            ("Område", 4.4, "**{{ m.overskrift }}**"),
            ("Foranstaltning", 10.2, "{{ m.tekst }}"),
        ),
        "m",
        "foranstaltninger",
    )


def _c_assistance(word: WordDocument) -> None:
    blocks.heading(word, "C.3 Bistand til den dataansvarlige", 2)
    assistance(word)


def assistance(word: WordDocument) -> None:
    """What the processor helps with, and what it costs."""
    blocks.repeated_bullets(word, "b", "bistand", "{{ b }}")
    blocks.text(word, "Vederlag for bistand: {{ bistand_vederlag }}")


def _c_retention(word: WordDocument) -> None:
    blocks.heading(word, "C.4 Opbevaring og sletning", 2)
    retention(word)


def retention(word: WordDocument) -> None:
    """How long data are kept, and how they are erased."""
    blocks.repeated(
        word,
        (
            ("Oplysninger", 6.0, "{{ o.datatype }}"),
            ("Opbevares i", 4.2, "{{ o.periode }}"),
            ("Regnet fra", 6.0, "{{ o.haendelse }}"),
        ),
        "o",
        "opbevaring",
    )
    blocks.text(word, "{{ sletterutine }}")
    blocks.only_if(word, "retligt_opbevaringskrav")
    blocks.text(word, "Opbevaring, som lovgivningen kræver: {{ retligt_opbevaringskrav }}")
    blocks.end_if(word)


def _c_places(word: WordDocument) -> None:
    blocks.heading(word, "C.5 Lokaliteter for behandlingen", 2)
    places(word)
    blocks.heading(word, "C.6 Instruks om overførsel til tredjelande", 2)
    transfers(word)


def places(word: WordDocument) -> None:
    """Where data are processed."""
    blocks.text(
        word,
        "Behandlingen må kun ske fra disse steder. Andre steder kræver den dataansvarliges forudgående "
        "skriftlige "
        "godkendelse.",
    )
    blocks.repeated(
        word,
        (
            ("Sted", 7.6, "{{ l.adresse }}"),
            ("Land", 3.4, "{{ l.land }}"),
            ("Hvad der sker der", 5.2, "{{ l.formaal }}"),
        ),
        "l",
        "lokaliteter",
    )


def transfers(word: WordDocument) -> None:
    """The instruction on transfers to third countries."""
    blocks.only_if(word, "tredjeland_tilladt")
    blocks.repeated(
        word,
        (
            ("Modtager", 5.0, "{{ t.modtager }}"),
            ("Land", 2.8, "{{ t.land }}"),
            ("Overførselsgrundlag", 4.6, "{{ t.grundlag }}"),
            ("Vurdering af overførslen", 3.8, "{{ t.tia_dok }}"),
        ),
        "t",
        "overfoersler",
    )
    blocks.text(word, "Andre overførsler er ikke tilladt.")
    blocks.otherwise(word)
    blocks.text(
        word,
        "Den dataansvarlige har ikke givet instruks om overførsel til tredjelande. Databehandleren må "
        "derfor ikke "
        "foretage sådanne overførsler inden for rammerne af bestemmelserne.",
    )
    blocks.end_if(word)


def _c_supervision(word: WordDocument) -> None:
    blocks.heading(word, "C.7 Den dataansvarliges revision og inspektion hos databehandleren", 2)
    supervision(word)
    blocks.heading(word, "C.8 Revision og inspektion hos underdatabehandlere", 2)
    blocks.text(word, "{{ underdb_tilsyn }}")


def supervision(word: WordDocument) -> None:
    """How the controller supervises."""
    blocks.facts(
        word,
        (
            ("Tilsynskoncept", "{{ tilsynskoncept.nummer }}: {{ tilsynskoncept.navn }}"),
            ("Dokumentation", "{{ erklaeringstype }}"),
            ("Hvor ofte", "{{ erklaering_interval }}"),
            ("Afleveres", "{{ erklaering_frist }}"),
            ("Omkostninger", "{{ tilsyn_omkostning }}"),
            ("Varsel for inspektion", "{{ inspektion_varsel_dage }} dage"),
        ),
    )
    blocks.text(
        word,
        "Dokumentationen sendes uden unødig forsinkelse til den dataansvarlige eller til den, der fører "
        "tilsyn for den "
        "dataansvarlige. Den dataansvarlige kan anfægte dens rammer og metode og kræve ny dokumentation "
        "efter andre "
        "rammer. Giver dokumentationen anledning til det, kan den dataansvarlige kræve yderligere "
        "foranstaltninger "
        "og kan, når der er behov for det, selv eller ved en anden foretage inspektion, også på stedet.",
    )


def _d(word: WordDocument) -> None:
    for number, (title, field) in enumerate(
        (("Ansvar", "ansvar"), ("Vederlag", "vederlag"), ("Lovvalg og værneting", "lovvalg_vaerneting")),
        start=1,
    ):
        blocks.heading(word, f"D.{number} {title}", 2)
        blocks.text(word, f"{{{{ {field} }}}}")
    blocks.heading(word, "D.4 Fravigelser fra den fælles aftaletekst", 2)
    departures(word)


def departures(word: WordDocument) -> None:
    """What is agreed instead of the common wording."""
    blocks.repeated(
        word,
        (("Punkt", 3.0, "{{ f.punkt }}"), ("Aftalt i stedet", 13.2, "{{ f.tekst }}")),
        "f",
        "fravigelser",
        empty="Parterne har ikke aftalt fravigelser.",
    )


APPENDICES: tuple[tuple[str, str, Callable[[WordDocument], None]], ...] = (
    ("A", "Oplysninger om behandlingen", _a),
    ("B", "Underdatabehandlere", _b),
    ("C", "Instruks vedrørende behandling af personoplysninger", _c),
    ("D", "Parternes regulering af andre forhold", _d),
)
