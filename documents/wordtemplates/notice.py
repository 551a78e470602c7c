"""Varsel om tilsyn: the letter that announces a supervision to a supplier."""

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks, letters


def build() -> WordDocument:
    """The template of the announcement."""
    word = letters.begin("Varsel om tilsyn")
    _opening(word)
    _mandate(word)
    _scope(word)
    _answer(word)
    _readers(word)
    letters.end(word)
    _municipalities(word)
    return word


def _opening(word: WordDocument) -> None:
    blocks.text(
        word,
        "{{ sekretariat.navn }} indleder et tilsyn med {{ leverandoer.navn }} som databehandler for "
        "{{ kommuner|length }} kommuner. Vi beder jer svare **senest {{ svarfrist|dato }}**.",
        "Lead",
    )
    blocks.facts(
        word,
        (
            ("Tilsynet omfatter", "{{ system_navne|liste }}"),
            ("Periode", "{{ periode_fra|dato }} til {{ periode_til|dato }}"),
            ("Tilsynskoncept", "{{ koncept.nummer }}: {{ koncept.navn }}"),
            ("Svarfrist", "{{ svarfrist|dato }}"),
            ("Svar og filer afleveres på", "{{ portal_adresse }}"),
            ("Kontaktperson", "{{ sagsbehandler.navn }}, telefon {{ sagsbehandler.telefon }}"),
        ),
    )


def _mandate(word: WordDocument) -> None:
    blocks.heading(word, "På hvis vegne vi fører tilsyn", 1)
    blocks.text(
        word,
        "Tilsynet sker for de kommuner, der står på listen sidst i brevet. Hver af dem er dataansvarlig for "
        "de "
        "personoplysninger, I behandler for den. {{ mandat }}",
    )
    blocks.text(
        word,
        "Kommunerne beholder deres ansvar. Vi samler dokumentationen og skriver én rapport; den enkelte "
        "kommune "
        "beslutter selv, om den kan godkende tilsynet. I får dermed ét forløb i stedet for et fra hver "
        "kommune.",
    )
    blocks.heading(word, "Retten til at føre tilsyn", 1)
    blocks.text(
        word,
        "En databehandler skal stille de oplysninger til rådighed, der viser, at "
        "databeskyttelsesforordningens "
        "artikel 28 er overholdt, og skal give mulighed for og bidrage til revision og inspektion "
        "(artikel 28, stk. 3, litra h). Pligten står også i databehandleraftalerne med kommunerne, som "
        "regel i "
        "punkt 12 og i bilag C, punkt C.7. Kommunerne kan lade andre udføre tilsynet for sig.",
    )
    blocks.only_if(word, "aftaletekster")
    blocks.text(word, "Vi har disse aftalers egen tekst om tilsyn:")
    blocks.repeated(
        word,
        (("System", 4.6, "{{ a.system }}"), ("Aftalens ord", 11.6, "{{ a.tekst }}")),
        "a",
        "aftaletekster",
    )
    blocks.end_if(word)


def _scope(word: WordDocument) -> None:
    blocks.heading(word, "Hvad tilsynet omfatter", 1)
    blocks.repeated(
        word,
        (("System", 6.2, "**{{ s.navn }}**"), ("Hvad det bruges til", 10.0, "{{ s.beskrivelse }}")),
        "s",
        "systemer",
    )


def _answer(word: WordDocument) -> None:
    blocks.heading(word, "Hvad vi beder jer om", 1)
    blocks.text(
        word,
        "I bedes besvare spørgeskemaet på {{ portal_adresse }} og lægge den dokumentation op, som svarene "
        "bygger "
        "på, for eksempel revisorerklæringer, certifikater, politikker, procedurer og uddrag af logge. Har I "
        "dokumentation, der dækker flere spørgsmål eller systemer, skal den kun lægges op én gang. "
        "Skemaet spørger om:",
    )
    blocks.repeated_bullets(word, "emne", "emner", "{{ emne }}")
    blocks.text(
        word,
        "Send kun det, spørgsmålene handler om. Fjern navne, CPR-numre og andre personoplysninger fra "
        "bilagene, "
        "og skriv i skemaet, hvis en oplysning kun kan vises og ikke udleveres.",
    )
    blocks.text(
        word,
        "Kan I ikke nå det inden **{{ svarfrist|dato }}**, kan I bede om en ny frist på samme side. Skriv, "
        "hvor "
        "lang tid I har brug for, og hvorfor. Svarer I ikke, skriver vi det i rapporten, og kommunerne får "
        "besked.",
    )


def _readers(word: WordDocument) -> None:
    blocks.heading(word, "Hvem der kan læse det, I sender", 1)
    blocks.repeated_bullets(word, "laeser", "laesere", "{{ laeser }}")
    blocks.text(
        word,
        "Kommunerne er omfattet af reglerne om aktindsigt. Skriv derfor, hvis noget af det, I sender, er "
        "forretningshemmeligheder eller beskriver jeres sikkerhed i enkeltheder, så det kan indgå i "
        "vurderingen.",
    )


def _municipalities(word: WordDocument) -> None:
    blocks.heading(word, "Kommuner, tilsynet føres for", 1)
    blocks.text(word, "{{ kommuner|liste }}.")
