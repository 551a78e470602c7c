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
            "add": "oprettede {it}",
            "change": "rettede navn eller leverandør for {it}",
            "assess": "vurderede {it}",
            "discontinue": "noterede, at {it} er udgået[ fra {from}]",
        },
    ),
    "register.systemuse": Kind(
        "Kommunens brug",
        "systemet",
        {
            "report_facts": "oplyste, hvad {it} indeholder[: {facts}]",
            "stop_using": "noterede, at {it} ikke bruges længere",
            "ask_use": "spurgte, om {it} stadig bruges",
            "still_use": "svarede, at {it} stadig bruges",
            "use_again": "noterede, at {it} bruges igen",
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
    "register.systemcorrection": Kind(
        "Rettelse fra leverandør",
        "rettelsen",
        {
            "correct": "foreslog en rettelse af listen over sine systemer",
            "take": "tog rettelsen til følge",
            "decline": "tog ikke rettelsen til følge",
            "note": "noterede, hvad leverandøren oplyser om en kommune",
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
