"""Walls of joint supervision.

A supplier sees its own cases once they are announced; what the secretariat has not told yet
(cases not announced, findings that were not in a hearing, versions not sent) is behind row policies,
and notes, assessments and reviews are in tables it has no right to at all. A municipality has no
right to any of these tables: what it gets is delivered into its own schema.
"""

from walls.declare import OWN_SUPPLIER, Function, Rights, Shared

# A letter that can still be called back is not there yet for the supplier: `announced_at` is when it leaves.
_SEEN = f"{OWN_SUPPLIER} AND announced_at <= statement_timestamp()"
_SEEN_CASE = "EXISTS (SELECT 1 FROM audits_joint_audit a WHERE a.id = audit_id)"
# A row hangs on rows that the caller itself can see: a foreign key alone would point into another's case.
_OWN_ANSWER = "EXISTS (SELECT 1 FROM audits_joint_answer a WHERE a.id = answer_id)"
_OWN_SYSTEM = "EXISTS (SELECT 1 FROM audits_joint_auditsystem s WHERE s.id = audit_system_id)"
_OWN_FINDING = "EXISTS (SELECT 1 FROM audits_joint_finding f WHERE f.id = finding_id)"
_OWN_HEARING = "EXISTS (SELECT 1 FROM audits_joint_hearing h WHERE h.id = hearing_id)"
_OWN_STATEMENT = "EXISTS (SELECT 1 FROM audits_joint_statement k WHERE k.id = statement_id)"
_OWN_FILE = "(file_id IS NULL OR EXISTS (SELECT 1 FROM documents_storedfile d WHERE d.id = file_id))"
_OWN_QUESTIONS = "EXISTS (SELECT 1 FROM audits_joint_questionnaire q WHERE q.id = questionnaire_id)"

