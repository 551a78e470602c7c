"""What is done in the register, in words."""

from workflows.deeds import Kind

DEEDS = {
    "register.supplier": Kind(
        "Leverandør",
        "leverandøren",
        {
            "add": "oprettede leverandøren",
            "change": "rettede leverandørens oplysninger",
            "propose_change": "noterede en ændring[: {change}]",
            "confirm_change": "bekræftede ændringen[: {change}]",
            "drop_change": "opgav ændringen[: {change}]",
            "carry_out_change": "gennemførte ændringen[: {change}]",
            "group_contact": "noterede, at koncernen er kontaktet",
            "add_contact": "tilføjede kontaktpersonen {contact}",
            "change_contact": "rettede kontaktpersonen {contact}",
            "remove_contact": "fjernede kontaktpersonen {contact}",
            "confirm_contact": "bekræftede kontaktpersonen {contact}",
            "invite_contact": "inviterede kontaktpersonen {contact}",
        },
    ),
    "register.system": Kind(
        "System",
        "systemet",
        {
            "add": "oprettede systemet",
            "change": "rettede systemets navn eller leverandør",
            "assess": "vurderede systemet",
        },
    ),
    "register.systemuse": Kind(
        "Kommunens brug",
        "systemet",
        {
            "report_facts": "oplyste, hvad systemet indeholder[: {facts}]",
            "stop_using": "noterede, at systemet ikke bruges længere",
            "use_again": "noterede, at systemet bruges igen",
        },
    ),
    "workflows.legalvalue": Kind(
        "Værdi",
        "værdien",
        {
            "confirm_points": "bekræftede pointmodellen mod vejledningen",
            "add_points": "lavede en ny udgave af pointmodellen[, som gælder fra {from}]",
        },
    ),
    "register.listconfirmation": Kind(
        "Kommunens liste", "listen", {"confirm_list": "bekræftede listen over kommunens {systems} systemer"}
    ),
    "register.missingsystemreport": Kind(
        "Manglende system",
        "systemet",
        {
            "report": "meldte, at et system mangler",
            "add": "tilføjede det meldte system",
            "decline": "afviste at tilføje det meldte system",
        },
    ),
    "register.importrun": Kind(
        "Indlæsning",
        "filen",
        {
            "upload": "lagde filen op",
            "preview": "fik filen læst",
            "confirm": "satte indlæsningen i gang",
            "finish": "fik filen indlæst",
            "fail": "fik ikke filen læst",
            "cancel": "fortrød indlæsningen",
        },
    ),
}
