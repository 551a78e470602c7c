"""What is done with a municipality's agreement, in the words of its history."""

from workflows.deeds import Kind

DEEDS = {
    "agreements_municipal.agreement": Kind(
        "Aftalen",
        "aftalen",
        {
            "receive": "sendte aftalen til kommunen",
            "want": "valgte, at kommunen ønsker aftalen",
            "send_to_signing": "sendte aftalen til underskrift[ hos {signatory}]",
            "decline": "valgte aftalen fra",
            "cover_by_own": "noterede, at kommunen har sin egen aftale",
            "ask": "stillede et spørgsmål til aftalen",
            "receive_answer": "besvarede kommunens spørgsmål",
            "reconsider": "tog stilling til aftalen igen",
            "check_copy": "lagde en underskrevet kopi op til kontrol[: {result}]",
            "sign_first": "lagde aftalen op med kommunens underskrift[ ({result})][; godkendt: {accepted}]"
            "[; {vouched} står inde for kopien]",
            "sign_second": "lagde aftalen op med begge underskrifter[ ({result})][; godkendt: {accepted}]"
            "[; {vouched} står inde for kopien]",
            "service_signs": "gav aftalen tilbage med begge underskrifter",
            "supplier_signs_first": "lagde aftalen op med leverandørens underskrift",
            "supplier_signs_second": "lagde aftalen op med leverandørens underskrift",
            "take_effect": "registrerede aftalen som gældende",
            "be_withdrawn": "trak aftaleteksten tilbage",
            "change_facts": "ændrede kommunens egne oplysninger",
            "receive_document": "lavede et nyt dokument med kommunens oplysninger",
            "name_contacts": "skrev kontaktperson[ {contact}][ og underskriver {signatory}] på aftalen",
            "supplier_now": "noterede, at leverandøren nu hedder {name}",
            "system_sold": "noterede, at {system} er solgt til {name}",
            "take_in": "tog kommunens egen aftale ind[ fra {pile}]",
            "correct": "rettede oplysninger om aftalen",
            "remark": "skrev en bemærkning",
            "keep_file": "lagde filen {name} ved aftalen",
            "take_off_file": "tog filen {name} af aftalen",
            "journalise": "skrev[ journalnummer {journal}][ KLE-nummer {kle}] på aftalen",
            "give_notice": "opsagde aftalen[ med ophør {ends_on}]",
            "note_notice": "noterede leverandørens opsigelse[ med ophør {ends_on}]",
            "supplier_gives_notice": "opsagde aftalen for leverandøren[ med ophør {ends_on}]",
            "take_back_notice": "tog opsigelsen tilbage",
            "end": "noterede, at aftalen er ophørt",
            "expire": "noterede, at aftalen er udløbet",
            "prolong": "forlængede aftalen",
            "demand_deletion": "bad leverandøren om dokumentation for sletning eller tilbagelevering",
            "note_evidence": "lagde dokumentation for sletning op",
            "receive_evidence": "sendte dokumentation for sletning",
            "return_evidence": "sendte dokumentationen tilbage",
            "accept_evidence": "godkendte dokumentationen for sletning",
            "be_superseded": "lod aftalen afløse[ af {number}]",
            "be_replaced": "sendte en ny version, som afløser aftalen",
            "change_appendix_b": "gav bilag B version {number}[ fra {valid_from}][ med {name}]",
        },
    ),
    "agreements_municipal.notice": Kind(
        "Varsler om underdatabehandlere",
        "varslet",
        {
            "register": "registrerede varslet[ om {name}][, modtaget {received_on}]",
            "receive_advice": "sendte kommunen en anbefaling om varslet",
        },
    ),
    "agreements_municipal.agreementnotice": Kind(
        "Svar på varsler",
        "varslet",
        {
            "receive": "gav kommunen varslet[ for aftalen {agreement}]",
            "let_pass": "svarede, at kommunen ikke har indsigelse",
            "object": "gjorde indsigelse",
            "note_not_used": "noterede, at underdatabehandleren ikke bruges for kommunen",
            "note_terminated": "noterede, at aftalen er opsagt",
            "pass_by_silence": "noterede, at fristen udløb uden indsigelse",
            "take_effect": "lod varslet træde i kraft[ fra {valid_from}]",
            "let_pass_for": "svarede efter fuldmagt, at kommunen ikke har indsigelse",
            "object_for": "gjorde indsigelse efter fuldmagt",
            "be_not_used": "svarede, at underdatabehandleren ikke bruges for kommunen",
            "be_withdrawn": "trak varslet tilbage",
        },
    ),
    "agreements_municipal.incident": Kind(
        "Hændelser",
        "hændelsen",
        {
            "receive": "sendte kommunen en straksorientering",
            "receive_text": "sendte kommunen en {kind}",
            "open": "åbnede straksorienteringen",
            "open_text": "åbnede det seneste om hændelsen",
            "assess": "noterede kommunens vurdering",
            "reassess": "tog vurderingen op igen",
        },
        codes={
            "kind": {
                "update": "opdatering",
                "correction": "rettelse",
                "closing": "afsluttende besked",
                "withdrawal": "tilbagetrækning",
            }
        },
    ),
    "agreements_municipal.breachnote": Kind(
        "Notater om hændelser",
        "notatet",
        {
            "write": "skrev notatet[: {verdict}]",
            "rewrite": "ændrede notatet[: {verdict}]",
            "tell": "fortalte sekretariatet, hvad kommunen har noteret",
        },
        codes={
            "verdict": {
                "breach": "brud på persondatasikkerheden",
                "no_breach": "ikke et brud",
                "unknown": "endnu ikke afgjort",
            }
        },
    ),
    "agreements_municipal.mandate": Kind(
        "Fuldmagten",
        "fuldmagten",
        {
            "give": "gav fuldmagt[ til {name}][: {covers}]",
            "revoke": "kaldte fuldmagten[ til {name}] tilbage",
        },
    ),
    "agreements_municipal.owncontacts": Kind(
        "Kommunens kontakter",
        "kommunens kontakter",
        {"name_contacts": "skrev kontaktperson[ {contact}][ og underskriver {signatory}] på alle aftaler"},
    ),
    "agreements_municipal.intake": Kind(
        "Eksisterende aftaler",
        "bunken",
        {
            "begin": "lagde et indeks med {lines} linjer op",
            "add_files": "lagde {kept} filer i bunken[, {refused} blev afvist]",
            "correct_line": "rettede linje {line}",
            "accept_proposals": "bekræftede den foreslåede fil til {count} linjer",
            "leave_out_line": "udelod linje {line}",
            "leave_out_file": "valgte ikke at bruge filen {name}",
            "confirm": "bekræftede, at aftalerne tages ind",
            "pause": "tog {count} aftaler ind",
            "close": "afsluttede bunken",
        },
    ),
}
