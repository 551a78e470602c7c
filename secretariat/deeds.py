"""What is done with Word templates, in words."""

from documents.models import WordTemplate
from workflows.deeds import Kind

DEEDS = {
    "documents.wordtemplate": Kind(
        "Skabelon",
        "skabelonen",
        {
            "add": "lagde skabelonen op[ i version {version}]",
            "map_fields": "koblede {fields} felter i skabelonen[, {unmapped} mangler]",
            "put_in_force": "tog skabelonen i brug[ fra {valid_from}][ til og med {valid_until}]",
            "retire": "tog skabelonen ud af brug",
        },
        states={str(code): str(label) for code, label in WordTemplate.State.choices},
    ),
    "documents_municipal.package": Kind(
        "Dokumentationspakke",
        "dokumentationspakken",
        {
            "order": "bestilte en dokumentationspakke[ om {scope}][ fra {since}][ til {until}]",
            "make": "dannede dokumentationspakken[ om {scope}][ med {annexes} bilag][; {missing} mangler]",
            "again": "bad om, at dokumentationspakken dannes igen",
        },
    ),
    "workflows.reminderrule": Kind(
        "Påmindelse",
        "reglen",
        {
            "add": "satte en regel om påmindelser i kraft ({working_days} arbejdsdage efter fristen)",
            "stop": "satte en regel om påmindelser ud af kraft ({working_days} arbejdsdage efter fristen)",
        },
    ),
    "workflows.closedday": Kind(
        "Kalender",
        "lukkedagen",
        {
            "add": "indførte lukkedagen {name}, {day}",
            "end": "ophævede lukkedagen {name}",
        },
    ),
    "workflows.legalvalue": Kind(
        "Kalender", "værdien", {"set_quiet_weeks": "ændrede de stille uger[ til {weeks}][ fra {from}]"}
    ),
    "workflows.incomingmail": Kind("Indgået post", "mailen", {"dismiss": "lagde en indgået mail væk"}),
    "workflows.mailbounce": Kind("Returmail", "returmailen", {}),
    "workflows.mailtext": Kind(
        "Mailtekst",
        "mailen",
        {
            "change": "ændrede teksten i mailen {mail}",
            "go_back": "tog den leverede tekst i mailen {mail} i brug igen",
        },
    ),
}
