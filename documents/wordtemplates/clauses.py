"""The clauses of the data processing agreement: what article 28(3) demands, in our own words.

The numbering is the one Danish agreements share (1–15 and appendices A–D), so that a reader finds a subject
where it is expected and other documents can refer to it. A paragraph of several items is a tuple: first the
words before the items.
"""

Paragraph = str | tuple[str, ...]
Clause = tuple[str, tuple[Paragraph, ...]]

CLAUSES: tuple[Clause, ...] = (
    (
        "Præambel",
        (
            "Disse bestemmelser fastlægger, hvad databehandleren skal og må, når databehandleren behandler "
            "personoplysninger på vegne af den dataansvarlige.",
            "Bestemmelserne opfylder kravet i artikel 28, stk. 3, i Europa-Parlamentets og Rådets "
            "forordning (EU) "
            "2016/679 (databeskyttelsesforordningen) om en skriftlig, bindende aftale.",
            "Databehandleren leverer {{ ydelse_beskrivelse }} (»ydelsen«) efter {{ hovedaftale_titel }} "
            "(»hovedaftalen«) og behandler i den forbindelse personoplysninger for den dataansvarlige.",
            "Er der uoverensstemmelse mellem bestemmelserne og hovedaftalen eller andre aftaler mellem "
            "parterne, går "
            "bestemmelserne forud i alt, der angår behandling af personoplysninger.",
            "Bestemmelserne har {{ antal_bilag }} bilag, som er en del af dem.",
            "Bilag A beskriver behandlingen: formål, karakter, typer af personoplysninger, kategorier af "
            "registrerede og varighed.",
            "Bilag B indeholder de godkendte underdatabehandlere og vilkårene for at ændre dem.",
            "Bilag C indeholder den dataansvarliges instruks, kravene til sikkerhed og måden, der føres "
            "tilsyn på.",
            "Bilag D indeholder parternes øvrige vilkår og eventuelle fravigelser fra den fælles "
            "aftaletekst.",
            "Begge parter opbevarer bestemmelserne med bilag skriftligt, herunder elektronisk. "
            "Bestemmelserne "
            "fritager ikke databehandleren for pligter, som følger direkte af lovgivningen.",
        ),
    ),
    (
        "Den dataansvarliges rettigheder og forpligtelser",
        (
            "Den dataansvarlige har ansvaret for, at behandlingen er lovlig efter "
            "databeskyttelsesforordningen, "
            "databeskyttelsesloven og anden ret i EU og Danmark, og skal kunne dokumentere det.",
            "Den dataansvarlige bestemmer, til hvilke formål og med hvilke midler personoplysningerne "
            "behandles.",
            "Den dataansvarlige sørger for, at der er et behandlingsgrundlag for den behandling, som "
            "databehandleren bliver instrueret i at foretage.",
        ),
    ),
    (
        "Databehandleren handler efter instruks",
        (
            "Databehandleren behandler kun personoplysningerne efter den dataansvarliges dokumenterede "
            "instruks, "
            "også når det gælder overførsel til tredjelande og internationale organisationer. Instruksen "
            "står i "
            "bilag A og C og kan suppleres skriftligt, så længe behandlingen varer. Kræver EU-retten eller "
            "dansk "
            "ret en behandling uden instruks, underretter databehandleren den dataansvarlige om kravet, før "
            "behandlingen begynder, medmindre den samme ret forbyder underretning af hensyn til vigtige "
            "samfundsinteresser.",
            "Mener databehandleren, at en instruks er i strid med databeskyttelsesreglerne, giver "
            "databehandleren "
            "straks den dataansvarlige besked med en begrundelse.",
        ),
    ),
    (
        "Fortrolighed",
        (
            "Databehandleren giver kun de personer adgang til personoplysningerne, som har brug for dem i "
            "deres "
            "arbejde, og som har påtaget sig fortrolighed eller har lovbestemt tavshedspligt. Listen over, "
            "hvem der "
            "har adgang, gennemgås med faste mellemrum, og adgange uden behov lukkes.",
            "Databehandleren skal på den dataansvarliges anmodning kunne vise, at de pågældende personer er "
            "underlagt fortrolighed.",
        ),
    ),
    (
        "Behandlingssikkerhed",
        (
            "Databehandleren gennemfører de tekniske og organisatoriske foranstaltninger, der efter artikel "
            "32 i "
            "databeskyttelsesforordningen er passende i forhold til risikoen for de registrerede. Der tages "
            "hensyn "
            "til det aktuelle tekniske niveau, omkostningerne, behandlingens karakter, omfang, sammenhæng "
            "og formål.",
            "Databehandleren vurderer selvstændigt de risici, som behandlingen indebærer, og indfører "
            "foranstaltninger imod dem. Alt efter, hvad der er relevant, omfatter de:",
            "Den dataansvarlige stiller de oplysninger til rådighed, som databehandleren har brug for til "
            "sin "
            "risikovurdering.",
            "Databehandleren hjælper den dataansvarlige med at overholde artikel 32 ved at stille "
            "dokumentation for "
            "sine foranstaltninger til rådighed og for, at de virker.",
            "Finder den dataansvarlige, at de konstaterede risici kræver flere foranstaltninger end dem, "
            "databehandleren allerede har, fastsættes de i bilag C, punkt C.2.",
        ),
    ),
    (
        "Anvendelse af underdatabehandlere",
        (
            "Databehandleren bruger kun en anden databehandler (»underdatabehandler«), når artikel 28, stk. "
            "2 og 4, "
            "i databeskyttelsesforordningen er opfyldt.",
            "GODKENDELSE",
            "VARSEL",
            "De underdatabehandlere, der er godkendt, når bestemmelserne træder i kraft, står i bilag B, "
            "punkt B.1.",
            "Databehandleren pålægger ved aftale underdatabehandleren de samme databeskyttelsespligter, som "
            "følger "
            "af bestemmelserne, og sikrer sig, at underdatabehandleren kan opfylde dem. Databehandleren "
            "fører selv "
            "tilsyn med sine underdatabehandlere.",
            "Den dataansvarlige kan få en kopi af aftalen med underdatabehandleren og af senere ændringer. "
            "Forretningsmæssige vilkår, som ikke angår databeskyttelsen, kan udelades af kopien.",
            "Databehandleren sørger for, at den dataansvarlige kan træde ind i aftalen med "
            "underdatabehandleren og "
            "gøre den gældende, for eksempel for at få oplysninger slettet eller leveret tilbage, hvis "
            "databehandleren går konkurs eller ophører.",
            "Opfylder underdatabehandleren ikke sine pligter, hæfter databehandleren fuldt ud over for den "
            "dataansvarlige. De registreredes rettigheder efter databeskyttelsesforordningen, herunder "
            "artikel 79 "
            "og 82, er uændrede over for både parterne og underdatabehandleren.",
        ),
    ),
    (
        "Overførsel til tredjelande eller internationale organisationer",
        (
            "Databehandleren overfører kun personoplysninger til et tredjeland eller en international "
            "organisation "
            "efter den dataansvarliges dokumenterede instruks og i overensstemmelse med kapitel V i "
            "databeskyttelsesforordningen. Adgang fra et tredjeland, for eksempel til support, er en "
            "overførsel.",
            "Kræver EU-retten eller dansk ret en overførsel uden instruks, underretter databehandleren den "
            "dataansvarlige, før overførslen sker, medmindre den samme ret forbyder det af hensyn til "
            "vigtige "
            "samfundsinteresser.",
            (
                "Uden den dataansvarliges dokumenterede instruks må databehandleren ikke:",
                "overføre personoplysninger til en dataansvarlig eller databehandler i et tredjeland eller "
                "i en "
                "international organisation,",
                "overlade behandlingen til en underdatabehandler i et tredjeland,",
                "lade personoplysningerne behandle i et tredjeland.",
            ),
            "Instruksen om overførsler og det grundlag i kapitel V, som hver overførsel hviler på, står i "
            "bilag C, "
            "punkt C.6.",
            "Bestemmelserne er ikke i sig selv et overførselsgrundlag efter artikel 46 i "
            "databeskyttelsesforordningen.",
        ),
    ),
    (
        "Bistand til den dataansvarlige",
        (
            (
                "Databehandleren hjælper den dataansvarlige med at besvare henvendelser fra de registrerede "
                "ved "
                "passende tekniske og organisatoriske foranstaltninger og under hensyn til behandlingens "
                "karakter. "
                "Det gælder:",
                "oplysningspligten, når oplysninger indsamles hos den registrerede,",
                "oplysningspligten, når oplysninger indsamles hos andre,",
                "retten til indsigt,",
                "retten til berigtigelse,",
                "retten til sletning,",
                "retten til begrænsning af behandling,",
                "underretning om berigtigelse, sletning eller begrænsning,",
                "retten til dataportabilitet,",
                "retten til indsigelse,",
                "retten til ikke at være genstand for en afgørelse, der alene bygger på automatisk "
                "behandling.",
            ),
            (
                "Ud over pligten i punkt 6 hjælper databehandleren, under hensyn til behandlingens karakter "
                "og de "
                "oplysninger, databehandleren råder over, den dataansvarlige med:",
                "at anmelde brud på persondatasikkerheden til {{ tilsynsmyndighed }} uden unødig "
                "forsinkelse og om "
                "muligt inden 72 timer,",
                "at underrette de registrerede om brud, der sandsynligvis medfører en høj risiko for dem,",
                "at gennemføre konsekvensanalyser vedrørende databeskyttelse,",
                "at høre {{ tilsynsmyndighed }}, før en behandling begynder, hvis en konsekvensanalyse "
                "viser en høj "
                "risiko, som ikke kan begrænses.",
            ),
            "De foranstaltninger, hvormed databehandleren yder bistand, og omfanget af den står i bilag C, "
            "punkt C.3.",
        ),
    ),
    (
        "Underretning om brud på persondatasikkerheden",
        (
            "Databehandleren underretter den dataansvarlige uden unødig forsinkelse, når databehandleren "
            "bliver "
            "opmærksom på et brud på persondatasikkerheden, også hos en underdatabehandler.",
            "Underretningen sker om muligt senest {{ brud_frist_timer }} timer efter, at databehandleren er "
            "blevet "
            "opmærksom på bruddet, til det kontaktpunkt for brud, der står i punkt 15.",
            (
                "Databehandleren hjælper den dataansvarlige med at anmelde bruddet ved at oplyse, hvad "
                "databehandleren kender til:",
                "bruddets karakter, herunder så vidt muligt kategorier af og antal berørte registrerede og "
                "registreringer,",
                "bruddets sandsynlige konsekvenser,",
                "de foranstaltninger, der er truffet eller foreslås for at håndtere bruddet og begrænse "
                "skaden.",
            ),
            "Kan oplysningerne ikke gives samlet, gives de efterhånden. Databehandleren dokumenterer alle "
            "brud, så "
            "den dataansvarlige kan opfylde sin pligt efter artikel 33, stk. 5, i "
            "databeskyttelsesforordningen.",
        ),
    ),
    ("Sletning og returnering af oplysninger", ("OPHOER",)),
    (
        "Revision, herunder inspektion",
        (
            "Databehandleren stiller alle oplysninger, der er nødvendige for at vise, at artikel 28 i "
            "databeskyttelsesforordningen og bestemmelserne er overholdt, til rådighed for den "
            "dataansvarlige. "
            "Databehandleren giver mulighed for og bidrager til revision, herunder inspektion, som "
            "foretages af den "
            "dataansvarlige eller af en anden, som den dataansvarlige har bemyndiget, for eksempel et fælles "
            "sekretariat for flere kommuner.",
            "Hvordan revision og inspektion foregår hos databehandleren og hos underdatabehandlere, står i "
            "bilag C, "
            "punkt C.7 og C.8.",
            "Databehandleren giver de myndigheder, som efter loven har adgang til den dataansvarliges eller "
            "databehandlerens lokaler, adgang mod behørig legitimation.",
        ),
    ),
    (
        "Parternes aftale om andre forhold",
        (
            "Parterne kan aftale andre vilkår for behandlingen, for eksempel om ansvar og vederlag, når de "
            "ikke "
            "direkte eller indirekte strider mod bestemmelserne eller stiller de registrerede ringere. "
            "Vilkårene "
            "står i bilag D.",
        ),
    ),
    (
        "Ikrafttræden og ophør",
        (
            "Bestemmelserne træder i kraft, når begge parter har underskrevet dem.",
            "Hver af parterne kan kræve bestemmelserne genforhandlet, når ændringer i loven eller "
            "uhensigtsmæssigheder "
            "i dem giver anledning til det.",
            "Bestemmelserne gælder, så længe databehandleren behandler personoplysninger for den "
            "dataansvarlige. I den "
            "tid kan de ikke opsiges, medmindre parterne aftaler andre bestemmelser om behandlingen.",
            "Når ydelsen er ophørt, og oplysningerne er slettet eller leveret tilbage efter punkt 11 og "
            "bilag C, "
            "punkt C.4, kan bestemmelserne opsiges skriftligt af begge parter.",
        ),
    ),
    (
        "Kontaktpunkter hos den dataansvarlige og databehandleren",
        (
            "Parterne kan kontakte hinanden gennem de kontaktpunkter, der står nedenfor. Kontaktpunkterne er "
            "funktioner og fælles postkasser, så de gælder, også når medarbejdere skifter.",
            "Parterne giver løbende hinanden besked, når et kontaktpunkt ændres.",
        ),
    ),
)

