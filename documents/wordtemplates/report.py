"""Tilsynsrapport: a conclusion per system; from it each municipality's own file is taken."""

from docx.document import Document as WordDocument
from docx.shared import Pt

from documents.wordtemplates import blocks, looks


def build() -> WordDocument:
    """The template of the report; with `er_udkast` it is the draft that is sent in hearing."""
    word = looks.new_document(
        "Tilsynsrapport: {{ leverandoer.navn }}", "Sag {{ sag_nr }}, version {{ rapport_version }}"
    )
    looks.header_and_footer(
        word,
        "{{ sekretariat.navn }}",
        "{% if er_udkast %}UDKAST TIL HØRING · {% endif %}Sag {{ sag_nr }} · version {{ rapport_version }}",
        "Fortrolig: kun for medlemskommunerne og {{ leverandoer.navn }}",
    )
    _front(word)
    _conclusion(word)
    _since_last(word)
    _recommendations(word)
    _scope(word)
    _areas(word)
    _findings(word)
    _subprocessors(word)
    _hearing(word)
    _next(word)
    _in_english(word)
    return word


def _front(word: WordDocument) -> None:
    blocks.only_if(word, "er_udkast")
    blocks.text(
        word, "**Udkast til høring.** Udkastet kan blive ændret, før rapporten sendes til kommunerne.", "Lead"
    )
    blocks.end_if(word)
    word.add_paragraph("Tilsynsrapport", style="Title")
    word.add_paragraph("{{ leverandoer.navn }}: {{ system_navne|liste }}", style="Subtitle")
    blocks.facts(
        word,
        (
            ("Til", "{{ modtager }}"),
            ("Databehandler", "{{ leverandoer.navn }}, CVR- eller registreringsnummer {{ leverandoer.cvr }}"),
            ("Tilsynsperiode", "{{ periode_fra|dato }} til {{ periode_til|dato }}"),
            ("Tilsynskoncept", "{{ koncept.nummer }}: {{ koncept.navn }}"),
            ("Grundlag", "{{ vejledning }}"),
            ("Sag og version", "{{ sag_nr }}, version {{ rapport_version }}, {{ dato|dato }}"),
            ("Sagsbehandler", "{{ sagsbehandler.navn }}"),
            ("Kvalitetslæser", "{{ kvalitetslaeser }}"),
        ),
    )


def _conclusion(word: WordDocument) -> None:
    blocks.heading(word, "1. Sammenfatning og konklusion", 1)
    blocks.text(word, "{{ sammenfatning }}")
    blocks.heading(word, "Konklusion for hvert system", 2)
    table = blocks.repeated(
        word,
        (
            ("System", 4.4, "**{{ s.navn }}**"),
            ("Vurdering", 2.6, " "),
            ("Konklusion", 7.4, "{{ s.konklusion }}"),
            ("Forhold", 1.8, "{{ s.antal_forhold }}"),
        ),
        "s",
        "systemer",
    )
    blocks.traffic_light(table.rows[2].cells[1], "s.vurdering")
    blocks.text(
        word,
        "Grøn: ingen bemærkninger eller kun anbefalinger. Gul: mindre afvigelser, eller noget er ikke "
        "dokumenteret. "
        "Rød: væsentlige eller kritiske afvigelser, eller tilsynet kunne ikke gennemføres.",
        "Small print",
    ).paragraph_format.space_after = Pt(8)
    blocks.text(
        word,
        "Konklusionen er sekretariatets. Den enkelte kommune er dataansvarlig og beslutter selv for hvert "
        "system, "
        "om tilsynet kan godkendes.",
    )


def _since_last(word: WordDocument) -> None:
    blocks.only_if(word, "siden_sidst")
    blocks.heading(word, "Nyt siden sidste tilsyn", 2)
    blocks.repeated(
        word,
        (("System", 4.4, "**{{ n.system }}**"), ("Hvad der er nyt", 11.8, "{{ n.tekst }}")),
        "n",
        "siden_sidst",
    )
    blocks.end_if(word)


def _recommendations(word: WordDocument) -> None:
    blocks.heading(word, "2. Hvad kommunen selv skal gøre", 1)
    blocks.repeated(
        word,
        (("System", 4.4, "{{ a.system }}"), ("Anbefaling til kommunen", 11.8, "{{ a.tekst }}")),
        "a",
        "anbefalinger",
        empty="Tilsynet giver ikke anledning til, at kommunen selv foretager sig noget ud over at godkende "
        "det.",
    )


