"""The standard texts for findings that come with the product, in our own words.

They are the start of editable data: an installation stores them as version 1, and the secretariat edits new
versions of them from there.
"""

# (control objective, kind, title, text, what the supplier is to do)
TEXTS: tuple[tuple[str, str, str, str, str], ...] = (
    (
        "A",
        "minor",
        "Procedurer for instruks er ikke gennemgået i det seneste år",
        "Databehandleren har skriftlige procedurer for, at oplysninger kun behandles efter instruks, "
        "men det er ikke dokumenteret, at de er gennemgået og godkendt inden for det seneste år.",
        "Gennemgå og godkend procedurerne, og send dokumentation for det.",
    ),
    (
        "B",
        "minor",
        "Brugeradgange gennemgås ikke regelmæssigt",
        "Databehandleren har ikke dokumenteret, at medarbejdernes adgange til systemet er gennemgået "
        "regelmæssigt i perioden.",
        "Gennemgå adgangene, fjern dem, der ikke længere er brug for, og send resultatet.",
    ),
    (
        "B",
        "major",
        "Der bruges ikke to-faktor-login ved adgang udefra",
        "Medarbejdere hos databehandleren kan få adgang til kommunernes oplysninger uden for "
        "databehandlerens netværk alene med brugernavn og adgangskode.",
        "Indfør to-faktor-login for al adgang udefra, og send dokumentation for det.",
    ),
    (
        "B",
        "undocumented",
        "Test af gendannelse fra sikkerhedskopi er ikke dokumenteret",
        "Databehandleren oplyser, at gendannelse fra sikkerhedskopi er testet, men der er ikke "
        "fremlagt dokumentation for tidspunkt og resultat.",
        "Send dokumentation for den seneste test af gendannelse.",
    ),
    (
        "B",
        "recommendation",
        "Logning bør gennemgås oftere",
        "Databehandleren logger adgang til oplysningerne og gennemgår loggen ved mistanke. Vi "
        "anbefaler, at loggen også gennemgås stikprøvevist efter en fast plan.",
        "",
    ),
    (
        "C",
        "minor",
        "Uddannelse i databeskyttelse er ikke dokumenteret for alle",
        "Det er ikke dokumenteret, at alle medarbejdere med adgang til oplysningerne har fået "
        "undervisning i databeskyttelse og informationssikkerhed inden for det seneste år.",
        "Gennemfør undervisningen, og send en oversigt over, hvem der har fået den.",
    ),
    (
        "D",
        "major",
        "Slettefrister følges ikke",
        "Oplysninger i systemet er ikke slettet inden for de frister, der er aftalt i databehandleraftalen.",
        "Slet de oplysninger, der skulle være slettet, ret rutinen, og send dokumentation for begge dele.",
    ),
    (
        "E",
        "major",
        "Oplysninger behandles et sted, der ikke står i aftalen",
        "Oplysninger opbevares eller behandles på en lokation, som ikke fremgår af databehandleraftalen.",
        "Flyt behandlingen til en aftalt lokation, eller få lokationen godkendt af kommunerne.",
    ),
    (
        "F",
        "minor",
        "Tilsyn med underdatabehandlere er ikke dokumenteret",
        "Databehandleren har ikke dokumenteret, hvornår og hvordan der sidst er ført tilsyn med de "
        "underdatabehandlere, der bruges.",
        "Før tilsyn med underdatabehandlerne, og send konklusionen for hver af dem.",
    ),
    (
        "F",
        "critical",
        "Der bruges en underdatabehandler, som kommunerne ikke har godkendt",
        "Databehandleren bruger en underdatabehandler, som ikke står i aftalen, og som kommunerne "
        "ikke er varslet om.",
        "Stop behandlingen hos underdatabehandleren, indtil kommunerne er varslet og har kunnet gøre "
        "indsigelse.",
    ),
    (
        "G",
        "critical",
        "Overførsel til tredjeland uden gyldigt grundlag",
        "Oplysninger overføres til et land uden for EU/EØS, uden at der er dokumenteret et gyldigt "
        "overførselsgrundlag og en instruks fra kommunerne.",
        "Stop overførslen straks, og send dokumentation for det.",
    ),
    (
        "H",
        "recommendation",
        "Proceduren for bistand til registrerede bør afprøves",
        "Databehandleren har en procedure for at hjælpe kommunen, når en registreret bruger sine "
        "rettigheder, men den har ikke været brugt i perioden. Vi anbefaler, at den afprøves.",
        "",
    ),
    (
        "I",
        "major",
        "Kommunerne er ikke underrettet rettidigt om brud",
        "Databehandleren har i perioden haft et brud på persondatasikkerheden, som kommunerne ikke "
        "blev underrettet om inden for den aftalte frist.",
        "Ret proceduren for underretning, og send den sammen med en redegørelse for forløbet.",
    ),
)
