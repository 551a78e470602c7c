"""Clauses in the order of the EU's set for controllers and processors ((EU) 2021/915), in our own words.

What article 28(3) demands of a contract is said here as we say it; the order and the numbers are those that a
reader of that set looks for. It has two things the Danish structure has not: others may join (5), and the
controller may end the agreement (10). A word in capitals names a choice between two texts (see CHOICES).
"""

Paragraph = str | tuple[str, ...]
Section = tuple[str, str, tuple[Paragraph, ...]]

PARTS = {
    "1": "Afdeling I: Almindelige bestemmelser",
    "6": "Afdeling II: Parternes forpligtelser",
    "10": "Afdeling III: Afsluttende bestemmelser",
}
SECTIONS: tuple[Section, ...] = (
    (
        "1",
        "Formål og anvendelsesområde",
        (
            "Bestemmelserne skal sikre, at artikel 28, stk. 3 og 4, i Europa-Parlamentets og Rådets "
            "forordning (EU) 2016/679 (databeskyttelsesforordningen) bliver overholdt, når databehandleren "
            "behandler personoplysninger på vegne af den dataansvarlige.",
            "Bestemmelserne gælder for den behandling, der er beskrevet i bilag II. Bilag I–IV er en del af "
            "dem.",
            "Databehandleren leverer {{ ydelse_beskrivelse }} (»ydelsen«) efter {{ hovedaftale_titel }} "
            "(»hovedaftalen«).",
            "Bestemmelserne fritager ikke den dataansvarlige for pligter, som følger af "
            "databeskyttelsesreglerne, og de sikrer ikke i sig selv, at reglerne om overførsel til "
            "tredjelande i kapitel V er overholdt.",
        ),
    ),
    (
        "2",
        "Bestemmelserne ligger fast",
        (
            "Parterne ændrer ikke ordlyden af punkt 1–10. De udfylder bilagene og holder oplysningerne i dem "
            "ajour.",
            "Parterne kan indsætte bestemmelserne i en større aftale og aftale flere vilkår, når vilkårene "
            "ikke direkte eller indirekte strider mod bestemmelserne eller stiller de registrerede ringere.",
        ),
    ),
    (
        "3",
        "Fortolkning",
        (
            "Ord, der er defineret i databeskyttelsesforordningen, har samme betydning her.",
            "Bestemmelserne læses i lyset af databeskyttelsesforordningen og ikke på en måde, der strider "
            "mod dens rettigheder og pligter eller gør de registreredes beskyttelse mindre.",
        ),
    ),
    (
        "4",
        "Rangorden",
        (
            "Strider bestemmelserne mod andre aftaler mellem parterne om det samme, går bestemmelserne "
            "forud, hvad enten den anden aftale er ældre eller yngre.",
        ),
    ),
    ("5", "Tiltrædelse", ("TILTRAEDELSE",)),
    (
        "6",
        "Beskrivelse af behandlingen",
        (
            "Bilag II beskriver behandlingen: dens genstand, karakter og formål, typerne af "
            "personoplysninger og kategorierne af registrerede.",
        ),
    ),
    ("7", "Databehandlerens forpligtelser", ()),
    (
        "7.1",
        "Instruks",
        (
            "Databehandleren behandler kun personoplysningerne efter den dataansvarliges dokumenterede "
            "instruks, medmindre EU-retten eller dansk ret kræver noget andet. I så fald giver "
            "databehandleren den dataansvarlige besked, før behandlingen begynder, hvis ikke den samme ret "
            "af hensyn til vigtige samfundsinteresser forbyder det. Den dataansvarlige kan give flere "
            "instrukser, så længe behandlingen varer; de gives skriftligt.",
            "Mener databehandleren, at en instruks er i strid med databeskyttelsesreglerne, giver "
            "databehandleren straks den dataansvarlige besked.",
        ),
    ),
    (
        "7.2",
        "Formålsbegrænsning",
        (
            "Databehandleren behandler kun personoplysningerne til de formål, der står i bilag II, "
            "medmindre den dataansvarlige giver en anden instruks.",
        ),
    ),
    (
        "7.3",
        "Varighed",
        ("Databehandleren behandler kun personoplysningerne i den tid, der står i bilag II.",),
    ),
    (
        "7.4",
        "Behandlingssikkerhed",
        (
            "Databehandleren gennemfører mindst de tekniske og organisatoriske foranstaltninger, der står i "
            "bilag III, så personoplysningerne er beskyttet mod brud på sikkerheden. Parterne tager hensyn "
            "til det tekniske niveau, omkostningerne, behandlingens karakter, omfang, sammenhæng og formål "
            "og risikoen for de registrerede.",
            "Databehandleren giver kun de medarbejdere adgang til personoplysningerne, som har brug for det "
            "for at opfylde aftalen. De skal have påtaget sig fortrolighed eller have lovbestemt "
            "tavshedspligt.",
        ),
    ),
    (
        "7.5",
        "Følsomme oplysninger",
        (
            "Omfatter behandlingen særlige kategorier af oplysninger, oplysninger om strafbare forhold eller "
            "CPR-numre, gælder de skærpede begrænsninger og foranstaltninger, som står i bilag II og III.",
        ),
    ),
    (
        "7.6",
        "Dokumentation og tilsyn",
        (
            "Parterne skal kunne dokumentere, at bestemmelserne er overholdt.",
            "Databehandleren svarer hurtigt og fyldestgørende på den dataansvarliges spørgsmål om "
            "behandlingen.",
            "Databehandleren stiller alle oplysninger til rådighed, der er nødvendige for at vise, at "
            "bestemmelserne og databeskyttelsesforordningen er overholdt. Databehandleren giver mulighed "
            "for og bidrager til tilsyn med mellemrum, og når der er tegn på, at noget ikke er i orden. Den "
            "dataansvarlige kan tage hensyn til databehandlerens certificeringer.",
            "Den dataansvarlige fører tilsynet selv eller ved en anden, for eksempel et fælles sekretariat "
            "for flere kommuner. Tilsynet kan omfatte inspektion på stedet og varsles i rimelig tid. "
            "Hvordan det foregår, står i bilag III.",
            "Parterne stiller oplysningerne og resultatet af tilsyn til rådighed for {{ tilsynsmyndighed }} "
            "på anmodning.",
        ),
    ),
    (
        "7.7",
        "Brug af underdatabehandlere",
        (
            "GODKENDELSE",
            "VARSEL",
            "Databehandleren pålægger ved skriftlig aftale underdatabehandleren i det væsentlige de samme "
            "pligter, som databehandleren selv har efter bestemmelserne, og sørger for, at de bliver "
            "overholdt.",
            "Den dataansvarlige kan få en kopi af aftalen med underdatabehandleren og af senere ændringer. "
            "Forretningshemmeligheder og andre fortrolige oplysninger kan udelades, i det omfang det er "
            "nødvendigt.",
            "Databehandleren hæfter fuldt ud for, at underdatabehandleren opfylder sine pligter, og giver "
            "den dataansvarlige besked, hvis det ikke sker.",
            "Databehandleren aftaler med underdatabehandleren, at den dataansvarlige kan bringe aftalen med "
            "underdatabehandleren til ophør og kræve oplysningerne slettet eller leveret tilbage, hvis "
            "databehandleren går konkurs, ophører eller forsvinder.",
        ),
    ),
    (
        "7.8",
        "Internationale overførsler",
        (
            "Databehandleren overfører kun personoplysninger til et tredjeland eller en international "
            "organisation efter dokumenteret instruks fra den dataansvarlige, eller når EU-retten eller "
            "dansk ret kræver det, og altid i overensstemmelse med kapitel V i "
            "databeskyttelsesforordningen. Adgang fra et tredjeland, for eksempel til support, er en "
            "overførsel.",
            "Bruger databehandleren en underdatabehandler til en behandling, der indebærer en overførsel, "
            "sikrer de grundlaget for den, for eksempel ved EU-Kommissionens standardkontraktbestemmelser, "
            "når betingelserne for at bruge dem er opfyldt. Instruksen og grundlaget står i bilag IV.",
        ),
    ),
    (
        "8",
        "Bistand til den dataansvarlige",
        (
            "Databehandleren giver straks den dataansvarlige besked om enhver henvendelse fra en "
            "registreret og besvarer den ikke selv, medmindre den dataansvarlige har givet lov til det.",
            "Databehandleren hjælper den dataansvarlige med at svare på de registreredes anmodninger om "
            "deres rettigheder, efter den dataansvarliges instruks og under hensyn til behandlingens "
            "karakter.",
            (
                "Databehandleren hjælper, under hensyn til behandlingens karakter og de oplysninger, "
                "databehandleren råder over, også den dataansvarlige med:",
                "at gennemføre konsekvensanalyser vedrørende databeskyttelse,",
                "at høre {{ tilsynsmyndighed }}, før en behandling begynder, hvis en konsekvensanalyse "
                "viser en høj risiko, som ikke kan begrænses,",
                "at holde personoplysningerne korrekte og ajour ved at give besked, når databehandleren "
                "bliver klar over, at de ikke er det,",
                "at overholde artikel 32 i databeskyttelsesforordningen.",
            ),
            "Foranstaltningerne til bistanden og omfanget af den står i bilag III.",
        ),
    ),
    (
        "9",
        "Underretning om brud på persondatasikkerheden",
        (
            "Ved et brud på persondatasikkerheden arbejder databehandleren sammen med den dataansvarlige, "
            "så den dataansvarlige kan opfylde sine pligter efter artikel 33 og 34 i "
            "databeskyttelsesforordningen.",
        ),
    ),
    (
        "9.1",
        "Brud på oplysninger, som den dataansvarlige behandler",
        (
            (
                "Databehandleren hjælper den dataansvarlige med:",
                "at anmelde bruddet til {{ tilsynsmyndighed }} uden unødig forsinkelse, efter at den "
                "dataansvarlige er blevet opmærksom på det, når anmeldelse er påkrævet,",
                "at skaffe de oplysninger, som anmeldelsen skal indeholde: bruddets karakter, kategorier af "
                "og antal berørte registrerede og registreringer, sandsynlige konsekvenser og de "
                "foranstaltninger, der er truffet eller foreslået,",
                "at underrette de registrerede, når bruddet sandsynligvis medfører en høj risiko for dem.",
            ),
            "Kan oplysningerne ikke gives samlet, gives de efterhånden uden unødig forsinkelse.",
        ),
    ),
    (
        "9.2",
        "Brud på oplysninger, som databehandleren behandler",
        (
            "Databehandleren underretter den dataansvarlige uden unødig forsinkelse, efter at "
            "databehandleren er blevet opmærksom på bruddet, og om muligt inden den frist, der står i bilag "
            "III.",
            (
                "Underretningen indeholder mindst:",
                "en beskrivelse af bruddet og så vidt muligt kategorier af og omtrentligt antal berørte "
                "registrerede og registreringer,",
                "et kontaktpunkt, der kan give flere oplysninger,",
                "de sandsynlige konsekvenser og de foranstaltninger, der er truffet eller foreslået for at "
                "håndtere bruddet og begrænse skaden.",
            ),
            "Kan oplysningerne ikke gives samlet, gives de efterhånden. Databehandleren dokumenterer alle "
            "brud, så den dataansvarlige kan opfylde sin pligt efter artikel 33, stk. 5.",
        ),
    ),
    (
        "10",
        "Manglende overholdelse og ophør",
        (
            "Overholder databehandleren ikke bestemmelserne, kan den dataansvarlige kræve behandlingen sat "
            "i bero, indtil de overholdes, eller aftalen er ophørt. Databehandleren giver straks besked, "
            "hvis databehandleren ikke kan overholde bestemmelserne.",
            (
                "Den dataansvarlige kan opsige den del af hovedaftalen, der angår behandling af "
                "personoplysninger, hvis:",
                "behandlingen er sat i bero, og bestemmelserne ikke igen bliver overholdt inden rimelig tid "
                "og senest en måned efter,",
                "databehandleren groft eller vedvarende tilsidesætter bestemmelserne eller "
                "databeskyttelsesforordningen,",
                "databehandleren ikke følger en bindende afgørelse fra en domstol eller {{ tilsynsmyndighed "
                "}} om sine pligter.",
            ),
            "Databehandleren kan opsige den del af aftalen, der angår behandling af personoplysninger, hvis "
            "den dataansvarlige fastholder en instruks, efter at databehandleren har gjort opmærksom på, at "
            "den strider mod loven.",
            "OPHOER",
            "Bestemmelserne gælder, indtil oplysningerne er slettet eller leveret tilbage. De træder i "
            "kraft, når begge parter har underskrevet dem.",
        ),
    ),
)
JOINING = {
    "tiltraedelse_ja_nej": "En tredje part kan når som helst med alle parters samtykke tiltræde "
    "bestemmelserne som dataansvarlig eller databehandler ved at udfylde bilagene og underskrive bilag I. "
    "Den, der tiltræder, har rettigheder og pligter fra tiltrædelsen, men ikke for tiden før.",
    "": "Parterne har ikke aftalt, at andre kan tiltræde bestemmelserne.",
}
APPROVAL = {
    "generel": "Databehandleren har den dataansvarliges generelle godkendelse til at bruge "
    "underdatabehandlere fra listen i bilag IV.",
    "specifik": "Databehandleren overlader ikke en behandling til en underdatabehandler uden den "
    "dataansvarliges forudgående specifikke og skriftlige godkendelse. De godkendte underdatabehandlere "
    "står i bilag IV.",
}
NOTICE = {
    "generel": "Databehandleren underretter skriftligt den dataansvarlige om planlagte tilføjelser og "
    "udskiftninger på listen mindst {{ varsel_antal }} {{ varsel_enhed }} før, så den dataansvarlige kan "
    "gøre indsigelse, før underdatabehandleren tages i brug. Databehandleren giver de oplysninger, som den "
    "dataansvarlige skal bruge til sin stillingtagen.",
    "specifik": "Anmodningen om godkendelse sendes mindst {{ varsel_antal }} {{ varsel_enhed }}, før "
    "underdatabehandleren skal bruges, med de oplysninger, som den dataansvarlige skal bruge til sin "
    "stillingtagen. Databehandleren holder listen i bilag IV ajour.",
}
AT_THE_END = {
    "slet": "Når aftalen ophører, sletter databehandleren alle personoplysninger, der er behandlet for den "
    "dataansvarlige, også hos underdatabehandlere, og bekræfter skriftligt, at det er sket, medmindre "
    "EU-retten eller dansk ret kræver, at de opbevares.",
    "returner": "Når aftalen ophører, leverer databehandleren alle personoplysninger tilbage til den "
    "dataansvarlige i et almindeligt anvendt format og sletter derefter alle kopier, også hos "
    "underdatabehandlere, medmindre EU-retten eller dansk ret kræver, at de opbevares.",
}