def _scope(word: WordDocument) -> None:
    blocks.heading(word, "3. Omfang og dokumentation", 1)
    blocks.text(word, "{{ omfang }}")
    blocks.repeated(
        word,
        (
            ("Nr.", 1.1, "{{ d.nr }}"),
            ("Dokument", 4.8, "**{{ d.titel }}**"),
            ("Slags", 3.0, "{{ d.slags }}"),
            ("Dato eller periode", 2.9, "{{ d.periode }}"),
            (
                "Adgang for kommunen",
                4.4,
                "{% if d.vedlagt %}Følger rapporten{% else %}{{ d.adgang }}{% endif %}",
            ),
        ),
        "d",
        "dokumentation",
        empty="Databehandleren har ikke afleveret dokumentation.",
    )
    blocks.only_if(word, "dokumentation")
    blocks.text(word, "Filernes kontrolværdier (SHA-256), så det kan ses, at de er de samme:", "Small print")
    blocks.repeated_lines(word, "d", "dokumentation", "{{ d.nr }}: {{ d.sha256 }}")
    blocks.end_if(word)


def _areas(word: WordDocument) -> None:
    blocks.heading(word, "4. Vurdering af kontrolmålene A–I", 1)
    table = blocks.repeated(
        word,
        (
            ("Kontrolmål", 4.6, "**{{ o.bogstav }}. {{ o.navn }}**"),
            ("Vurdering", 2.6, " "),
            ("Hvad vi har set", 9.0, "{{ o.tekst }}"),
        ),
        "o",
        "omraader",
    )
    blocks.traffic_light(table.rows[2].cells[1], "o.vurdering")


def _findings(word: WordDocument) -> None:
    blocks.heading(word, "5. Forhold og aftalte frister", 1)
    blocks.only_if(word, "forhold")
    blocks.text(word, "{{ forhold_tekst }}")
    word.add_paragraph("{%p for f in forhold %}")
    blocks.heading(word, "Forhold {{ f.nr }}: {{ f.overskrift }}", 2)
    blocks.facts(
        word,
        (
            ("System", "{{ f.system }}"),
            ("Slags", "{{ f.slags }}"),
            ("Kontrolmål", "{{ f.kontrolmaal }}"),
            ("Hvad vi fandt", "{{ f.beskrivelse }}"),
            ("Hvad der skal ske", "{{ f.handling }}"),
            ("Frist", "{% if f.frist %}{{ f.frist|dato }}{% else %}Ingen frist{% endif %}"),
            ("Status", "{{ f.status }}"),
        ),
        widths=(3.6, 12.6),
    )
    word.add_paragraph("{%p endfor %}")
    blocks.otherwise(word)
    blocks.text(word, "Tilsynet har ikke givet anledning til at konstatere forhold.")
    blocks.end_if(word)
    _followed_up(word)


def _followed_up(word: WordDocument) -> None:
    blocks.only_if(word, "fulgt_op")
    blocks.heading(word, "Fulgt op fra sidst", 2)
    blocks.repeated(
        word,
        (
            ("Tidligere tilsyn", 3.2, "{{ u.sag }}, forhold {{ u.nr }}"),
            ("System", 3.4, "{{ u.system }}"),
            ("Forhold", 4.8, "**{{ u.overskrift }}**"),
            ("Hvad opfølgningen viste", 4.8, "{{ u.resultat }}"),
        ),
        "u",
        "fulgt_op",
    )
    blocks.end_if(word)


def _subprocessors(word: WordDocument) -> None:
    blocks.heading(word, "6. Underdatabehandlere og overførsler til tredjelande", 1)
    blocks.repeated(
        word,
        (
            ("Underdatabehandler", 3.9, "**{{ u.navn }}**"),
            ("Land", 2.2, "{{ u.land }}"),
            ("Behandling", 3.9, "{{ u.behandling }}"),
            ("Overførselsgrundlag", 3.8, "{{ u.overfoerselsgrundlag }}"),
            ("Ændring", 2.4, "{{ u.aendring }}"),
        ),
        "u",
        "underdatabehandlere",
        empty="{{ underdatabehandlere_tekst }}",
    )


def _hearing(word: WordDocument) -> None:
    blocks.heading(word, "7. Databehandlerens bemærkninger", 1)
    blocks.text(word, "{{ hoering_tekst }}")
    blocks.only_if(word, "hoeringssvar")
    blocks.repeated(
        word,
        (
            ("Afsnit", 3.8, "{{ h.forhold }}{% if h.system %} ({{ h.system }}){% endif %}"),
            ("Databehandlerens bemærkning", 6.2, "{{ h.bemaerkning }}"),
            ("Sekretariatets svar", 6.2, "{{ h.svar }}"),
        ),
        "h",
        "hoeringssvar",
    )
    blocks.end_if(word)


def _next(word: WordDocument) -> None:
    blocks.heading(word, "8. Opfølgning og næste tilsyn", 1)
    blocks.text(word, "{{ naeste_tilsyn }}")
    closing = blocks.text(word, "**{{ sekretariat.navn }}**", "Address")
    closing.paragraph_format.space_before = Pt(14)
    blocks.text(word, "{{ sekretariat.adresse }}", "Address")
    blocks.text(word, "{{ sekretariat.mail }} · {{ sekretariat.telefon }}", "Address")


def _in_english(word: WordDocument) -> None:
    blocks.only_if(word, "sammenfatning_en")
    blocks.heading(word, "Summary in English", 1)
    blocks.text(word, "{{ sammenfatning_en }}")
    blocks.end_if(word)
