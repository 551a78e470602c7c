"""The basis for negotiations that comes with the product: a beginning that the secretariat rewrites."""

from uuid import UUID

from django.db import transaction

from agreements.joint.actions.positions import Wording
from agreements.joint.models import Position

SYSTEM = UUID(int=0)
SYSTEM_NAME = "Fællestilsyn"
WHY = "Første udgave, leveret med systemet."
POSITIONS: dict[str, Wording] = {
    "7.2": Wording(
        "Godkendelse af underdatabehandlere",
        "Generel godkendelse med varsel. Kommunerne kan ikke nå at godkende hver underdatabehandler for sig.",
        "Specifik godkendelse, når systemet kun har én eller to underdatabehandlere.",
        "At nye underdatabehandlere kan tages i brug uden varsel.",
        [
            (
                "Behold generel godkendelse",
                "Kommunerne ønsker den generelle godkendelse, fordi den giver jer mulighed for at skifte "
                "underdatabehandler uden at indgå nye aftaler.",
            )
        ],
    ),
    "7.3": Wording(
        "Varsel om nye underdatabehandlere",
        "60 dage. Varslet skal række til, at sekretariatet vurderer, og kommunerne tager stilling.",
        "45 dage, når leverandøren giver alle oplysninger efter bilag B med varslet. Kortere varsel, når "
        "udskiftningen sker for at afværge et sikkerhedsbrud.",
        "Under 30 dage, eller at tavshed før varslets udløb er godkendelse.",
        [
            (
                "60 dage er nødvendige",
                "Kommunerne har brug for 60 dage til at vurdere en ny underdatabehandler og til at gøre "
                "indsigelse.",
            ),
            (
                "Akut udskiftning",
                "Vi kan acceptere et kortere varsel, når udskiftningen er nødvendig for at afværge et brud "
                "på sikkerheden, og I giver besked straks.",
            ),
        ],
    ),
    "7.6": Wording(
        "Kopi af aftaler med underdatabehandlere",
        "Kommunen kan få kopi. Forretningsmæssige vilkår kan udelades.",
        "At kopien vises på stedet i stedet for at blive sendt.",
        "Betaling for kopien.",
        [("Uden betaling", "Kopien er en del af pligten til at dokumentere og kan ikke betales særskilt.")],
    ),
    "7.8": Wording(
        "Ansvar for underdatabehandlere",
        "Databehandleren hæfter fuldt ud, som det følger af artikel 28, stk. 4.",
        "Intet. Reglen kan ikke fraviges.",
        "Enhver begrænsning af hæftelsen over for den dataansvarlige for databeskyttelsen.",
        [
            (
                "Følger af loven",
                "Hæftelsen følger af forordningens artikel 28, stk. 4, og kan ikke aftales væk.",
            )
        ],
    ),
    "8": Wording(
        "Overførsel til tredjelande",
        "Kun efter instruks og med et grundlag i kapitel V, der står i bilag C, punkt C.6.",
        "Support fra et tredjeland med standardkontrakt og vurdering af overførslen, når den står i C.6.",
        "En generel ret til at overføre.",
        [("Skriv den i C.6", "Skriv modtager, land, grundlag og vurdering i bilag C, punkt C.6.")],
    ),
    "9": Wording(
        "Bistand",
        "Bistanden er en del af ydelsen.",
        "Betaling efter medgået tid for bistand, som kommunen selv kunne have ydet i systemet.",
        "Betaling for at opfylde databehandlerens egne pligter.",
        [("En del af ydelsen", "Bistand, der følger af artikel 28, stk. 3, er en del af ydelsen.")],
    ),
    "10.2": Wording(
        "Frist for underretning om brud",
        "24 timer efter, at databehandleren er blevet opmærksom på bruddet.",
        "Indtil 48 timer for systemer uden følsomme oplysninger, når begrundelsen står i bilag D.",
        "Over 48 timer, eller en frist, der løber fra leverandørens egen undersøgelse er slut.",
        [
            (
                "Kommunen har selv 72 timer",
                "Kommunen skal anmelde inden 72 timer og har brug for tiden til sin egen vurdering. Vi "
                "fastholder 24 timer.",
            )
        ],
    ),
    "11.1": Wording(
        "Sletning og returnering",
        "Sletning eller tilbagelevering efter kommunens valg, dokumenteret skriftligt.",
        "At sikkerhedskopier overskrives inden for 90 dage.",
        "At oplysninger beholdes til leverandørens egne formål.",
    ),
    "C.7": Wording(
        "Tilsyn",
        "Koncept 5: en uafhængig revisors erklæring hvert år uden særskilt betaling.",
        "Erklæring hvert andet år ved lav risiko. Fælles inspektion i stedet for hver kommunes egen.",
        "At tilsyn kun kan føres mod betaling, eller at revisor vælges uden om kommunen.",
        [
            (
                "Fælles tilsyn",
                "Kommunerne fører tilsyn i fællesskab, så I får ét tilsyn i stedet for ét fra hver kommune.",
            )
        ],
    ),
    "D.1": Wording(
        "Ansvar",
        "Artikel 82 og dansk rets almindelige regler.",
        "Henvisning til hovedaftalens regler mellem parterne om andet end de registreredes krav.",
        "Et loft, der rammer de registreredes krav eller parternes regres efter artikel 82.",
    ),
}


@transaction.atomic
def install_shipped_positions() -> list[Position]:
    """Write the shipped positions for clauses that have none; what the secretariat wrote is never touched."""
    there = set(Position.objects.values_list("clause", flat=True))
    rows = [
        Position(
            clause=clause,
            heading=wording.heading,
            version=1,
            our_text=wording.our_text,
            acceptable=wording.acceptable,
            never=wording.never,
            answers=[{"title": title, "text": text} for title, text in wording.answers],
            why=WHY,
            written_by_id=SYSTEM,
            written_by_name=SYSTEM_NAME,
        )
        for clause, wording in POSITIONS.items()
        if clause not in there
    ]
    return Position.objects.bulk_create(rows)