# Clause 6.2's measures stand as items of the second paragraph.
SECURITY_ITEMS = (
    "pseudonymisering og kryptering af personoplysninger,",
    "evnen til at sikre vedvarende fortrolighed, integritet, tilgængelighed og robusthed i systemer og "
    "tjenester,",
    "evnen til rettidigt at genoprette adgangen til personoplysninger efter en fysisk eller teknisk "
    "hændelse,",
    "en fast procedure for at afprøve, vurdere og evaluere, om foranstaltningerne virker.",
)
APPROVAL = {
    "generel": "Databehandleren har den dataansvarliges generelle godkendelse til at bruge "
    "underdatabehandlere. "
    "Godkendelsen er betinget af varslet i punkt 7.3 og vilkårene i bilag B.",
    "specifik": "Databehandleren må kun bruge underdatabehandlere efter den dataansvarliges forudgående "
    "specifikke og "
    "skriftlige godkendelse.",
}
NOTICE = {
    "generel": "Databehandleren underretter skriftligt den dataansvarlige om planlagte tilføjelser eller "
    "udskiftninger af underdatabehandlere mindst {{ varsel_antal }} {{ varsel_enhed }}, før de tages i "
    "brug, så den "
    "dataansvarlige kan gøre indsigelse. Længere varsel for bestemte ydelser kan stå i bilag B.",
    "specifik": "Anmodning om godkendelse skal være den dataansvarlige i hænde mindst {{ varsel_antal }} "
    "{{ varsel_enhed }}, før underdatabehandleren skal bruges.",
}
AT_THE_END = {
    "slet": "Når ydelsen ophører, sletter databehandleren alle personoplysninger, der er behandlet for den "
    "dataansvarlige, også hos underdatabehandlere, og bekræfter skriftligt, at det er sket.",
    "returner": "Når ydelsen ophører, leverer databehandleren alle personoplysninger tilbage til den "
    "dataansvarlige i "
    "et almindeligt anvendt format og sletter derefter alle kopier, også hos underdatabehandlere.",
}
