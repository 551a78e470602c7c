"""Høring over udkast til tilsynsrapport: the letter that asks the supplier for remarks."""

from docx.document import Document as WordDocument

from documents.wordtemplates import blocks, letters


def build() -> WordDocument:
    """The template of the hearing letter."""
    word = letters.begin("Høring over udkast til tilsynsrapport")
    blocks.text(
        word,
        "Vi sender jer hermed udkastet til rapporten om tilsynet med {{ system_navne|liste }}. I har "
        "mulighed for "
        "at komme med bemærkninger **senest {{ hoeringsfrist|dato }}**.",
        "Lead",
    )
    blocks.text(
        word,
        "Høringen giver jer lejlighed til at rette fejl og uddybe, før rapporten sendes til kommunerne. "
        "Udkastet (version {{ udkast_version }}) er vedlagt og er fortroligt, indtil rapporten er sendt.",
    )
    _findings(word)
    _how(word)
    letters.end(word)
    return word


def _findings(word: WordDocument) -> None:
    blocks.heading(word, "Forhold, vi beder jer forholde jer til", 1)
    blocks.repeated(
        word,
        (
            ("Nr.", 1.2, "{{ f.nr }}"),
            ("System", 3.4, "{{ f.system }}"),
            ("Slags", 3.0, "{{ f.slags }}"),
            ("Forhold", 8.6, "**{{ f.overskrift }}** {{ f.beskrivelse }}"),
        ),
        "f",
        "forhold",
        empty="Udkastet indeholder ingen forhold. Høringen sker, fordi I har bedt om den.",
    )


def _how(word: WordDocument) -> None:
    blocks.heading(word, "Sådan svarer I", 1)
    blocks.bullets(
        word,
        (
            "Skriv jeres bemærkninger til hvert forhold på {{ portal_adresse }}, eller tryk på "
            "»Ingen bemærkninger«, hvis I er enige i udkastet.",
            "Er noget faktuelt forkert, så skriv, hvad der er rigtigt, og læg gerne dokumentation ved.",
            "Har I allerede rettet op på et forhold, så skriv hvornår og hvordan.",
        ),
    )
    blocks.text(
        word,
        "Vi svarer på hver bemærkning. Jeres bemærkninger og vores svar kommer med i rapporten. Hører vi "
        "ikke fra "
        "jer inden **{{ hoeringsfrist|dato }}**, gør vi rapporten færdig på det grundlag, vi har.",
    )
