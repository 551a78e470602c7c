"""What is done in a joint supervision, in the words of its history."""

from audits.joint.models import AnswerReview, FollowedUp
from audits.joint.states import AuditorsConclusion, FindingKind, Level, Sharing
from workflows.deeds import Kind

_KINDS = {str(code): str(label) for code, label in FindingKind.choices}
_OUTCOMES = {str(code): str(label) for code, label in FollowedUp.Outcome.choices}
_VERDICTS = {str(code): str(label) for code, label in AnswerReview.Verdict.choices}
_LEVELS = {str(code): str(label) for code, label in Level.choices}
_SHARING = {str(code): str(label).lower() for code, label in Sharing.choices}
_CONCLUSIONS = {str(code): str(label).lower() for code, label in AuditorsConclusion.choices}

DEEDS = {
    "audits_joint.audit": Kind(
        "Sagen",
        "tilsynet",
        {
            "plan": "planlagde tilsynet[ med {systems}]",
            "move_in_plan": "flyttede tilsynet[ til {quarter}][, sagsbehandler: {case_worker}]",
            "set_concept": "valgte koncept {after}[ i stedet for {before}]",
            "compute_again": "beregnede pointene igen[; anbefalet mindste koncept: {recommended}]",
            "announce": "sendte varsel[ til {supplier}][ med frist {deadline}]",
            "add_systems": "tog flere systemer med[: {systems}]",
            "take_out": "tog {system} ud af tilsynet",
            "follow_facts": "opdaterede point for {system}[; koncept fra {before} til {after}]",
            "take_back": "kaldte varslet tilbage, før mailen var gået",
            "send_again": "sendte varslet igen[ til {contact}]",
            "begin": "begyndte at svare",
            "submit": "sendte svarene til gennemgang",
            "ask_more": "bad om uddybning[ senest {deadline}]",
            "resume": "genoptog gennemgangen uden flere svar",
            "send_to_hearing": "sendte udkastet i høring[ med frist {deadline}]",
            "to_second_reader": "sendte rapporten til kvalitetslæseren",
            "make_ready": "gjorde rapporten klar til udsendelse",
            "pass_reading": "godkendte rapporten som kvalitetslæser",
            "fail_reading": "sendte rapporten tilbage til sagsbehandleren",
            "take_up_again": "tog rapporten op igen, før den var sendt",
            "publish": "sendte rapporten til kommunerne",
            "give_late": "sendte rapporten[ (version {version})][ til {municipality}], som kom til senere",
            "follow_up": "begyndte opfølgningen",
            "close": "afsluttede sagen",
            "revise": "begyndte på en ny udgave af rapporten",
            "withdraw": "trak rapporten tilbage",
            "cancel": "aflyste tilsynet",
            "give_up": "noterede, at tilsynet ikke kunne gennemføres",
            "set_deadline": "ændrede fristen[ fra {before}][ til {after}]",
            "hand_over": "gav sagen videre til {name}, {email}",
            "hand_over_wished": "pegede på {name}, {email}, som den rette",
            "take_in": "bad {name}, {email}, om at være med",
            "note": "skrev et internt notat",
            "telephone_note": "noterede en samtale med {spoke_with}[ om {about}]",
            "write_report": "dannede rapportens version {version}",
            "accept_rest": "godtog resten af svarene[ ({answers})]",
            "confirm_unchanged": "bekræftede svar som uændrede siden sidste tilsyn[ ({answers})]",
            "divide": "fordelte spørgsmålene mellem kolleger[: {to}]",
            "read_workbook": "lagde svar ind fra et regneark[ ({answers})]",
            "accept_unchanged": "godtog de uændrede svar[ ({answers})]",
            "set_summary": "skrev rapportens sammenfatning",
            "set_duties": "skrev, hvad kommunerne selv skal gøre",
            "follow_up_finding": "fulgte op på forhold {number} fra tilsyn {former}[: {outcome}]",
            "want_hearing": "ændrede, om der skal være høring uden forhold[: {wanted}]",
            "renew_access": "sendte kontaktpersonen {contact} en ny invitation og fjernede en app til koder",
            "answer_letter": "besvarede et spørgsmål[ fra {municipality}]",
            "check_out": "hentede rapportens version {version} til redigering i Word",
            "check_in": "lagde redigeret udgave {edition} af rapporten ind[: {note}]"
            "[. Bekræftede, at alle modtagere må læse om {named}]",
            "give_up_editing": "opgav redigeringen i Word, hentet af {out_by}",
            "discard_edits": "kasserede den redigerede udgave af rapportens version {version}",
        },
        codes={"outcome": _OUTCOMES},
    ),
    "audits_joint.expectedstatement": Kind(
        "Ventede erklæringer",
        "den ventede erklæring",
        {"expect": "oplyste, at {supplier} venter sin næste erklæring {expected_on}"},
    ),
    "audits_joint.planevent": Kind(
        "Hændelser", "hændelsen", {"note": "noterede en hændelse hos {supplier}[: {event}]"}
    ),
    "audits_joint.refusedproposal": Kind(
        "Afviste forslag", "forslaget", {"refuse": "afviste forslaget om {system}[: {proposal}]"}
    ),
    "audits_joint.handover": Kind(
        "Overdragelser",
        "overdragelsen",
        {
            "hand_over": "overdrog sagerne fra {giver} til {taker}[ fra {first_day}][ til {last_day}]",
            "end": "afsluttede overdragelsen fra {giver} til {taker}",
        },
    ),
    "audits_joint.boardplan": Kind(
        "Bestyrelsens plan",
        "planen",
        {
            "make": "dannede tilsynsplanen for {year}, udgave {number}",
            "adopt": "noterede bestyrelsens godkendelse af planen for {year}, udgave {number}[, {on}]",
        },
    ),
    "audits_joint.boardreport": Kind(
        "Årsberetninger",
        "årsberetningen",
        {"make": "dannede årsberetningen for {year}, udgave {number}"},
    ),
    "audits_joint.planpresentation": Kind(
        "Planer forelagt kommunerne",
        "planen",
        {"present_plan": "forelagde tilsynsplanen for {year} for {members} kommuner"},
    ),
    "audits_joint.contactround": Kind(
        "Kontaktrunder",
        "kontaktrunden",
        {"ask": "spurgte {contacts} kontaktpersoner i {name}"},
    ),
    "audits_joint.contactask": Kind(
        "Kontaktpersoner",
        "spørgsmålet til kontaktpersonen",
        {
            "answer_same": "svarede, at kontaktpersonen[ for {supplier}] er den samme",
            "answer_other": "oplyste en anden kontaktperson[ for {supplier}]",
            "accepted": "indførte {contact} som kontaktperson[ for {supplier}]",
            "dismissed": "beholdt kontaktpersonen[ for {supplier}]",
        },
    ),
    "audits_joint.auditround": Kind(
        "Tilsynsrunder",
        "tilsynsrunden",
        {
            "begin": "satte tilsynsrunden {name} i gang[ med {audits} tilsyn]",
            "try_again": "prøvede igen for {audits} tilsyn i runden",
            "take_back": "standsede runden, før {audits} varsler var dannet",
        },
    ),
    "audits_joint.lowerconcept": Kind(
        "Lavere koncept",
        "et koncept under det anbefalede",
        {
            "approve": "godkendte {it}",
            "refuse": "afslog {it}",
            "supersede": "afløste {it} af et andet koncept",
        },
    ),
    "audits_joint.auditsystem": Kind(
        "Konklusioner",
        "et system",
        {"conclude": "skrev konklusionen om {it}[: {level}]"},
        codes={"level": _LEVELS},
    ),
    "audits_joint.questionnaire": Kind(
        "Spørgeskema",
        "spørgeskemaet",
        {
            "begin": "begyndte på spørgeskemaet",
            "submit": "sendte spørgeskemaet ind",
            "send_back": "sendte spørgeskemaet retur til uddybning",
            "accept": "afsluttede gennemgangen af spørgeskemaet",
            "review_answer": "vurderede svaret på spørgsmål {number}: {verdict}[. Spørgsmål: {question}]",
            "ask_anew": "åbnede {answers} svar for ny vurdering",
        },
        codes={"verdict": _VERDICTS},
    ),
    "audits_joint.evidence": Kind(
        "Dokumentation",
        "dokumentation",
        {
            "add": "afleverede {it}",
            "check_file": "satte kontrollen af {it} i gang",
            "clear": "fik {it} igennem kontrollen",
            "take_in": "tog {it} med fra en underdatabehandler",
            "quarantine": "fik {it} lagt i karantæne",
            "release": "fik {it} scannet og taget ud af karantæne",
            "suffice": "fandt {it} tilstrækkelig",
            "fall_short": "fandt {it} utilstrækkelig",
            "replace": "tog {it} ud af sagen",
            "note_shown": "noterede, at {it} er forevist",
            "follows": "lod {it} følge med rapporten",
            "does_not_follow": "lod {it} ikke følge med rapporten",
            "share": "besluttede kommunernes adgang til {it}[: {level}]",
            "review": "gennemgik {it}[, konklusion: {conclusion}][, forhold: {findings}]",
            "note_reading": "gemte gennemgangen af {it}",
        },
        codes={"level": _SHARING, "conclusion": _CONCLUSIONS},
    ),
    "audits_joint.statement": Kind(
        "Vores dokumentation",
        "et dokument",
        {
            "keep": "lagde {it} op[ som udgave {version}]",
            "retire": "tog {it} ud af brug",
            "rest_on": "noterede, at {supplier} hviler på {it}",
            "rest_no_more": "noterede, at {supplier} ikke længere hviler på {it}",
        },
    ),
    "audits_joint.extensionrequest": Kind(
        "Udsættelse",
        "udsættelse",
        {
            "request": "bad om mere tid",
            "grant": "gav leverandøren mere tid",
            "refuse": "afslog at give mere tid",
        },
    ),
    "audits_joint.finding": Kind(
        "Forhold",
        "et forhold",
        {
            "find": "konstaterede {it}[ i {system}][: {kind}]",
            "change": "rettede {it}[, som nu er {kind}]",
            "set_deadline": "satte fristen for {it}[ til {after}]",
            "send_to_hearing": "sendte {it} i høring",
            "uphold": "fastholdt {it}",
            "drop": "frafaldt {it}",
            "ask_plan": "bad om en handlingsplan for {it}",
            "leave_to_next": "lod {it} vente til næste tilsyn",
            "settle": "lukkede {it}, som et senere tilsyn har fulgt op",
            "hand_in_plan": "sendte en handlingsplan for {it}",
            "accept_plan": "godtog handlingsplanen for {it}",
            "return_plan": "sendte handlingsplanen for {it} retur",
            "document": "sendte dokumentation for, at {it} er udbedret",
            "confirm": "bekræftede, at {it} er udbedret",
            "return_documentation": "sendte dokumentationen for {it} retur",
            "close": "lukkede {it}",
            "reopen": "genåbnede {it}",
            "present": "forelagde {it} for kommunerne",
        },
        codes={"kind": _KINDS, "before": _KINDS},
    ),
    "audits_joint.hearing": Kind(
        "Høring",
        "høringen",
        {
            "open": "begyndte høringen[ med frist {deadline}]",
            "comment": "skrev en bemærkning[ til {section}]",
            "take_back_comment": "fjernede en bemærkning[ til {section}]",
            "answer": "afsluttede høringssvaret",
            "read_file": "sendte udkastet tilbage som Word-fil med {comments} bemærkninger",
            "answer_comment": "besvarede en høringsbemærkning[: {outcome}]",
        },
    ),
    "audits_joint.reportobjection": Kind(
        "Indsigelse",
        "en indsigelse",
        {
            "raise": "gjorde indsigelse mod rapporten",
            "allow_objection": "gav medhold i {it}",
            "dismiss_objection": "gav ikke medhold i {it}",
        },
    ),
    "audits_joint.questionset": Kind(
        "Spørgsmål",
        "spørgsmålene",
        {
            "begin_version": "begyndte på version {version} af spørgsmålene",
            "put_in_force": "tog version {version} af spørgsmålene i brug",
        },
    ),
    "audits_joint.standardtext": Kind(
        "Standardtekster",
        "en standardtekst",
        {
            "write": "skrev version {version} af standardteksten «{title}»",
            "retire": "tog standardteksten «{title}» ud",
        },
    ),
}
