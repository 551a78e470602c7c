"""The words municipalities use: for no answer, for yes and no, for the state of an agreement, for columns."""


def words(text: str) -> frozenset[str]:
    """The words of a text; ``|`` stands for a space within a word."""
    return frozenset(word.replace("|", " ") for word in text.split())


def by_word(*groups: tuple[str, str]) -> dict[str, str]:
    """From (meaning, words) the meaning of each word."""
    return {word: meaning for meaning, text in groups for word in words(text)}


# What people write in a field they have no answer for: the cell counts as empty.
PLACEHOLDERS = words(
    """- -- --- – — ? ?? ??? . .. ... / * n/a na n.a. n.a null none nan tbd
    #n/a #i/t #ref! #value! #værdi! #navn? #name? #div/0! #division/0! #null!
    ukendt ukendt. uoplyst ikke|oplyst ej|oplyst ikke|angivet ingen ingen|oplysninger
    ved|ikke vides|ikke kendes|ikke mangler tom blank (tom) (blank)"""
)
YES_WORDS = words("ja j yes y true sand sandt 1 x ✓ ✔ ☑ ok")
NO_WORDS = words("nej n no false falsk 0 ingen ikke ✗ ✘ ☐")
UNDECIDED_WORDS = words("måske uafklaret")

# A header's words in one form: genitives, plurals and other names for the same thing.
STEMS = by_word(
    (
        "kommune",
        """kommunens kommunes kommunenavn kommuner medlemskommune medlem dataansvarlig dataansvarlige
        dataansvarliges myndighed myndighedens organisation organisationens""",
    ),
    ("kommunekode", "kommunenr kommunenummer kommunekoder"),
    (
        "leverandør",
        """leverandørens leverandørs leverandørnavn leverandører systemleverandør databehandler databehandlers
        databehandlerens firma firmaets virksomhed virksomhedens udbyder""",
    ),
    ("cvr", "cvrnr cvrnummer cvrnumre"),
    ("uuid", "kitosuuid kitosid guid systemuuid"),
    (
        "system",
        """itsystem itsystemer systemnavn itsystemnavn systemets systemer itsystemets systemet løsning
        itløsning
        løsningens fagsystem fagsystemets applikation program systemtitel""",
    ),
    ("personoplysninger", "personoplysning personoplysningerne persondata personhenførbare"),
    ("følsomme", "følsom"),
    ("særlige", "særlig"),
    ("kategorier", "kategori"),
    ("beskyttelsesværdige", "beskyttelsesværdig"),
    ("behandling", "behandlingen behandlinger"),
    ("cpr", "cprnr cprnummer cprnumre personnummer personnumre"),
    ("antal", "antallet"),
    ("registrerede", "registreret borgere personer datasubjekter registreringer"),
    (
        "databehandleraftale",
        """databehandleraftalen databehandleraftaler databehandleraftalens dba aftale aftalen aftalens
        aftalestatus dbastatus""",
    ),
    ("aftaledato", "dbadato underskriftsdato indgåelsesdato"),
    ("dato", "datoen"),
    (
        "systemejer",
        "systemejers systemejeren systemejerens systemansvarlig systemansvarlige systemansvarligs",
    ),
    ("mail", "email emailadresse mailadresse"),
)
# Words that say nothing about which column it is.
FILLERS = words(
    """nr nummer numre no navn navnet på for den det de af er der i om en et og med til som har kommunen
    ja nej
    indeholder behandles behandler behandling indgået indgåelse indgås status oplysninger data ca cirka
    skøn angiv
    anvendt anvendte bruges anvendes titel obligatorisk skal udfyldes evt hvis format dd mm åååå eller uoplyst
    proces ikke relevant findes foreligger registrerede mail"""
)
# Words that make a column another one than it looks like.
OTHER_COLUMNS = words(
    """udløb udløber udløbsdato udløbs opsagt opsigelse opdateret ændret oprettet indberetning
    indberettet link
    sagsnummer journalnummer journalnr sag version bemærkning bemærkninger kommentar kommentarer note
    noter telefon
    adresse land kontakt kontaktperson beskrivelse type formål kategorisering underdatabehandler
    underleverandør
    brugere licenser licens pris kontrakt kontraktnummer kontraktnr tilsyn gyldig næste seneste sidste
    forvaltning afdeling region postnummer by leverandørtype risikovurdering konsekvensanalyse"""
)
