"""What is done with a received report, in the words of its history."""

from audits.municipal.own.states import RESULTS
from audits.municipal.states import WhatNow
from workflows.deeds import Kind

_RESULTS = {str(code): str(label) for code, label in RESULTS}
_WHAT_NOW = {str(code): str(label) for code, label in WhatNow.choices}

DEEDS = {
    "audits_municipal.receivedreport": Kind(
        "Rapporten",
        "rapporten",
        {
            "deliver": "sendte rapporten til kommunen",
            "correct": "sendte en rettelse til rapporten",
            "dpo": "skrev en bemærkning som databeskyttelsesrådgiver",
            "question": "stillede sekretariatet et spørgsmål",
            "contest": "gjorde indsigelse mod rapporten",
            "add_task": "tilføjede opgaven «{text}»",
            "finish_task": "udførte opgaven «{text}»",
            "reopen_task": "genåbnede opgaven «{text}»",
            "remind_task": "mindede {responsible} om opgaven «{text}»",
            "assign_task": "gav opgaven «{text}» til {responsible}[ med frist {due}]",
            "ask_owner": "bad {name} om en udtalelse om {system}",
            "send_owner_again": "sendte linket til {name} igen",
            "withdraw_owner": "trak linket til {name} tilbage",
            "open_owner": "åbnede linket til udtalelsen om {system}",
            "owner_opinion": "skrev en udtalelse om {system}",
        },
    ),
    "audits_municipal.yearreport": Kind(
        "Årsrapporter",
        "årsrapporten",
        {"make": "dannede årsrapporten for {year}, udgave {number}"},
    ),
    "audits_municipal.findingstand": Kind(
        "Forhold",
        "et forhold",
        {
            "risk_accepted": "accepterede risikoen ved {it}[ til {until}]",
            "own_follow_up": "besluttede selv at følge op på {it}",
            "noted": "tog {it} til efterretning",
            "supersede": "tog stilling igen til {it}",
            "end": "trak svaret på {it} tilbage",
        },
    ),
    "audits_municipal.plan": Kind(
        "Tilsynsplanen",
        "tilsynsplanen",
        {
            "present": "forelagde tilsynsplanen",
            "draft_again": "lavede forslaget til tilsynsplanen på ny",
            "change_line": "ændrede planen for {system}",
            "reset_line": "lod forslaget for {system} gælde igen",
            "adopt": "tiltrådte tilsynsplanen[ for {year}], som den var forelagt",
            "adopt_changed": "tiltrådte tilsynsplanen[ for {year}] med ændringer",
        },
    ),
    "audits_municipal.ownaudit": Kind(
        "Eget tilsyn",
        "vores eget tilsyn",
        {
            "plan": "planlagde tilsynet[ efter koncept {concept}]",
            "change_plan": "ændrede, hvornår og hvordan tilsynet føres[. Planlagt til {planned_on}]",
            "start": "begyndte tilsynet",
            "note": "skrev, hvad der er set på",
            "keep_file": "lagde filen «{name}» op",
            "take_off_file": "tog filen «{name}» af",
            "finish": "afsluttede tilsynet[: {result}]",
            "call_off": "aflyste tilsynet",
            "add_task": "tilføjede opgaven «{text}»",
            "finish_task": "udførte opgaven «{text}»",
            "reopen_task": "genåbnede opgaven «{text}»",
            "assign_task": "gav opgaven «{text}» til {responsible}[ med frist {due}]",
            "remind_task": "mindede {responsible} om opgaven «{text}»",
        },
        codes={"result": _RESULTS},
    ),
    "audits_municipal.receivedsystem": Kind(
        "Stillingtagen",
        "et system",
        {
            "receive": "forelagde {it} til stillingtagen",
            "receive_again": "forelagde {it} til fornyet stillingtagen",
            "withdraw": "trak tilsynet med {it} tilbage",
            "consider": "begyndte at vurdere {it}",
            "approve": "godkendte tilsynet med {it}",
            "approve_with_remarks": "godkendte tilsynet med {it} med bemærkninger",
            "reject": "godkendte ikke tilsynet med {it}[. {what_now}]",
            "reconsider": "tog stillingtagen til {it} op igen",
            "journal": "journaliserede stillingtagen til {it} med nummer {number}",
        },
        codes={"what_now": _WHAT_NOW},
    ),
}