SHARED = [
    Shared(
        "audits_joint_audit",
        "the case; a supplier sees its own once announced, and may only bring it as far as to the review",
        secretariat="SIU",
        supplier=Rights(
            "SU",
            _SEEN,
            check=f"{OWN_SUPPLIER} AND state IN ('awaiting', 'review')",
            columns={"U": "state, state_since"},
        ),
    ),
    Shared(
        "audits_joint_auditsystem",
        "which systems the case is about; a planned case is not told by them either",
        secretariat="SIUD",
        supplier=Rights("S", f"{OWN_SUPPLIER} AND {_SEEN_CASE}"),
    ),
    Shared("audits_joint_systemassessment", "the secretariat's thoughts", secretariat="SIUD"),
    Shared(
        "audits_joint_expectedstatement",
        "when a supplier's next statement is expected; it may tell of its own",
        secretariat="SI",
        supplier=Rights("SI", OWN_SUPPLIER),
    ),
    Shared("audits_joint_planevent", "what calls for an extra audit", secretariat="SI"),
    Shared("audits_joint_refusedproposal", "proposals that were refused, with why", secretariat="SI"),
    Shared("audits_joint_handover", "whose cases are a colleague's for a time", secretariat="SIU"),
    Shared("audits_joint_handovercase", "which cases were handed over", secretariat="SI"),
    Shared("audits_joint_boardplan", "the plan as laid before the board", secretariat="SIU"),
    Shared("audits_joint_boardreport", "the years as told to the board", secretariat="SI"),
    Shared("audits_joint_planpresentation", "plans put before the members", secretariat="SI"),
    Shared("audits_joint_contactround", "who asked the suppliers' contacts, and when", secretariat="SIU"),
    Shared("audits_joint_contactask", "hashes of one-time links, and the answers", secretariat="SIU"),
    Shared("audits_joint_auditround", "many begun in one act", secretariat="SIU"),
    Shared("audits_joint_roundmember", "how it went for each of a round", secretariat="SIU"),
    Shared(
        "audits_joint_lowerconcept", "why a lower concept is enough; the report tells it", secretariat="SIU"
    ),
    Shared("audits_joint_auditnote", "internal notes", secretariat="SI"),
    Shared("audits_joint_answerword", "words of answers, for searching in them", secretariat="S"),
    Shared("audits_joint_casevisit", "who at the secretariat was last on a case", secretariat="SIU"),
    Shared("audits_joint_municipalduty", "told with the report only", secretariat="SIUD"),
    Shared("audits_joint_questionset", "the question library", secretariat="SIU", supplier="S"),
    Shared("audits_joint_question", "the question library", secretariat="SIUD", supplier="S"),
    Shared(
        "audits_joint_questionnaire",
        "the questions of one case",
        secretariat="SIU",
        supplier=Rights(
            "SU",
            OWN_SUPPLIER,
            check=f"{OWN_SUPPLIER} AND state IN ('answering', 'submitted')",
            columns={"U": "state, submitted_at, submitted_by_name"},
        ),
    ),
    Shared(
        "audits_joint_answer",
        "the supplier's answers",
        secretariat="SIU",
        supplier=Rights(
            "SU",
            OWN_SUPPLIER,
            columns={"U": "choice, comment, value, change, version, saved_at, saved_by_name"},
        ),
    ),
    Shared(
        "audits_joint_answerexception",
        "what is otherwise for one system, under one's own answers",
        secretariat="S",
        supplier=Rights("SID", OWN_SUPPLIER, check=f"{OWN_SUPPLIER} AND {_OWN_ANSWER} AND {_OWN_SYSTEM}"),
    ),
    Shared(
        "audits_joint_rivalanswer",
        "what was written while somebody else saved, until one of the two is chosen",
        secretariat="S",
        supplier=Rights(
            "SIU",
            OWN_SUPPLIER,
            check=f"{OWN_SUPPLIER} AND {_OWN_ANSWER}",
            columns={"U": "content, settled_at, settled_by_name"},
        ),
    ),
    Shared(
        "audits_joint_partassignment",
        "which of the supplier's people answers which part",
        secretariat="S",
        supplier=Rights("SIUD", OWN_SUPPLIER, check=f"{OWN_SUPPLIER} AND {_OWN_QUESTIONS}"),
    ),
    Shared("audits_joint_answerreview", "the case worker's thoughts on an answer", secretariat="SIUD"),
    Shared(
        "audits_joint_evidence",
        "documentation, and what was shown",
        secretariat="SIU",
        supplier=Rights(
            "SIU",
            OWN_SUPPLIER,
            # One of a sub-processor's stands: neither it nor its file is the supplier's.
            check=f"{OWN_SUPPLIER} AND {_SEEN_CASE} AND NOT from_chain AND level = '' "
            "AND state NOT IN ('sufficient', 'insufficient', 'shown') "
            f"AND (state = 'replaced' OR {_OWN_FILE})",
            columns={"U": "state, reason, replaced_by_id, level"},
        ),
    ),
    Shared(
        "audits_joint_statement",
        "what a supplier keeps ready; the secretariat registers a sub-processor's",
        secretariat="SIU",
        supplier=Rights("SIU", OWN_SUPPLIER, columns={"U": "title, issuer, retired_at"}),
    ),
    Shared(
        "audits_joint_statementversion",
        "its editions, which are never changed",
        secretariat="SI",
        supplier=Rights("SI", OWN_SUPPLIER, check=f"{OWN_SUPPLIER} AND {_OWN_STATEMENT} AND {_OWN_FILE}"),
    ),
    Shared(
        "audits_joint_reliance", "who rests on whose statement, as the secretariat knows", secretariat="SID"
    ),
    Shared("audits_joint_statementreview", "what the secretariat read in a file", secretariat="SIU"),
    Shared("audits_joint_reviewedexception", "what the secretariat read in a file", secretariat="SIUD"),
    Shared("audits_joint_exceptionfinding", "which exceptions became findings", secretariat="SI"),
    Shared(
        "audits_joint_extensionrequest",
        "wishes for more time",
        secretariat="SU",
        supplier=Rights("SI", OWN_SUPPLIER, check=f"{OWN_SUPPLIER} AND {_SEEN_CASE}"),
    ),
    Shared(
        "audits_joint_finding",
        "a supplier sees a finding from the hearing on",
        secretariat="SIUD",
        supplier=Rights(
            "SU",
            f"{OWN_SUPPLIER} AND heard_at IS NOT NULL",
            check=f"{OWN_SUPPLIER} AND state IN ('plan_received', 'documented')",
            columns={"U": "state, plan, plan_done_by"},
        ),
    ),
    Shared(
        "audits_joint_findingstep",
        "what was handed in about a finding",
        secretariat="S",
        supplier=Rights("SI", OWN_SUPPLIER, check=f"{OWN_SUPPLIER} AND {_OWN_FINDING} AND {_OWN_FILE}"),
    ),
    Shared("audits_joint_standardtext", "the library of standard texts", secretariat="SIU"),
    Shared("audits_joint_followedup", "told with the draft and the report only", secretariat="SIU"),
    Shared(
        "audits_joint_hearing",
        "hearings, made when the draft is sent",
        secretariat="SIU",
        supplier=Rights("SU", OWN_SUPPLIER, columns={"U": "answered_at, answered_by_name, no_comments"}),
    ),
    Shared(
        "audits_joint_hearingcomment",
        "the supplier's comments with answers; what is answered is not taken back",
        secretariat="SU",
        supplier=Rights(
            "SIU",
            OWN_SUPPLIER,
            check=f"{OWN_SUPPLIER} AND answered_at IS NULL AND {_OWN_HEARING}",
            columns={"U": "dropped"},
        ),
    ),
    Shared(
        "audits_joint_hearingfile",
        "the draft sent back with comments in Word",
        secretariat="S",
        supplier=Rights("SI", OWN_SUPPLIER, check=f"{OWN_SUPPLIER} AND {_OWN_HEARING} AND {_OWN_FILE}"),
    ),
    Shared("audits_joint_deliveryclock", "the delivery function's alone"),
    Shared("audits_joint_reportparcel", "the delivery function's alone"),
    Shared("audits_joint_reportcopy", "each municipality's own file, delivered to it", secretariat="SIUD"),
    Shared("audits_joint_reportedit", "a report finished in Word, before it is sent", secretariat="SIU"),
    Shared(
        "audits_joint_reportobjection",
        "objections to sent reports; a supplier raises and sees its own",
        secretariat="SIU",
        supplier=Rights(
            "SI",
            f"{OWN_SUPPLIER} AND letter_id IS NULL",
            check=f"{OWN_SUPPLIER} AND letter_id IS NULL AND state = 'received' AND {_SEEN_CASE}",
        ),
    ),
    Shared("audits_joint_report", "summary as drafted", secretariat="SIU"),
    Shared(
        "audits_joint_reportversion",
        "a supplier sees a version once it has been sent",
        secretariat="SIU",
        supplier=Rights("S", f"{OWN_SUPPLIER} AND sent_at IS NOT NULL"),
    ),
]
FUNCTIONS = [
    Function(
        "audits_joint_plan_for_caller_v1()",
        ("municipalities",),
        "a municipality drafts its plan from what is supervised jointly of its own systems",
    ),
    Function(
        "audits_joint_hand_over_own_v1(uuid, text, text, text, boolean, uuid, text)",
        ("suppliers",),
        "a supplier passes its own case on; the worker invites",
    ),
    Function(
        "audits_joint_hand_over_v1(text, text, text, text)",
        ("door",),
        "whoever got the mail names the right person; the worker does the rest",
    ),
    Function("audits_joint_contact_peek_v1(text)", ("door",), "what a one-time link asks a contact"),
    Function(
        "audits_joint_contact_answer_v1(text, text, text, text, text)",
        ("door",),
        "a contact answers its one-time link, once",
    ),
    Function(
        "audits_joint_learn_words_v1(timestamptz)",
        ("secretariat",),
        "the words of new answers are put among those that searching knows",
    ),
    Function(
        "audits_joint_forget_questions_v1(uuid)",
        ("secretariat",),
        "the unanswered questions of a letter that was called back; nobody else deletes a questionnaire",
    ),
    Function("audits_joint_follow_supplier_v1(uuid)", ("secretariat",), "supervisions go along in a merger"),
    Function(
        "audits_joint_deliver_report_v1(uuid)",
        ("secretariat",),
        "the door downwards: a report goes into the recipients' schemas",
    ),
    Function(
        "audits_joint_deliver_late_v1(uuid, uuid, uuid[], date, uuid, text)",
        ("secretariat",),
        "the door downwards: who comes later gets the report that stands",
    ),
    Function(
        "audits_joint_tell_finding_v1(uuid)",
        ("secretariat",),
        "the door downwards: how a delivered finding stands now",
    ),
    Function("audits_joint_landing_v1(uuid)", ("door",), "what an invitation is about, before sign-in"),
    Function(
        "audits_joint_members_v1(uuid)", ("secretariat", "suppliers"), "for whom the supplier is supervised"
    ),
]
