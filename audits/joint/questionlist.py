"""The question list that comes with the product: control objectives A–I in our own words.

It is the start of editable data: an installation stores it as version 1, and the secretariat edits
new versions of it from there.
"""

NAME = "Spørgeskema om databehandleraftalens krav"

# (control objective, question, guidance)
QUESTIONS: tuple[tuple[str, str, str], ...] = (
    (
        "A",
        "Har I skriftlige procedurer, der sikrer, at I kun behandler oplysninger efter kommunernes instruks?",
        "Skriv, hvornår procedurerne sidst er gennemgået og godkendt.",
    ),
    (
        "A",
        "Er der i det seneste år sket behandling, som ikke fulgte af en skriftlig instruks?",
        "Svar »Nej«, hvis alt er sket efter instruks, og skriv, hvordan I ved det.",
    ),
    (
        "A",
        "Giver I kommunen besked, hvis I mener, at en instruks er i strid med reglerne?",
        "Skriv, hvem hos jer der gør det, og om det er sket i perioden.",
    ),
    (
        "B",
        "Har I inden for det seneste år vurderet risikoen for de registrerede ved behandlingen i systemerne?",
        "Vedlæg gerne vurderingen eller forsiden af den med dato og ansvarlig.",
    ),
    (
        "B",
        "Er adgangen til oplysningerne begrænset til dem, der har brug for den i deres arbejde?",
        "Skriv, hvor ofte I gennemgår adgange, og hvornår det sidst er sket.",
    ),
    (
        "B",
        "Kræver administrativ adgang og adgang uden for jeres eget netværk mere end én faktor?",
        "",
    ),
    (
        "B",
        "Er oplysningerne krypteret, når de sendes over internettet, og på bærbart udstyr?",
        "Skriv, hvilke metoder I bruger.",
    ),
    (
        "B",
        "Bliver brug af oplysningerne logget, og bliver loggen fulgt op?",
        "Skriv, hvor længe loggen gemmes, og hvem der ser den igennem.",
    ),
    (
        "B",
        "Bliver sårbarheder fundet og lukket inden for faste frister?",
        "Skriv, hvornår den seneste sårbarhedsscanning eller penetrationstest er udført.",
    ),
    (
        "B",
        "Har I inden for det seneste år prøvet at genskabe data fra en sikkerhedskopi?",
        "Vedlæg gerne dokumentation for prøven.",
    ),
    (
        "B",
        "Er der andet end rigtige personoplysninger i jeres test- og udviklingsmiljøer?",
        "Skriv, hvordan oplysningerne er gjort anonyme eller pseudonyme.",
    ),
    (
        "C",
        "Har ledelsen godkendt en informationssikkerhedspolitik, og er den set efter i det seneste år?",
        "Vedlæg gerne politikken.",
    ),
    (
        "C",
        "Har alle med adgang til oplysningerne pligt til fortrolighed, også efter at de er fratrådt?",
        "",
    ),
    (
        "C",
        "Bliver medarbejdere med adgang undervist i databeskyttelse?",
        "Skriv, hvor ofte, og hvor mange der har gennemført det seneste forløb.",
    ),
    (
        "D",
        "Sletter I oplysninger efter de frister, der er aftalt med kommunerne?",
        "Skriv for hvert system, hvordan sletning sker, og hvordan genskabte kopier bliver slettet igen.",
    ),
    (
        "D",
        "Er oplysninger fra ophørte aftaler slettet eller leveret tilbage og sletningen dokumenteret?",
        "Svar »Ikke relevant«, hvis ingen aftaler er ophørt i perioden.",
    ),
    (
        "E",
        "Opbevares oplysningerne kun på de steder og i de lande, der er aftalt?",
        "Skriv stederne for hvert system.",
    ),
    (
        "F",
        "Bruger I kun underdatabehandlere, som kommunerne har godkendt eller er varslet om?",
        "Vedlæg en ajour liste med navn, land og opgave.",
    ),
    (
        "F",
        "Har I med hver underdatabehandler aftalt de samme pligter, som I selv har?",
        "",
    ),
    (
        "F",
        "Har I inden for det seneste år ført tilsyn med underdatabehandlerne?",
        "Skriv for hver, hvornår og hvordan.",
    ),
    (
        "G",
        "Bliver oplysninger overført til lande uden for EU og EØS, også ved support og fjernadgang?",
        "Hvis ja: skriv landet, overførselsgrundlaget, og hvor det er vurderet.",
    ),
    (
        "H",
        "Kan systemerne finde, udlevere, rette og slette oplysninger om én person på kommunens anmodning?",
        "Skriv, hvor hurtigt I kan hjælpe.",
    ),
    (
        "I",
        "Har I procedurer for at opdage brud og give kommunen besked uden unødig forsinkelse?",
        "Skriv den frist, I selv arbejder efter.",
    ),
    (
        "I",
        "Har der i perioden været brud på persondatasikkerheden i de systemer, tilsynet omfatter?",
        "Skriv hvor mange, og om kommunerne fik besked inden for den aftalte frist.",
    ),
)
