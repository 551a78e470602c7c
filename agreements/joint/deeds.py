"""What is done with a common text and the agreements made of it, in the words of their history."""

from agreements.joint.models import NoticeAdvice, ServiceState, WishAnswer
from agreements.joint.parts import PARTS
from agreements.municipal.states import AgreementState
from documents.models import WordTemplate
from workflows.deeds import Kind

DEEDS = {
    "agreements_joint.commontext": Kind(
        "Teksten",
        "teksten",
        {
            "create_text": "oprettede teksten[ for {systems}][ ({structure}, version {version})]",
            "set_due": "gav leverandøren en ny frist[, {after}][, før {before}]",
            "set_own_body": "lagde leverandørens tekst op[: {name}]",
            "set_systems": "valgte systemer[: {systems}]",
            "save_part": "gemte {part}[ med bemærkningen: {warnings}]",
            "write_wish": "skrev et ønske[ til {clause}]",
            "drop_wish": "tog et ønske tilbage[ til {clause}]",
            "note": "skrev en intern note",
            "answer_wish": "besvarede et ønske[ til {clause}][: {outcome}]",
            "send_to_supplier": "sendte teksten[ til {supplier}][ med frist {due}]",
            "take_in_file": "lagde leverandørens Word-fil op[ i runde {round}][, ønsker læst: {wishes}]",
            "drop_file": "fjernede leverandørens Word-fil[ i runde {round}]",
            "grant_departure": "gav en fravigelse[ fra punkt {clause}]",
            "take_back_departure": "fjernede en fravigelse[ fra punkt {clause}]",
            "pass_reading": "godkendte teksten som andenlæser",
            "fail_reading": "sendte teksten retur som andenlæser",
            "return_wishes": "sendte sine ønsker til teksten",
            "register_reply": "registrerede leverandørens svar, modtaget på mail",
            "accept": "godkendte teksten",
            "take_up_again": "tog teksten op igen",
            "release": "frigav teksten",
            "send": "sendte teksten til kommunerne[ ({municipalities})]",
            "begin_version": "begyndte teksten som ny version[ af {number}]",
            "new_version_begun": "begyndte en ny version[, {number}]",
            "be_superseded": "lod teksten afløse[ af {number}]",
            "supplier_renamed": "noterede leverandørens nye navn[: {name}]",
            "supplier_follows": "lod teksten følge med til leverandøren {name}",
            "hold": "satte teksten i bero[ til {until}]",
            "write_facts": "skrev kommunens egne oplysninger[ for {municipality}]",
            "resume": "genoptog teksten",
            "break_off": "afbrød forhandlingen uden enighed",
            "advise_late": "gav rådet til {count}, der er kommet til senere",
            "withdraw": "trak teksten tilbage",
        },
        codes={
            "structure": {str(code): str(label) for code, label in WordTemplate.Structure.choices},
            "part": {part.key: f"delen «{part.title}»" for part in PARTS},
            "outcome": {str(code): str(label) for code, label in WishAnswer.Outcome.choices},
        },
    ),
    "agreements_joint.position": Kind(
        "Forhandlingsgrundlag",
        "forhandlingsgrundlaget",
        {"write_position": "skrev forhandlingsgrundlaget[ for punkt {clause}][, version {version}]"},
    ),
    "agreements_joint.advice": Kind("Råd", "rådet", {"read_advice": "læste rådet"}),
    "agreements_joint.incident": Kind(
        "Hændelser",
        "hændelsen",
        {
            "begin": "skrev en kladde til straksorientering[ om {about}]",
            "rewrite": "rettede kladden",
            "discard": "kasserede kladden",
            "send": "sendte straksorientering til {municipalities} kommuner",
            "update": "sendte kommunerne en {kind}",
            "add": "føjede {municipalities} kommuner til",
            "close": "afsluttede hændelsen",
            "withdraw": "trak straksorienteringen tilbage",
            "remind_silent": "rykkede {municipalities} kommuner, som ikke har åbnet det seneste",
            "report": "meldte hændelsen til sine kunder[ om {about}]",
            "report_more": "sendte sine kunder en opdatering",
        },
        codes={"kind": {"update": "opdatering", "correction": "rettelse"}},
    ),
    "agreements_joint.subprocessornotice": Kind(
        "Varsler om underdatabehandlere",
        "varslet",
        {
            "enter": "indtastede varslet[ om {name}][, modtaget {received_on}]",
            "forward": "sendte varslet til kommunerne[ ({municipalities} med fælles aftale)]",
            "assess": "gav sin anbefaling[: {verdict}]",
            "close": "afsluttede varslet",
            "withdraw": "trak varslet tilbage",
            "note_withdrawn": "noterede, at varslet er trukket tilbage",
        },
        codes={"verdict": {str(code): str(label) for code, label in NoticeAdvice.Verdict.choices}},
    ),
    "agreements_joint.noticedagreement": Kind(
        "Kommunernes svar på varsler",
        "varslet for en kommune",
        {
            "answer_for": "svarede for {it} efter fuldmagt[: {verdict}]",
            "not_used": "svarede på indsigelsen i {it}: bruges ikke for kommunen",
        },
        codes={"verdict": {"objection": "indsigelse", "no_objection": "ingen indsigelse"}},
    ),
    "agreements_joint.serviceorder": Kind(
        "Underskriftstjenesten",
        "en bestilling hos underskriftstjenesten",
        {
            "hand_over": "overgav {it}[ til {service}]",
            "take_signed": "tog det underskrevne dokument imod",
            "be_declined": "lukkede {it}, som blev afvist",
            "refuse_copy": "afviste det underskrevne dokument ved kontrollen",
            "stop": "standsede {it}",
        },
        states={str(code): str(label) for code, label in ServiceState.choices},
    ),
    "agreements_joint.outsiderecipient": Kind(
        "Modtageren uden for fællesskabet",
        "modtageren",
        {
            "add_outside": "sendte teksten til {it}[ med link til {mailbox}]",
            "mail_link": "sendte et link[ til {mailbox}]",
            "send_again": "bad om et nyt link[ til {mailbox}]",
            "open_link": "åbnede linket",
            "receive": "kvitterede for aftalen[ ({name})]",
            "revoke_outside": "spærrede adgangen",
            "try_link_again": "prøvede igen at lave linket til {it}",
        },
    ),
    "workflows.legalvalue": Kind(
        "Værdi",
        "værdien",
        {"set_late_joiners": "valgte, hvordan kommuner, der kommer til senere, får aftalerne"},
    ),
    "agreements_joint.issuedagreement": Kind(
        "Kommunernes aftaler",
        "en kommunes aftale",
        {
            "order_signatures": "bestilte underskrifter på {it}[ hos {service}]",
            "service_signs": "gav {it} tilbage med begge underskrifter",
            "check_copy": "lagde en underskrevet kopi af {it} op til kontrol[: {result}]",
            "supplier_signs": "underskrev {it}[ den {signed_on}][ ({result})][; forklaret: {accepted}]"
            "[; {vouched} står inde for kopien]",
            "supplier_act": "sendte {kind} for {it}[ pr. {on}]",
            "remind_deletion": "rykkede leverandøren for dokumentation for sletning for {it}",
            "remind_expired": "mindede kommunen om, at {it} er udløbet",
            "try_document_again": "prøvede igen at lave dokumentet med kommunens oplysninger for {it}",
            "municipality_stands": "meldte ny status for {it}",
        },
        states={str(code): str(label) for code, label in AgreementState.choices},
        codes={
            "kind": {
                "notice": "opsigelse",
                "slet": "dokumentation for sletning",
                "returner": "dokumentation for tilbagelevering",
            }
        },
    ),
}
