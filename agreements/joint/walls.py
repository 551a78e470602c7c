"""Walls of the joint agreements: the supplier sees what it was sent, never a draft or a note."""

from walls.declare import MINE, OWN_MUNICIPALITY, OWN_SUPPLIER, Function, Rights, Shared

_SHOWN = f"{OWN_SUPPLIER} AND shown_at IS NOT NULL"
_OPEN_ROUND = (
    f"{OWN_SUPPLIER} AND round_id IN "  # noqa: S608 - constants of ours
    f"(SELECT r.id FROM agreements_joint_round r WHERE r.supplier_id {MINE} AND r.returned_at IS NULL)"
)
# An incident that the supplier has told of itself, and of its texts those it has written.
_TOLD = f"{OWN_SUPPLIER} AND source = 'supplier'"
_OF_TOLD = f"{OWN_SUPPLIER} AND incident_id IN (SELECT i.id FROM agreements_joint_incident i)"  # noqa: S608
_OF_SHOWN = f"{OWN_SUPPLIER} AND common_text_id IN (SELECT t.id FROM agreements_joint_commontext t)"  # noqa: S608
_BY_SUPPLIER = f"{_SHOWN} AND state IN ('at_supplier', 'at_secretariat', 'agreed')"

SHARED = [
    Shared(
        "agreements_joint_commontext",
        "the supplier sees its texts once sent, and hands back the pen",
        secretariat="SIU",
        supplier=Rights(
            "SU", _SHOWN, check=_BY_SUPPLIER, columns={"U": "state, state_since, agreed_at, agreed_by_name"}
        ),
    ),
    Shared(
        "agreements_joint_commontextsystem",
        "which systems a text covers",
        secretariat="SID",
        supplier=Rights("S", _OF_SHOWN),
    ),
    Shared("agreements_joint_workingcopy", "the secretariat's own wording", secretariat="SIU"),
    Shared("agreements_joint_subprocessor", "rows of the secretariat's own wording", secretariat="SID"),
    Shared("agreements_joint_internalnote", "the secretariat alone", secretariat="SI"),
    Shared(
        "agreements_joint_round",
        "what the supplier was sent, and how it came back",
        secretariat="SIU",
        supplier=Rights(
            "SU", OWN_SUPPLIER, columns={"U": "outcome, returned_at, returned_by_name, closing_note"}
        ),
    ),
    Shared(
        "agreements_joint_wish",
        "what the supplier writes while it holds the pen",
        secretariat=Rights("SIU", columns={"U": "dropped"}),
        supplier=Rights("SIU", OWN_SUPPLIER, check=_OPEN_ROUND, columns={"U": "dropped"}),
    ),
    Shared(
        "agreements_joint_roundfile",
        "the supplier's own Word file of a round, sent here or received by mail",
        secretariat=Rights("SIU", columns={"U": "dropped"}),
        supplier=Rights("SIU", OWN_SUPPLIER, check=_OPEN_ROUND, columns={"U": "dropped"}),
    ),
    Shared("agreements_joint_departure", "why a departure was granted; the secretariat alone", "SIUD"),
    Shared("agreements_joint_position", "the basis for negotiating; the secretariat alone", "SI"),
    Shared("agreements_joint_secondreading", "the secretariat alone", "SI"),
    Shared(
        "agreements_joint_advice",
        "a municipality reads the advice given to it, and says that it has been read",
        secretariat="SI",
        municipality=Rights("SU", OWN_MUNICIPALITY, columns={"U": "read_at, read_by_name"}),
    ),
    Shared(
        "agreements_joint_wishanswer",
        "the supplier sees an answer once the next round is sent",
        secretariat="SIU",
        supplier=Rights("S", _SHOWN),
    ),
    Shared("agreements_joint_sending", "who is sent a text", secretariat="SIU"),
    Shared(
        "agreements_joint_issuedagreement",
        "the supplier is a party to each agreement that has been delivered",
        secretariat="SI",
        supplier=Rights("S", f"{OWN_SUPPLIER} AND delivered_at IS NOT NULL"),
    ),
    Shared(
        "agreements_joint_suppliersignaturecheck",
        "what was found in the supplier's signed files; never changed",
        secretariat="SI",
        supplier=Rights("SI", OWN_SUPPLIER),
    ),
    Shared(
        "agreements_joint_serviceorder",
        "agreements at a signing service; the supplier sees where its own stand",
        secretariat="SIU",
        supplier=Rights("S", OWN_SUPPLIER),
    ),
    Shared(
        "agreements_joint_suppliercopy",
        "the supplier's signed copies, by itself or from a signing service",
        secretariat="SI",
        supplier=Rights("SI", OWN_SUPPLIER),
    ),
    Shared("agreements_joint_appendixfacts", "each municipality's own facts in a text", secretariat="SIU"),
    Shared(
        "agreements_joint_factschange",
        "what municipalities change before signing; written by the definer functions",
        secretariat=Rights("SU", columns={"U": "state, reason"}),
    ),
    Shared("agreements_joint_latejoiner", "who came to a text after it was sent", secretariat="SIU"),
    Shared(
        "agreements_joint_outsiderecipient",
        "who is sent a text without being a member; opened through the door's definer functions only",
        secretariat="SIU",
    ),
    Shared("agreements_joint_outsidelink", "hashes of one-time links", secretariat="SIU"),
    Shared(
        "agreements_joint_supplieract",
        "the supplier's notices and proofs of deletion",
        secretariat="S",
        supplier=Rights("SI", OWN_SUPPLIER),
    ),
    Shared(
        "agreements_joint_subprocessornotice",
        "a supplier's own notices, and those about it once forwarded; it enters and withdraws them",
        secretariat="SIU",
        supplier=Rights(
            "SIU",
            _SHOWN,
            check=f"{OWN_SUPPLIER} AND shown_at IS NOT NULL AND state IN ('received', 'withdrawn')",
            columns={"U": "state, state_since, withdrawn_reason"},
        ),
    ),
    Shared(
        "agreements_joint_noticedtext",
        "which of its texts a notice is about",
        secretariat="SI",
        supplier=Rights("SI", OWN_SUPPLIER),
    ),
    Shared(
        "agreements_joint_incident",
        "the supplier tells its customers of an incident; what the secretariat writes it does not see",
        secretariat="SIU",
        supplier=Rights("SI", _TOLD, check=f"{_TOLD} AND state = 'sent'"),
    ),
    Shared(
        "agreements_joint_incidenttext",
        "the supplier's own texts about its incidents",
        secretariat="SIU",
        supplier=Rights(
            "SI",
            f"{_TOLD} AND {_OF_TOLD}",
            check=f"{_TOLD} AND {_OF_TOLD} AND kind IN ('first', 'update') AND mailed_at IS NULL",
        ),
    ),
    Shared(
        "agreements_joint_incidentmember",
        "whom an incident concerns; a supplier has the receipts of its own",
        secretariat="SIUD",
        supplier=Rights("S", _OF_TOLD),
    ),
    Shared("agreements_joint_incidentreading", "who has opened what", secretariat="S"),
    Shared("agreements_joint_knownprocessor", "sub-processors by name and number", secretariat="SIU"),
    Shared("agreements_joint_reliance", "which texts rest on whom", secretariat="SID"),
    Shared("agreements_joint_indexedtext", "how far that was read", secretariat="SIU"),
    Shared("agreements_joint_noticeadvice", "advice to the municipalities alone", secretariat="SI"),
    Shared(
        "agreements_joint_noticedagreement",
        "the agreements a notice touches; a supplier is a party to them",
        secretariat="SI",
        supplier=Rights("S", OWN_SUPPLIER),
    ),
    Shared(
        "agreements_joint_noticereceipt",
        "the supplier's receipts; only that they were mailed is noted afterwards",
        secretariat=Rights("SIU", columns={"U": "mailed_at"}),
        supplier=Rights("S", OWN_SUPPLIER),
    ),
]
FUNCTIONS = [
    Function("agreements_joint_follow_supplier_v1(uuid)", ("secretariat",), "texts go along in a merger"),
    Function(
        "agreements_joint_supplier_now_v1(uuid, int, uuid, text)",
        ("secretariat",),
        "a supplier's name of today goes down to the agreements",
    ),
    Function(
        "agreements_joint_system_sold_v1(uuid, int, uuid, text)",
        ("secretariat",),
        "who uses a system that has been sold is told, and its agreements marked",
    ),
    Function(
        "agreements_joint_deliver_notice_v1(uuid, uuid[], jsonb, date, int)",
        ("secretariat",),
        "a notice goes to the municipalities it concerns",
    ),
    Function(
        "agreements_joint_notice_number_v1(int)",
        ("secretariat", "suppliers"),
        "notices are numbered in one row, whoever enters them",
    ),
    Function(
        "agreements_joint_incident_number_v1(int)",
        ("secretariat", "suppliers"),
        "incidents are numbered in one row, whoever tells of them",
    ),
    Function(
        "agreements_joint_customers_v1()",
        ("suppliers",),
        "a supplier's own customers, and whom a breach is reported to there",
    ),
    Function(
        "agreements_joint_start_incident_v1(uuid)",
        ("suppliers",),
        "the worker sends at once what a supplier has written to its customers",
    ),
    Function(
        "agreements_joint_deliver_incident_v1(uuid, int)",
        ("secretariat",),
        "a text about an incident goes to the municipalities concerned",
    ),
    Function("agreements_joint_deliver_advice_v1(uuid, int)", ("secretariat",), "advice goes down"),
    Function(
        "agreements_joint_withdraw_notice_v1(uuid, uuid, text, int)",
        ("secretariat",),
        "a withdrawn notice is withdrawn at the municipalities",
    ),
    Function(
        "agreements_joint_answer_for_v1(uuid, boolean, text, uuid, text, date)",
        ("secretariat",),
        "the secretariat answers for a municipality whose mandate it holds",
    ),
    Function(
        "agreements_joint_not_used_v1(uuid, text, uuid, text)",
        ("secretariat", "suppliers"),
        "the supplier's answer to an objection: not used for this municipality",
    ),
    Function(
        "agreements_joint_drop_waiting_v1(uuid, text)",
        ("secretariat",),
        "who waits for a superseded text gets the newer one",
    ),
    Function("agreements_joint_deliver_v1(uuid, int)", ("secretariat",), "delivery to the members"),
    Function(
        "agreements_joint_withdraw_v1(uuid, text, uuid, text, int)",
        ("secretariat",),
        "withdrawal at the members",
    ),
    Function(
        "agreements_joint_deliver_answer_v1(uuid, text, uuid, text)", ("secretariat",), "answers go down"
    ),
    Function(
        "agreements_joint_deliver_signature_v1(uuid)",
        ("secretariat", "suppliers"),
        "a supplier's signed copy goes down to the municipality it was signed with",
    ),
    Function(
        "agreements_joint_deliver_both_v1(uuid, text, date)",
        ("secretariat",),
        "what a signing service gave back goes down to the municipality, signed by both parties",
    ),
    Function(
        "agreements_joint_at_service_v1(uuid)",
        ("municipalities",),
        "a municipality reads where its own agreement stands at the signing service",
    ),
    Function(
        "agreements_joint_service_called_v1(text)",
        ("door",),
        "the signing service has called: the worker asks it, and the door learns nothing",
    ),
    Function("agreements_joint_signing_v2()", ("suppliers",), "where a supplier's own agreements stand"),
    Function(
        "agreements_joint_own_facts_v1(uuid)",
        ("municipalities",),
        "a municipality reads its own facts, and what the text lets it change",
    ),
    Function(
        "agreements_joint_change_facts_v1(uuid)",
        ("municipalities",),
        "a municipality changes its facts before signing; the worker makes the document",
    ),
    Function(
        "agreements_joint_deliver_document_v1(uuid, uuid, uuid)",
        ("secretariat",),
        "the changed document goes down to its municipality",
    ),
    Function("agreements_joint_outside_peek_v1(text)", ("door",), "whether a one-time link can be opened"),
    Function("agreements_joint_outside_open_v1(text, text)", ("door",), "a one-time link is opened, once"),
    Function("agreements_joint_outside_read_v1(text)", ("door",), "what the opened link is about"),
    Function("agreements_joint_outside_file_v1(text, text)", ("door",), "a file of the opened link, logged"),
    Function(
        "agreements_joint_outside_receipt_v1(text, text, text, text)",
        ("door",),
        "the receipt and answer of who opened the link",
    ),
    Function(
        "agreements_joint_outside_renew_v1(text)",
        ("door",),
        "a used or expired link is sent anew to the same mailbox",
    ),
    Function(
        "agreements_joint_deliver_act_v1(uuid, int)",
        ("secretariat", "suppliers"),
        "a supplier's notice or proof of deletion goes down to the municipality of the agreement",
    ),
    Function("agreements_joint_ending_v1()", ("suppliers",), "how a supplier's own agreements end"),
    Function(
        "agreements_joint_end_terms_v1(uuid)",
        ("suppliers",),
        "when a supplier's own agreement can end, and what it says of the data then",
    ),
    Function("agreements_joint_landing_v1(uuid)", ("door",), "what an invitation is about, before sign-in"),
]
