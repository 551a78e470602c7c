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
            "supplier_signs_first": "lagde aftalen op med leverandørens underskrift",
            "supplier_signs_second": "lagde aftalen op med leverandørens underskrift",
            "take_effect": "registrerede aftalen som gældende",
            "be_withdrawn": "trak aftaleteksten tilbage",
            "name_contacts": "skrev kontaktperson[ {contact}][ og underskriver {signatory}] på aftalen",
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
}
